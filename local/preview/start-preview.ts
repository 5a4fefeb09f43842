import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answer } from './serve/answer';
import { buildShell } from './serve/build-shell';
import { type BuildState, createCompiler } from './serve/compiler';
import { watchFolder } from './serve/watch-folder';

export interface PreviewOptions {
  /** 0 picks a free one. */
  port: number;
  /** `127.0.0.1` unless given: the preview is for this machine. */
  host?: string;
  /** The folder of `app.json`. */
  miniprogram: string;
  /** The repository: its `node_modules` holds the packages, its `local/preview` the runtime. */
  packageRoot: string;
  /** For what is built; the preview's own, nothing else may lie in it. */
  outDir: string;
  /** What `wx.getAccountInfoSync` says, and what payment parameters are checked with. */
  appid: string;
  cloud: {
    /** What `wx.cloud.callFunction` gets: `{ result, errMsg?, requestID? }`, or `{ errMsg, errCode }` for a failure. */
    call(request: { name: string; data: unknown; openid: string }): Promise<unknown>;
  };
  wechatpay: {
    /** Payment parameters with `appId`; answers a `CashierVerdict`. */
    cashier(parameters: Record<string, unknown>): Promise<unknown>;
    /** A `Payment`; an answer with `error: { message }` tells why nobody may pay. */
    pay(payment: Record<string, unknown>): Promise<unknown>;
  };
  /** What stands beside the phone on a desktop: its script fills `<aside id="panel">`. */
  panel?: {
    /** Paths of the files served as `/panel.js` and `/panel.css`. */
    script: string;
    style?: string;
    /** By the name under `/_panel/`; answered as JSON. */
    routes: Record<string, (request: { query: URLSearchParams; body: unknown }) => Promise<unknown>>;
  };
  /** Rebuild when a source file changes; the open pages then load the new build. */
  watch?: boolean;
  /** Gets what the compiler has to say; standard error unless given. */
  report?: (line: string) => void;
}

export interface RunningPreview {
  url: string;
  rebuild(): Promise<BuildState>;
  close(): Promise<void>;
}

/**
 * Builds a mini program and serves it as a page with a phone in it. Sources that do not compile do not keep it from
 * starting: the page then says what is wrong, and shows the mini program once it is mended.
 */
export async function startPreview(options: PreviewOptions): Promise<RunningPreview> {
  const { port, host = '127.0.0.1', miniprogram, packageRoot, outDir, watch = false } = options;
  const appFolder = join(outDir, 'app');
  const shellFolder = join(outDir, 'shell');
  const report = options.report ?? ((line: string) => console.error(line));
  const compiler = createCompiler({ source: miniprogram, packageRoot, outDir: appFolder }, report);
  const [shell] = await Promise.all([buildShell(packageRoot, shellFolder), compiler.rebuild()]);
  const server = createServer((request, response) => {
    void answer({ options, compiler, shell, appFolder, shellFolder }, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const stopWatching = watch ? watchFolder(miniprogram, () => void compiler.rebuild()) : () => undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    rebuild: compiler.rebuild,
    async close() {
      stopWatching();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
