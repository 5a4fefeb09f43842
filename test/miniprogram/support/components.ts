import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const ROOT = join(__dirname, '../../..');
export const MINIPROGRAM = join(ROOT, 'miniprogram');
const TDESIGN = join(ROOT, 'node_modules/tdesign-miniprogram/miniprogram_dist');

/** Where a value of `usingComponents` leads, without extension; npm names lead to what DevTools would pack. */
export function locateComponent(from: string, value: string): string {
  if (value.startsWith('/')) return join(MINIPROGRAM, value);
  if (value.startsWith('tdesign-miniprogram/')) return join(TDESIGN, value.slice('tdesign-miniprogram/'.length));
  return join(dirname(from), value);
}

/** `usingComponents` of a component's or page's json, as files without extension. */
export function usedComponents(json: string): Record<string, string> {
  const { usingComponents = {} } = JSON.parse(readFileSync(json, 'utf8'));
  return Object.fromEntries(
    Object.entries<string>(usingComponents).map(([tag, value]) => [tag, locateComponent(json, value)]),
  );
}

/** Every page and component of ours, and every component of TDesign that they lead to. */
export function reachableComponents(): string[] {
  const reached = new Set<string>();
  const visit = (component: string) => {
    if (reached.has(component)) return;
    if (!existsSync(`${component}.json`)) throw new Error(`No component at ${relative(ROOT, component)}.`);
    reached.add(component);
    for (const used of Object.values(usedComponents(`${component}.json`))) visit(used);
  };
  filesUnder(MINIPROGRAM, '.wxml').forEach((file) => {
    visit(file.slice(0, -'.wxml'.length));
  });
  return [...reached];
}

export function filesUnder(folder: string, ending = ''): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join(MINIPROGRAM, 'miniprogram_npm')));
}
