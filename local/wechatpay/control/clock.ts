import { badRequest, type Control, unknownKey } from './control';

const farthest = 400 * 86_400;

/** Moves the virtual clock forward; whatever falls due on the way has happened when this answers. */
export const clock: Control = async ({ clock, notifier }, { body }) => {
  const unknown = unknownKey(body, ['advanceSeconds', 'now']);
  if (unknown) return unknown;
  const { advanceSeconds, now } = body;
  if ((advanceSeconds === undefined) === (now === undefined)) return badRequest('advanceSeconds、now 二选一');
  const moment = advanceSeconds === undefined ? momentOf(now) : clock.now() + Number(advanceSeconds) * 1000;
  if (advanceSeconds !== undefined && !(typeof advanceSeconds === 'number' && advanceSeconds >= 0)) {
    return badRequest('advanceSeconds 应为非负的秒数');
  }
  if (moment === undefined || !Number.isFinite(moment)) return badRequest('now 应为 ISO 8601 时间或毫秒数');
  if (moment < clock.now() - 1000) return badRequest('虚拟时钟只能向前走；要回到真实时间，请 POST reset');
  if (moment > clock.now() + farthest * 1000) return badRequest(`一次最多前进 ${farthest} 秒`);
  const walked = await notifier.walkTo(moment);
  return { body: { now: new Date(clock.now()).toISOString(), ...walked } };
};

function momentOf(now: unknown): number | undefined {
  if (typeof now === 'number') return now;
  return typeof now === 'string' ? Date.parse(now) : undefined;
}
