/** Asks one of the workbench's own routes for an action. Throws with what the server says is wrong, for the page. */
export async function post(route: string, body: unknown): Promise<void> {
  const answer = await fetch(`/_panel/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!answer) throw new Error('连接不上：npm start 还在运行吗？');
  if (!answer.ok) throw new Error(`没有成功（${answer.status}）：${(await answer.text()).slice(0, 200)}`);
}
