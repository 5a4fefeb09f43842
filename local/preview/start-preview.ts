import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { PreviewOptions } from './preview-options';
import { answer } from './serve/answer';
import { buildShell } from './serve/build-shell';
import { type BuildState, createCompiler } from './serve/compiler';
import { watchFolder } from './serve/watch-folder';

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
