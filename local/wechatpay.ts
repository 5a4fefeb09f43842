import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endWhenAsked } from './end-when-asked';
import { takeOver } from './take-over';
import { startWechatpay } from './wechatpay/start-wechatpay';

const usage = '用法：npm run wechatpay -- [--port N] [--keys 目录] [--json]';

/** `npm run wechatpay`: the WeChat Pay gateway alone, for any SDK in any language, until SIGTERM or Ctrl-C. */
async function main() {
  const { port, keys, json } = readArguments(process.argv.slice(2));
  const letGo = await takeOver(join(keys, 'state'));
  const wechatpay = await startWechatpay({
    root: resolve(__dirname, '../..'),
    port,
    keysFolder: keys,
    stateFolder: join(keys, 'state'),
    log: (line) => console.error(line),
  });
  const { url, tlsUrl, merchant } = wechatpay;
  if (json) console.log(JSON.stringify({ url, tlsUrl }));
  else {
    console.log(`
  本地微信支付  ${url}    把 SDK 的网关地址换成它
  HTTPS         ${tlsUrl}    信任 ${join(keys, 'tls.pem')}
  商户号        ${merchant.mchid}    appid ${merchant.appid}
  密钥          ${keys}
  页面          ${url}    ← 在浏览器中打开：往来、订单、通知、账单、时钟、故障
  控制          ${url}/_control/state

  按 Ctrl-C 结束`);
  }
  endWhenAsked(async () => {
    await wechatpay.close();
    letGo();
  });
}

function readArguments(args: string[]): { port: number; keys: string; json: boolean } {
  const options = {
    port: { type: 'string', default: '8800' },
    keys: { type: 'string', default: '.local/keys' },
    json: { type: 'boolean', default: false },
  } as const;
  let values: { port: string; keys: string; json: boolean };
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Error(`无法识别的参数：${(error as Error).message}`, { cause: error });
  }
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error(`--port 应为 0 到 65535 之间的整数，得到的是 ${values.port}`);
  }
  return { port: Number(values.port), keys: resolve(values.keys), json: values.json };
}

main().catch((error: Error) => {
  console.error(`${error.message}\n${usage}`);
  process.exit(1);
});
