/** Asks the preview's server. An answer that is no success throws what the server says is wrong. */
export async function post(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`/_preview/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const value = (await answer.json()) as { error?: string };
  if (!answer.ok) throw new Error(value.error ?? `HTTP ${answer.status}`);
  return value;
}
