/**
 * Where the preview's server has a file that a mini program names: from the root with a leading slash, else beside
 * the component or page that names it. Whole addresses stay as they are.
 */
export function assetAddress(path: string, owner: string): string {
  if (path === '' || /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(path)) return path;
  const { pathname } = new URL(path, `http://local/${owner}`);
  return `/_preview/files${pathname}`;
}
