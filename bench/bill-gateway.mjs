// The gateway of `tables/bill.mjs`, in a process of its own: tells its address and its memory at rest, and, asked for it,
// the most memory it ever had.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [bundle, folder] = process.argv.slice(2);
const { startWechatpay } = createRequire(import.meta.url)(bundle);
const { url } = await startWechatpay({ port: 0, keysFolder: join(folder, 'keys'), stateFolder: folder });
process.on('message', () => process.send({ peak: process.resourceUsage().maxRSS * 1024 }));
globalThis.gc();
process.send({ url, rest: process.memoryUsage.rss() });
