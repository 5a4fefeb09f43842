/** The columns that decide anything, by what they hold; each name stands for the place of its cell. */
export interface BillColumns {
  count: number;
  /** Texts that others write, side by side: a comma in them may look like the end of a cell. */
  freeText?: { first: number; last: number };
  at: number;
  appid: number;
  mchid: number;
  subMchid: number;
  transactionId: number;
  outTradeNo: number;
  state: number;
  currency: number;
  amount: number;
  base: number;
  refundId: number;
  outRefundNo: number;
  refundAmount: number;
  refundBase: number;
  refundState: number;
  fee: number;
  rate: number;
  /** The cells that a column of the last row adds up, by that column's name. */
  totals: ReadonlyMap<string, number>;
}

type Place = keyof Omit<BillColumns, 'count' | 'freeText' | 'totals'>;

/**
 * Merchants without WeChat's newer coupons still get an older form of the bill, where sub-merchants and coupons have other
 * names as well (pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html).
 */
const SHARED: Partial<Record<Place, readonly string[]>> = {
  at: ['交易时间'],
  appid: ['公众账号ID'],
  mchid: ['商户号'],
  subMchid: ['特约商户号', '子商户号'],
  transactionId: ['微信订单号'],
  outTradeNo: ['商户订单号'],
  state: ['交易状态'],
  currency: ['货币种类'],
  refundId: ['微信退款单号'],
  outRefundNo: ['商户退款单号'],
  refundBase: ['退款金额'],
  refundState: ['退款状态'],
  fee: ['手续费'],
  rate: ['费率'],
};
const NEWER = { ...SHARED, amount: ['订单金额'], base: ['应结订单金额'], refundAmount: ['申请退款金额'] };
const OLDER = { ...SHARED, amount: ['总金额'], base: ['总金额'], refundAmount: ['退款金额'] };

/** What each sum is called, and the column it is of. */
const TOTALS: readonly (readonly [total: string, column: string])[] = [
  ['应结订单总金额', '应结订单金额'],
  ['退款总金额', '退款金额'],
  ['充值券退款总金额', '充值券退款金额'],
  ['手续费总金额', '手续费'],
  ['订单总金额', '订单金额'],
  ['申请退款总金额', '申请退款金额'],
  ['总交易额', '总金额'],
  ['总退款金额', '退款金额'],
  ['总代金券或立减优惠退款金额', '代金券或立减优惠退款金额'],
  ['总企业红包退款金额', '企业红包退款金额'],
];

/** The places of what we need, by the names in a bill's first row; throws a SyntaxError that says what is missing. */
export function readBillColumns(names: readonly string[]): BillColumns {
  const form = Object.entries(names.includes('总金额') ? OLDER : NEWER) as [Place, readonly string[]][];
  const places = form.map(([place, spellings]) => [place, placeOf(names, spellings)] as const);
  const first = names.indexOf('商品名称');
  const last = names.indexOf('商户数据包');
  return {
    ...(Object.fromEntries(places) as Record<Place, number>),
    count: names.length,
    ...(first >= 0 && last === first + 1 ? { freeText: { first, last } } : {}),
    totals: new Map(
      TOTALS.map(([total, column]) => [total, names.indexOf(column)] as const).filter(([, place]) => place >= 0),
    ),
  };
}

function placeOf(names: readonly string[], spellings: readonly string[]): number {
  const found = names.flatMap((name, place) => (spellings.includes(name) ? [place] : []));
  const [place] = found;
  if (place === undefined) throw new SyntaxError(`表头没有「${spellings.join('」或「')}」`);
  if (found.length > 1) throw new SyntaxError(`表头有两个「${spellings.join('」或「')}」`);
  return place;
}
