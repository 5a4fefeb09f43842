import type { Merchant } from '../../payment/merchant';

/** Service providers have paths of their own for the same calls. */
export function transactionsPath({ subMchid }: Merchant): string {
  return subMchid === undefined ? '/v3/pay/transactions' : '/v3/pay/partner/transactions';
}

export function orderPath(merchant: Merchant, outTradeNo: string): string {
  return `${transactionsPath(merchant)}/out-trade-no/${encodeURIComponent(outTradeNo)}`;
}

/** Who asks, as the query string and the body of a call name it. */
export function askingMerchant({ mchid, subMchid }: Merchant): Record<string, string> {
  return subMchid === undefined ? { mchid } : { sp_mchid: mchid, sub_mchid: subMchid };
}
