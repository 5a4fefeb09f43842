import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { type Folders, miniprogramFolder, splitPackage } from './component-files';

/**
 * How scripts of a mini program name each other: a path from the root, a package's mini program files, or what
 * the package brought along in a `miniprogram_npm` of its own. Everything else esbuild resolves as usual.
 */
export function resolveModules(folders: Folders): Plugin {
  return {
    name: 'miniprogram-modules',
    setup(build) {
      build.onResolve({ filter: /^\// }, ({ path, kind }) => {
        if (kind === 'entry-point') return undefined;
        const file = moduleFile(join(folders.source, path)) ?? moduleFile(path);
        return file ? { path: file } : undefined;
      });
      build.onResolve({ filter: /^[a-zA-Z@]/ }, ({ path, importer }) => {
        const { name, rest } = splitPackage(path);
        const packaged = miniprogramFolder(folders, name);
        const file =
          broughtAlong(folders, importer, path) ??
          moduleFile(join(folders.source, 'miniprogram_npm', path)) ??
          (packaged && moduleFile(join(packaged, rest)));
        return file ? { path: file } : undefined;
      });
    },
  };
}

function broughtAlong({ packageRoot }: Folders, importer: string, path: string): string | undefined {
  const top = join(packageRoot, 'node_modules');
  for (let folder = dirname(importer); folder.startsWith(top) && folder !== top; folder = dirname(folder)) {
    const file = moduleFile(join(folder, 'miniprogram_npm', path));
    if (file) return file;
  }
  return undefined;
}

function moduleFile(path: string): string | undefined {
  const candidates = [path, `${path}.ts`, `${path}.js`, join(path, 'index.ts'), join(path, 'index.js')];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}
