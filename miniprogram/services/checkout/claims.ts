const KEY = 'claims';
const VALID_MS = 5 * 60_000;
const MAX_CLAIMS = 20;

type Claims = Record<string, number>;

/**
 * Remembers that the phone reported this order as paid, at `nowMs`. Until WeChat confirms it, or says for minutes that it is unpaid,
 * the order is shown as being confirmed and offers no second payment, also after a restart.
 */
export function claimPaid(outTradeNo: string, nowMs: number): void {
  const newest = Object.entries({ ...read(), [outTradeNo]: nowMs }).sort((a, b) => b[1] - a[1]);
  wx.setStorageSync(KEY, Object.fromEntries(newest.slice(0, MAX_CLAIMS)));
}

export function isClaimedPaid(outTradeNo: string, nowMs: number): boolean {
  const claimedAt = read()[outTradeNo];
  return claimedAt !== undefined && nowMs - claimedAt < VALID_MS;
}

function read(): Claims {
  return wx.getStorageSync(KEY) || {};
}
