import { randomBytes } from 'node:crypto';
import { compactTime } from './beijing-time';
import type { Order } from './order';

/** What a buyer pays an order with. Code pay has none of them: there, the buyer shows the shop a code. */
export type Credential = 'prepayId' | 'codeUrl' | 'webUrl';

/**
 * How long each can be used (https://pay.weixin.qq.com/doc/v3/merchant/4012791897 and the pages of the other products):
 * two hours, the address of H5 five minutes.
 */
export const credentialLifetime: Record<Credential, number> = {
  prepayId: 2 * 3600_000,
  codeUrl: 2 * 3600_000,
  webUrl: 5 * 60_000,
};

export type Credentials = Pick<Order, Credential>;

/** A fresh credential of one kind, in the shape of WeChat's. */
export function issue(kind: Credential, now: number): Credentials {
  const none: Credentials = { prepayId: null, codeUrl: null, webUrl: null };
  switch (kind) {
    case 'prepayId':
      return { ...none, prepayId: newPrepayId(now) };
    case 'codeUrl':
      return { ...none, codeUrl: `weixin://wxpay/bizpayurl?pr=${randomBytes(7).toString('base64url').slice(0, 9)}` };
    case 'webUrl': {
      const address = 'https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb';
      return { ...none, webUrl: `${address}?prepay_id=${newPrepayId(now)}&package=${randomBytes(4).readUInt32BE()}` };
    }
  }
}

/** 36 characters, `wx` and the moment first. */
function newPrepayId(now: number): string {
  return `wx${compactTime(now)}${randomBytes(10).toString('hex')}`;
}
