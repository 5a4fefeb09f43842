// `npm run test:release`: the simulation, then the attacks, with the numbers of a release; the second runs whatever became
// of the first.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const parts = ['../simulation/release.mjs', 'attacks.mjs'].map((file) => fileURLToPath(new URL(file, import.meta.url)));
const ends = parts.map((file) => spawnSync(process.execPath, [file], { stdio: 'inherit' }).status);
if (ends.some((status) => status !== 0)) process.exitCode = 1;
