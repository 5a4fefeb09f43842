import type { BillForm } from '../keys/merchants';
import { spacedTime } from '../trade/beijing-time';
import { escaped, feeYuan, headingLine, percent, valueLine, yuan } from './bill-text';
import type { TradeRow } from './trade-row';

/** All trades, payments only, or what was given back only. */
export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND';

interface Form {
  columns: Record<TradeBillType, readonly string[]>;
  sums: Record<TradeBillType, readonly string[]>;
}

const split = (names: string) => names.split(',');

/** https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html */
const newForm = ((): Form => {
  const trade =
    '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额';
  const refund = '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态';
  const goods = '商品名称,商户数据包,手续费,费率,订单金额';
  const sums = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
  return {
    columns: {
      ALL: split(`${trade},${refund},${goods},申请退款金额,费率备注`),
      SUCCESS: split(`${trade},${goods},费率备注`),
      REFUND: split(`${trade},退款申请时间,退款成功时间,${refund},${goods},申请退款金额,费率备注`),
    },
    sums: {
      ALL: split(sums),
      SUCCESS: split('总交易单数,应结订单总金额,手续费总金额,订单总金额'),
      REFUND: split(sums),
    },
  };
})();

/** As in https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_6 before the newer coupons. */
const oldForm = ((): Form => {
  const trade =
    '交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额';
  const refund = '微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态';
  const goods = '商品名称,商户数据包,手续费,费率';
  const sums = split('总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额');
  return {
    columns: {
      ALL: split(`${trade},${refund},${goods}`),
      SUCCESS: split(`${trade},${goods}`),
      REFUND: split(`${trade},退款申请时间,退款成功时间,${refund},${goods}`),
    },
    sums: { ALL: sums, SUCCESS: sums, REFUND: sums },
  };
})();

const forms: Record<BillForm, Form> = { new: newForm, old: oldForm };

const paid = (row: TradeRow) => yuan(row.paid);
const returned = (row: TradeRow) => yuan(row.returned);
const nothing = () => '0.00';
const subMerchant = ({ order }: TradeRow) => order.subMchid ?? '0';

/** What stands under each name. Coupons do not exist here. */
const cells: Record<string, (row: TradeRow) => string> = {
  交易时间: ({ at }) => spacedTime(at),
  公众账号ID: ({ order }) => order.appid,
  商户号: ({ order }) => order.mchid,
  特约商户号: subMerchant,
  子商户号: subMerchant,
  设备号: ({ order }) => escaped(deviceOf(order.parameters)),
  微信订单号: ({ order }) => order.transactionId as string,
  商户订单号: ({ order }) => order.outTradeNo,
  用户标识: ({ order }) => order.openid ?? order.subOpenid ?? '',
  交易类型: ({ order }) => order.tradeType,
  交易状态: ({ state }) => state,
  付款银行: () => 'OTHERS',
  货币种类: () => 'CNY',
  应结订单金额: paid,
  总金额: paid,
  代金券金额: nothing,
  代金券或立减优惠金额: nothing,
  退款申请时间: ({ refund }) => (refund ? spacedTime(refund.askedAt) : ''),
  退款成功时间: ({ refund }) => (refund?.succeededAt === undefined ? '' : spacedTime(refund.succeededAt)),
  微信退款单号: ({ refund }) => refund?.refundId ?? '0',
  商户退款单号: ({ refund }) => refund?.outRefundNo ?? '0',
  退款金额: returned,
  充值券退款金额: nothing,
  代金券或立减优惠退款金额: nothing,
  退款类型: ({ refund }) => (refund ? 'ORIGINAL' : ''),
  退款状态: ({ refund }) => refund?.state ?? '',
  商品名称: ({ order }) => escaped(order.description),
  商户数据包: ({ order }) => escaped(order.attach ?? ''),
  手续费: ({ fee }) => feeYuan(fee),
  费率: ({ feeRate }) => percent(feeRate),
  订单金额: paid,
  申请退款金额: returned,
  费率备注: () => '',
};

interface Sums {
  rows: number;
  paid: number;
  returned: number;
  fee: number;
}

const sumCells: Record<string, (sums: Sums) => string> = {
  总交易单数: ({ rows }) => String(rows),
  应结订单总金额: (sums) => yuan(sums.paid),
  总交易额: (sums) => yuan(sums.paid),
  退款总金额: (sums) => yuan(sums.returned),
  总退款金额: (sums) => yuan(sums.returned),
  充值券退款总金额: nothing,
  总代金券或立减优惠退款金额: nothing,
  手续费总金额: (sums) => feeYuan(sums.fee),
  订单总金额: (sums) => yuan(sums.paid),
  申请退款总金额: (sums) => yuan(sums.returned),
};

/** The lines of a trade bill: the names, the trades, the names of the sums, the sums. */
export function* tradeBill(rows: Iterable<TradeRow>, type: TradeBillType, form: BillForm): Generator<string> {
  const columns = forms[form].columns[type];
  const sumColumns = forms[form].sums[type];
  const writers = columns.map((name) => cells[name] as (row: TradeRow) => string);
  const sums: Sums = { rows: 0, paid: 0, returned: 0, fee: 0 };
  yield headingLine(columns);
  for (const row of rows) {
    sums.rows++;
    sums.paid += row.paid;
    sums.returned += row.returned;
    sums.fee += row.fee;
    yield valueLine(writers.map((write) => write(row)));
  }
  yield headingLine(sumColumns);
  yield valueLine(sumColumns.map((name) => (sumCells[name] as (sums: Sums) => string)(sums)));
}

/** API v2 has `device_info`, API v3 a device in its scene. */
function deviceOf(parameters: string): string {
  const { device_info, scene_info } = JSON.parse(parameters) as {
    device_info?: string;
    scene_info?: string | { device_id?: string };
  };
  return device_info ?? (typeof scene_info === 'object' ? scene_info.device_id : undefined) ?? '';
}
