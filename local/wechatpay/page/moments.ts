const zone = 'Asia/Shanghai';

/** Clock time of a moment, to the second, in Beijing, as WeChat tells all times. */
export const timeOfDay = (iso: string) => new Date(iso).toLocaleTimeString('zh-CN', { timeZone: zone, hour12: false });

/** Date and time, without the year. */
export const shortMoment = (iso: string) =>
  new Date(iso).toLocaleString('zh-CN', {
    timeZone: zone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });

export const fullMoment = (iso: string) => `${new Date(iso).toLocaleString('sv-SE', { timeZone: zone })}`;

/** The next ten in the morning in Beijing after a moment, which is when merchants fetch their bills. */
export function nextTen(now: number): number {
  const day = 86_400_000;
  const tenInBeijing = 2 * 3_600_000;
  return Math.floor((now - tenInBeijing) / day) * day + day + tenInBeijing;
}
