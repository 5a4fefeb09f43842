// Our protocol, bundled as it is for a cloud function.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}dist/bench/wechatpay.mjs`;
await build({
  stdin: {
    contents: `
      export { createGateway } from './create-gateway';
      export { readNotification } from './read-notification';
      export { sign as signV2 } from './v2/sign';
      export { buildXml, parseXml } from './v2/xml';
      export { authorization } from './v3/authorization';
      export { verify } from './v3/verify';
    `,
    resolveDir: `${root}cloudfunctions/lib/wechatpay`,
    loader: 'ts',
  },
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true,
  logLevel: 'warning',
});

export const ours = await import(pathToFileURL(outfile));
