/** Whether a page that is not served from this machine asks: any website could otherwise pay for its visitor. */
export function isForeign({ origin }: Record<string, string>): boolean {
  if (origin === undefined) return false;
  try {
    return !['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
  } catch {
    return true;
  }
}

/** Lets the pages of this machine, on whatever port, use the controls. */
export function corsHeaders({ origin }: Record<string, string>): Record<string, string> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'content-type',
    vary: 'Origin',
  };
}
