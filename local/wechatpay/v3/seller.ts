import type { OrderDraft } from '../trade/place-order';
import type { Request } from './operation';

/** What an order keeps of whoever made it. */
export function sellerOf({
  merchant,
  subMerchant,
  seller,
  body,
}: Pick<Request, 'merchant' | 'subMerchant' | 'seller' | 'body'>): Pick<
  OrderDraft,
  'mchid' | 'appid' | 'subMchid' | 'subAppid' | 'seller' | 'api' | 'signType'
> {
  return {
    mchid: merchant.mchid,
    appid: (body.appid ?? body.sp_appid) as string,
    subMchid: subMerchant?.mchid ?? null,
    subAppid: (body.sub_appid as string | undefined) ?? null,
    seller,
    api: 'v3',
    signType: 'RSA',
  };
}
