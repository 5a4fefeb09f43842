/** A page with what it was opened with. Values are decoded. */
export interface Route {
  path: string;
  query: Record<string, string>;
}

/** Reads what navigation APIs take: from the root with a leading slash, else beside the page that asks. */
export function parseRoute(url: string, from = ''): Route {
  const [path = '', search = ''] = url.split(/\?(.*)/s);
  const { pathname } = new URL(path, `http://local/${from}`);
  const pairs = search.split('&').filter(Boolean);
  return {
    path: pathname.slice(1).replace(/\.html$/, ''),
    query: Object.fromEntries(pairs.map((pair) => splitPair(pair))),
  };
}

export function formatRoute({ path, query }: Route): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** The whole stack as the address's hash, so that a reload finds every page again. */
export function formatStack(routes: Route[]): string {
  return `#${routes.map(formatRoute).join(';')}`;
}

/** Reads the hash back; what names no known page is left out. */
export function parseStack(hash: string, known: (path: string) => boolean): Route[] {
  const urls = hash.replace(/^#/, '').split(';').filter(Boolean);
  return urls
    .slice(0, 10)
    .map((url) => parseRoute(url))
    .filter(({ path }) => known(path));
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
