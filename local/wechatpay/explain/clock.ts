/** Why a timestamp is not taken: no seconds, or too far from the clock of the gateway. `off` and `window` in seconds. */
export function explainClock(timestamp: string, off: number, window: number): { mistake: string; reason: string } {
  if (/^\d{13}$/.test(timestamp)) {
    return { mistake: 'timestamp-not-seconds', reason: `timestamp 应为 10 位的秒数，收到的是毫秒 ${timestamp}` };
  }
  if (!/^\d{10}$/.test(timestamp)) {
    return { mistake: 'timestamp-not-seconds', reason: `timestamp 应为 10 位的秒数，收到 ${timestamp}` };
  }
  const hours = Math.round(off / 3600);
  const whole = hours !== 0 && Math.abs(hours) <= 14 && Math.abs(off - hours * 3600) <= window;
  const zone = whole ? `，约为 ${Math.abs(hours)} 小时整：请检查是否把当地时间当成了 UTC` : '';
  const reason = `timestamp 与网关的时钟相差 ${off} 秒，允许 ±${window} 秒${zone}`;
  return { mistake: 'clock-off', reason };
}
