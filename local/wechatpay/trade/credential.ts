import { randomBytes } from 'node:crypto';
import { compactTime } from './beijing-time';
import { newNonce } from './identifiers';
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

/** Of an order that is paid without any. */
export const noCredentials: Credentials = { prepayId: null, codeUrl: null, webUrl: null };

/** Where a browser pays an H5 order, under WeChat's host `wx.tenpay.com` and under ours. */
export const webCashierPath = '/cgi-bin/mmpayweb-bin/checkmweb';

/**
 * A fresh credential of one kind, in the shape of WeChat's; the others have a prepay_id as well. The address of H5
 * points at this gateway, or no browser could open it.
 */
export function issue(kind: Credential, now: number, address: string): Credentials {
  const prepayId = newPrepayId(now);
  switch (kind) {
    case 'prepayId':
      return { ...noCredentials, prepayId };
    case 'codeUrl': {
      const token = randomBytes(7).toString('base64url').slice(0, 9);
      return { ...noCredentials, prepayId, codeUrl: `weixin://wxpay/bizpayurl?pr=${token}` };
    }
    case 'webUrl': {
      const query = `prepay_id=${prepayId}&package=${randomBytes(4).readUInt32BE()}`;
      return { ...noCredentials, prepayId, webUrl: `${address}${webCashierPath}?${query}` };
    }
  }
}

/** 36 characters, `wx` and the moment first. */
function newPrepayId(now: number): string {
  return `wx${compactTime(now)}${newNonce().slice(12).toLowerCase()}`;
}
