/** Asks one of the gateway's controls. Throws in words for the page, where it can be the control's own. */
export async function ask<T>(method: 'GET' | 'POST' | 'DELETE', name: string, body?: unknown): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(`/_control/${name}`, init).catch(() => undefined);
  if (!answer) throw new Error('连接不上：npm run wechatpay 还在运行吗？');
  const said = (await answer.json().catch(() => ({}))) as { error?: { message?: string } };
  if (!answer.ok) throw new Error(said.error?.message ?? `没有成功（HTTP ${answer.status}）`);
  return said as T;
}
