import type { Merchant, Merchants, SubMerchant } from '../keys/merchants';
import { refusal } from './errors';
import type { Operation, Refusal, Request } from './operation';

type Parties = Pick<Request, 'seller' | 'subMerchant'>;

/** How each side calls who signs, and the appid that must be his. */
const names = {
  merchant: { mchid: 'mchid', appid: 'appid' },
  partner: { mchid: 'sp_mchid', appid: 'sp_appid' },
  combined: { mchid: 'combine_mchid', appid: 'combine_appid' },
} as const;

/**
 * Who sells, and whether the names in the request belong together: the mchid is the signer's, the appid is bound to
 * it, the sub-merchant is one of the provider's.
 */
export function parties(
  merchants: Merchants,
  { side }: Pick<Operation, 'side'>,
  merchant: Merchant,
  { query, body }: Pick<Request, 'query' | 'body'>,
): { ok: true; parties: Parties } | Refusal {
  const named = (name: string) => (query[name] ?? body[name]) as string | undefined;
  if (side === 'either') {
    if (named('sub_mchid') === undefined) return { ok: true, parties: { seller: merchant.mchid } };
    return subMerchantOf(merchants, merchant, named);
  }
  const { mchid, appid } = names[side];
  // Of a combined order, only the first request names who combines: later ones are the signer's.
  if (named(mchid) !== merchant.mchid && !(side === 'combined' && named(mchid) === undefined)) {
    return refusal('INVALID_REQUEST', { message: '商户号与签名商户号不一致', number: 268447843 });
  }
  const boundAppid = named(appid);
  if (boundAppid !== undefined && !merchant.appids.has(boundAppid)) return refusal('APPID_MCHID_NOT_MATCH');
  if (side !== 'partner') return { ok: true, parties: { seller: merchant.mchid } };
  return subMerchantOf(merchants, merchant, named);
}

function subMerchantOf(
  merchants: Merchants,
  merchant: Merchant,
  named: (name: string) => string | undefined,
): { ok: true; parties: Parties } | Refusal {
  const subMchid = named('sub_mchid') as string;
  if (subMchid === merchant.mchid) {
    return refusal('PARAM_ERROR', { message: '子商户mchid不能与自身mchid相同', number: 268443705 });
  }
  const subMerchant = merchants.subMerchant(subMchid);
  if (subMerchant?.provider !== merchant.mchid) return refusal('NO_AUTH');
  const subAppid = named('sub_appid');
  if (subAppid !== undefined && !subMerchant.appids.has(subAppid)) {
    return refusal('APPID_MCHID_NOT_MATCH', { message: 'sub_mchid与sub_appid不匹配' });
  }
  return { ok: true, parties: { seller: subMerchant.mchid, subMerchant: subMerchant satisfies SubMerchant } };
}
