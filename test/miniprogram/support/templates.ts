import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { MINIPROGRAM, ROOT, reachableComponents } from './components';

/**
 * Every WXML and wxs file that any of our pages needs. The official compiler is given them all at once, because
 * miniprogram-simulate keeps its first output for good and would render a later component as nothing.
 */
export function templateFiles(): { wxmlList: string[]; wxsList: string[] } {
  const wxml = new Set<string>();
  const wxs = new Set<string>();

  const addScript = (file: string) => {
    if (wxs.has(file) || !existsSync(file)) return;
    wxs.add(file);
    for (const path of named(file, /require\(["']([^"']+)["']\)/g)) addScript(path);
  };
  const addTemplate = (file: string) => {
    if (wxml.has(file) || !existsSync(file)) return;
    wxml.add(file);
    for (const path of named(file, /<(?:import|include)[^>]*?src=["']([^"']+)["']/g)) addTemplate(path);
    for (const path of named(file, /<wxs[^>]*?src=["']([^"']+)["']/g)) addScript(path);
  };

  for (const component of reachableComponents()) addTemplate(`${component}.wxml`);
  const list = (files: Set<string>) => [...files].map((file) => relative(ROOT, file));
  return { wxmlList: list(wxml), wxsList: list(wxs) };
}

/** The paths that a file names by a pattern, as files. */
function named(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, path = '']) =>
    path.startsWith('/') ? join(MINIPROGRAM, path) : join(dirname(file), path),
  );
}
