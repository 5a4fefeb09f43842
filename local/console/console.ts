import { join } from 'node:path';
import { build } from 'esbuild';
import { ask } from './ask';

export interface ConsoleOptions {
  /** The repository. */
  root: string;
  /** Addresses of the local WeChat Pay and the local CloudBase. */
  wechatpayUrl: string;
  cloudUrl: string;
  /** Where the bundle goes. */
  outFolder: string;
}

export interface PanelRequest {
  query: URLSearchParams;
  /** Parsed JSON; undefined for a GET. */
  body: unknown;
}

export interface Panel {
  /** Paths of the bundled script and style. */
  script: string;
  style: string;
  /** By the name under `/_panel/`: answers with JSON, or throws with what is wrong. */
  routes: Record<string, (request: PanelRequest) => Promise<unknown>>;
}

/**
 * The workbench beside the phone: its page script, bundled, and the routes that the script asks. They pass on to the
 * controls of both servers, so that the browser talks to one origin only.
 */
export async function createConsole({ root, wechatpayUrl, cloudUrl, outFolder }: ConsoleOptions): Promise<Panel> {
  const script = join(outFolder, 'panel.js');
  const style = join(outFolder, 'panel.css');
  await build({
    entryPoints: [join(root, 'local/console/page/panel.ts'), join(root, 'local/console/page/panel.css')],
    outdir: outFolder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  });
  const control = (server: string, path: string) => `${server}/_control/${path}`;
  const log = (server: string) => (request: PanelRequest) => {
    const after = Number(request.query.get('after') ?? 0);
    return ask('GET', control(server, `log?after=${Number.isSafeInteger(after) ? after : 0}`));
  };
  return {
    script,
    style,
    routes: {
      wechatpay: log(wechatpayUrl),
      cloud: log(cloudUrl),
      // One order is enough: the page wants the clock and the faults.
      state: () => ask('GET', control(wechatpayUrl, 'state?limit=1')),
      clock: ({ body }) => ask('POST', control(wechatpayUrl, 'clock'), body),
      faults: ({ body }) => ask('POST', control(wechatpayUrl, 'faults'), body),
    },
  };
}
