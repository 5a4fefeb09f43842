/** An hour of virtual time may bring due more than a moment's work. */
const PATIENCE_MS = 30_000;

/** Asks one of our own servers and returns its JSON; throws with the server's words where it refuses. */
export async function ask(method: 'GET' | 'POST', url: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text.slice(0, 300)}`);
  return text ? JSON.parse(text) : {};
}
