// A writer of bills for tests, from the public description of the format: it shares no line with the reader.
// https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html

/** A row as a test wants to say it: fen, and what is usual where nothing is said. */
export interface BillRow {
  at?: string;
  appid?: string;
  mchid?: string;
  subMchid?: string;
  transactionId?: string;
  outTradeNo?: string;
  state?: string;
  currency?: string;
  amount?: number;
  /** What is settled after coupons of the merchant's own, where that is less. */
  settled?: number;
  refundId?: string;
  outRefundNo?: string;
  refundState?: string;
  name?: string;
  attach?: string;
  /** Yuan with five decimals, instead of what 0.60% come to. */
  fee?: string;
}

const NEWER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const NEWER_SUMS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const OLDER =
  '交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率';
const OLDER_SUMS = '总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额';

export interface BillForm {
  older?: boolean;
  newline?: string;
  bom?: boolean;
}

/** The text of a bill with these rows: a byte order mark, CRLF, a backquote before every value, sums at the end. */
export function writeBill(
  rows: readonly BillRow[],
  { older = false, newline = '\r\n', bom = true }: BillForm = {},
): string {
  const sums = { settled: 0, refunded: 0, fee: 0, total: 0 };
  const lines = rows.map((row) => {
    const { amount = 1280, settled = amount } = row;
    const isRefund = row.refundId !== undefined;
    const fee = row.fee ?? `${isRefund ? '-' : ''}${fiveDecimals(Math.round(settled * 0.6) * 10)}`;
    const paid = isRefund ? 0 : amount;
    const back = isRefund ? amount : 0;
    sums.settled += isRefund ? 0 : settled;
    sums.refunded += back;
    sums.total += paid;
    sums.fee += Math.round(Number(fee) * 100_000);
    const cells = [
      ...[row.at ?? '2026-12-09 12:00:00', row.appid ?? 'wx0123456789abcdef', row.mchid ?? '1900000001'],
      ...[row.subMchid ?? '0', '', row.transactionId ?? '4200000000000000000000000001'],
      ...[row.outTradeNo ?? '202612090123456789ABCDEFGHJK', 'oBuyerA', 'JSAPI'],
      ...[row.state ?? (isRefund ? 'REFUND' : 'SUCCESS'), 'OTHERS', row.currency ?? 'CNY'],
      ...[yuan(isRefund ? 0 : settled), '0.00', row.refundId ?? '0', row.outRefundNo ?? '0', yuan(back), '0.00'],
      ...[isRefund ? 'ORIGINAL' : '', isRefund ? (row.refundState ?? 'SUCCESS') : ''],
      ...[row.name ?? '红富士苹果', row.attach ?? '', fee, '0.60%'],
      ...(older ? [] : [yuan(paid), yuan(back), '']),
    ];
    return `\`${cells.join(',`')}`;
  });
  const { settled, refunded, fee, total } = sums;
  const totals = older
    ? [rows.length, yuan(settled), yuan(refunded), '0.00', signedFive(fee)]
    : [rows.length, yuan(settled), yuan(refunded), '0.00', signedFive(fee), yuan(total), yuan(refunded)];
  const text = [older ? OLDER : NEWER, ...lines, older ? OLDER_SUMS : NEWER_SUMS, `\`${totals.join(',`')}`];
  return `${bom ? '\ufeff' : ''}${text.join(newline)}${newline}`;
}

const yuan = (fen: number) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const fiveDecimals = (parts: number) => `${Math.trunc(parts / 100_000)}.${String(parts % 100_000).padStart(5, '0')}`;
const signedFive = (parts: number) => (parts < 0 ? `-${fiveDecimals(-parts)}` : fiveDecimals(parts));
