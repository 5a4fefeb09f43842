// `npm run test:release`: the simulation and the attacks with the numbers of a release, then every runtime of CloudBase; each
// runs whatever became of those before.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const files = ['../simulation/release.mjs', 'attacks.mjs', 'runtimes.mjs'];
const parts = files.map((file) => fileURLToPath(new URL(file, import.meta.url)));
const ends = parts.map((file) => spawnSync(process.execPath, [file], { stdio: 'inherit' }).status);
if (ends.some((status) => status !== 0)) process.exitCode = 1;
