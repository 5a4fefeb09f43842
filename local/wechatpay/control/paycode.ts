import { type Buyer, issuePaycode, paycodeLifetime } from '../trade/paycode';
import { badRequest, type Control, unknownKey } from './control';

const texts = ['openid', 'subOpenid'] as const;

/**
 * Is the buyer who shows the shop a code (付款码), or whose face a device has seen (`kind: 'face'`): says the code, and
 * until when it can be charged. `balance`, in fen, is what the buyer has; enough, unless given.
 */
export const paycode: Control = (gateway, { body }) => {
  const unknown = unknownKey(body, [...texts, 'balance', 'kind']);
  if (unknown) return unknown;
  for (const key of texts) {
    if (body[key] !== undefined && (typeof body[key] !== 'string' || body[key] === '')) {
      return badRequest(`${key} 应为非空字符串`);
    }
  }
  const { balance, kind = 'scan' } = body;
  if (balance !== undefined && !(Number.isSafeInteger(balance) && (balance as number) >= 0)) {
    return badRequest('balance 应为非负整数，单位为分');
  }
  if (kind !== 'scan' && kind !== 'face') return badRequest('kind 应为 scan 或 face');
  const { code, openid, issuedAt } = issuePaycode(gateway, kind, body as Buyer);
  const expiresAt = new Date(issuedAt + paycodeLifetime).toISOString();
  return { body: { [kind === 'scan' ? 'authCode' : 'faceCode']: code, openid, expiresAt } };
};
