/** What the workbench shows and changes of the local WeChat Pay, beside its messages. */
export interface World {
  /** The virtual clock, ISO 8601. */
  now: string;
  faults: { loseNotifications?: true | number };
}

export const readWorld = (): Promise<World> => ask('state') as Promise<World>;

/** What falls due on the way has happened when this answers. */
export const advanceClock = (advanceSeconds: number) => ask('clock', { advanceSeconds });

/** Other faults stay as they are. */
export const loseNotifications = (lose: boolean) => ask('faults', { loseNotifications: lose ? true : 0 });

/** Asks one of the workbench's own routes; posts where there is a body. Throws in words for the page. */
async function ask(route: string, body?: unknown): Promise<unknown> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`/_panel/${route}`, body === undefined ? {} : init).catch(() => undefined);
  if (!answer) throw new Error('连接不上：npm start 还在运行吗？');
  if (!answer.ok) throw new Error(`没有成功（${answer.status}）：${(await answer.text()).slice(0, 200)}`);
  return answer.json();
}
