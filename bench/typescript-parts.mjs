// What the tables about a whole shop need of the TypeScript in this house, in one bundle.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}dist/bench/typescript-parts.cjs`;
await build({
  stdin: {
    contents: `
      export { database } from './cloudfunctions/database';
      export { settle } from './cloudfunctions/lib/payment/settle';
      export { settlementDocuments } from './cloudfunctions/lib/payment/settlement-documents';
      export { closeDatabase, openDatabase } from './local/cloudbase/database/database';
      export { startCloudbase } from './local/cloudbase/start-cloudbase';
      export { functionEnvironment } from './local/function-environment';
      export { handOverKeys } from './local/hand-over-keys';
      export { readyKeys } from './test/local/wechatpay/support/ready-keys';
      export { paidTradeV2, paidTradeV3 } from './test/support/paid-trade';
      export { notificationV2, notificationV3, wechatKeys } from './test/support/sign-as-wechat';
    `,
    resolveDir: root,
    loader: 'ts',
  },
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  logLevel: 'warning',
});

export const parts = createRequire(import.meta.url)(outfile);
