import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { endWhenAsked } from './end-when-asked';
import { nodeVersion } from './node-version';
import { readArguments } from './read-arguments';
import { startShop } from './start-shop';
import { takeOver } from './take-over';

/** `npm start`: the shop, its cloud and its WeChat Pay on this machine, until SIGTERM or Ctrl-C. */
async function main() {
  const args = readArguments(process.argv.slice(2));
  if ('problem' in args) {
    console.error(args.problem);
    process.exit(2);
  }
  const { port, json, api, node } = args;
  const version = node === undefined ? process.version : nodeVersion(node);
  if (version === undefined) {
    console.error(`--node 应为 node 可执行文件的路径，${node} 不是`);
    process.exit(2);
  }
  const neighbour = (distance: number) => (port === 0 ? 0 : port + distance);
  const tell = json ? () => undefined : (line: string) => console.log(line);
  tell('正在启动：构建云函数、准备密钥…');
  const dataFolder = resolve(args.data);
  const letGo = await takeOver(dataFolder);
  const shop = await startShop({
    root: resolve(__dirname, '../..'),
    dataFolder,
    api,
    ...(node !== undefined && { node: [node] }),
    ports: { shop: port, wechatpay: neighbour(1), wechatpayTls: neighbour(2), cloud: neighbour(3) },
    watch: true,
  });
  if (json) console.log(JSON.stringify(shop.addresses));
  tell(`
  水果店        ${shop.addresses.shop}    ← 在浏览器中打开，买一个苹果
  本地微信支付  ${shop.addresses.wechatpay}    （API ${api}；HTTPS：${shop.addresses.wechatpayTls}）
  本地云开发    ${shop.addresses.cloud}    （云函数运行于 Node ${version}）
  数据          ${shop.addresses.data}    （删除即从头开始）

  按 Ctrl-C 结束`);
  if (process.stdout.isTTY && !json) openInBrowser(shop.addresses.shop);

  endWhenAsked(async () => {
    await shop.close();
    letGo();
  });
}

/** Opens the address where the system has a way to; without one, the printed address is enough. */
function openInBrowser(url: string) {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

main().catch((error: NodeJS.ErrnoException) => {
  console.error(explain(error));
  process.exit(1);
});

function explain({ code, message, stack }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return `端口已被占用：${message}。换一个：npm start -- --port 9700`;
  if (code === 'EBUSY')
    return '这个数据目录正被另一个 npm start 使用：先结束它，或换一个目录：npm start -- --data .local-2';
  return `启动失败：${stack}`;
}
