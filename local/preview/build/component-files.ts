import { existsSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** The mini program's folder, and the folder whose `node_modules` holds its npm packages. */
export interface Folders {
  source: string;
  packageRoot: string;
}

const npm = 'miniprogram_npm/';

/** The path, without extension, of the files behind an id. */
export function fileOfId(folders: Folders, id: string): string {
  const own = join(folders.source, id);
  if (!id.startsWith(npm) || existsSync(join(folders.source, npm))) return own;
  const { name, rest } = splitPackage(id.slice(npm.length));
  return join(miniprogramFolder(folders, name) ?? own, rest);
}

/** The id of a file: its path in the mini program, or in its package, with forward slashes. */
export function idOfFile(folders: Folders, file: string): string {
  const inside = relative(folders.source, file);
  if (!inside.startsWith('..')) return inside.split(sep).join('/');
  const parts = relative(join(folders.packageRoot, 'node_modules'), file).split(sep);
  const { name } = splitPackage(parts.join('/'));
  const root = miniprogramFolder(folders, name);
  return root ? `${npm}${name}/${relative(root, file).split(sep).join('/')}` : parts.join('/');
}

/**
 * The id behind a path in `usingComponents`: from the root with a leading slash, else beside the component, else in
 * an npm package; a folder means its `index`. Undefined where there is no such component.
 */
export function resolveComponent(folders: Folders, from: string, path: string): string | undefined {
  const beside = path.startsWith('/') ? posix.normalize(path).slice(1) : posix.join(posix.dirname(from), path);
  const places = path.startsWith('.') || path.startsWith('/') ? [beside] : [beside, npm + path];
  return places
    .flatMap((place) => [place, `${place}/index`])
    .find((id) => !id.startsWith('..') && existsSync(`${fileOfId(folders, id)}.json`));
}

/** Where an npm package keeps its mini program files; undefined where it is not installed or has none. */
export function miniprogramFolder({ packageRoot }: Folders, name: string): string | undefined {
  const root = join(packageRoot, 'node_modules', name);
  const manifest = join(root, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const { miniprogram = 'miniprogram_dist' } = JSON.parse(readFileSync(manifest, 'utf8')) as { miniprogram?: string };
  const folder = join(root, miniprogram);
  return existsSync(folder) ? folder : undefined;
}

/** `@scope/name/rest` and `name/rest`. */
export function splitPackage(path: string): { name: string; rest: string } {
  const parts = path.split('/');
  const length = path.startsWith('@') ? 2 : 1;
  return { name: parts.slice(0, length).join('/'), rest: parts.slice(length).join('/') };
}
