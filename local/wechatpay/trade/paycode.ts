import { randomBytes, randomInt } from 'node:crypto';
import type { Gateway } from '../gateway';
import type { Paycode } from '../world/paycodes';
import { someone } from './take-payment';

/** 18 digits, the first two from 10 to 15 (https://pay.weixin.qq.com/doc/v2/merchant/4011937125). */
export const paycodePattern = /^1[0-5]\d{16}$/;

/** The buyer's phone shows another code every minute. */
export const paycodeLifetime = 60_000;

export interface Buyer {
  openid?: string | undefined;
  subOpenid?: string | undefined;
  /** Fen; enough unless given. */
  balance?: number | undefined;
}

/** A fresh code of a buyer. */
export function issuePaycode({ world, clock }: Gateway, kind: Paycode['kind'], buyer: Buyer): Paycode {
  const { openid = someone, subOpenid = openid, balance = null } = buyer;
  return world.paycodes.add({
    code: kind === 'scan' ? newScanCode() : randomBytes(8).toString('hex'),
    kind,
    openid,
    subOpenid,
    balance,
    issuedAt: clock.now(),
  });
}

function newScanCode(): string {
  const digits = Array.from({ length: 16 }, () => randomInt(10)).join('');
  return `1${randomInt(6)}${digits}`;
}

/**
 * The code as a shop has read it. One that was not issued here is taken for one that appeared just now, and may be used
 * once as well: whoever has no control to ask makes up eighteen digits.
 */
export function readPaycode(
  { world, clock }: Gateway,
  kind: Paycode['kind'],
  code: string,
  buyer: Buyer = {},
): Paycode {
  const { openid = someone, subOpenid = openid } = buyer;
  const issuedAt = clock.now();
  return world.paycodes.get(code) ?? world.paycodes.add({ code, kind, openid, subOpenid, balance: null, issuedAt });
}

/** Why a code cannot be charged, or asked about, by a seller now. */
export function whyUnusable(
  { issuedAt, chargedAt, boundTo }: Paycode,
  now: number,
  seller: string,
): 'code-used' | 'code-expired' | 'code-bound' | undefined {
  if (chargedAt !== null) return 'code-used';
  if (now >= issuedAt + paycodeLifetime) return 'code-expired';
  return boundTo !== null && boundTo !== seller ? 'code-bound' : undefined;
}
