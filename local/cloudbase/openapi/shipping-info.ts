import type { PaymentKey } from './payment';

/** 发货信息录入, checked: what was uploaded for one payment. */
export interface ShippingInfo {
  key: PaymentKey;
  openid: string;
  logisticsType: number;
  deliveryMode: number;
  /** Whether nothing more will be sent. */
  complete: boolean;
  parcels: Parcel[];
  /** Milliseconds since 1970. */
  uploadTime: number;
}

/** One entry of `shipping_list`, in WeChat's own names. */
export type Parcel = Readonly<Record<string, unknown>>;

/** `errcode` of WeChat, with the words that `shippingErrors` has for it. */
export type ShippingError = keyof typeof shippingErrors;

/** https://developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_uploadshippinginfo */
export const shippingErrors = {
  47001: 'data format error',
  10060001: '支付单不存在',
  10060002: '支付单已完成发货，无法继续发货',
  10060003: '支付单已使用重新发货机会',
  10060004: '支付单处于不可发货的状态',
  10060005: '物流类型有误',
  10060006: '非快递发货时不允许分拆发货',
  10060007: '分拆发货模式下必须填写 is_all_delivered 字段',
  10060008: '商品描述 item_desc 字段不能为空',
  10060009: '商品描述 item_desc 字段太长',
  10060014: '参数错误',
  10060023: '发货信息未更新',
  10060024: '物流信息列表太长',
  10060025: '物流公司编码太长',
  10060026: '物流单号太长',
  10060031: '该笔支付单不属于 openid 所指定的用户',
  268485194: '订单单号类型非法',
  268485195: '微信支付单号形式下 transaction_id 字段不能为空',
  268485196: '商户侧单号形式下 mchid 字段不能为空',
  268485197: '商户侧单号形式下 out_trade_no 字段不能为空',
  268485216: '上传时间非法，请按照 RFC 3339 格式填写',
  268485224: '发货模式非法',
  268485226: '物流单号不能为空',
  268485227: '物流公司编码不能为空',
  268485228: '统一发货模式下，物流信息列表长度必须为 1',
} as const;

export const maxParcels = 15;
const maxDescription = 120;
const maxCode = 128;
const express = 1;
const inParts = 2;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Reads what a function uploads, in WeChat's own names; the first rule that it breaks where it breaks one. */
export function readShippingInfo(content: Json): ShippingInfo | { errcode: ShippingError } {
  const { order_key, payer, logistics_type: logisticsType, delivery_mode: deliveryMode, shipping_list: list } = content;
  if (!isObject(order_key) || !isObject(payer) || !Array.isArray(list) || !list.every(isObject)) {
    return { errcode: 47001 };
  }
  const key = readKey(order_key);
  if ('errcode' in key) return key;
  if (![1, 2, 3, 4].includes(logisticsType as number)) return { errcode: 10060005 };
  if (![1, inParts].includes(deliveryMode as number)) return { errcode: 268485224 };
  if (deliveryMode === inParts && logisticsType !== express) return { errcode: 10060006 };
  const { is_all_delivered: allDelivered } = content;
  if (deliveryMode === inParts && typeof allDelivered !== 'boolean') return { errcode: 10060007 };
  if (deliveryMode === 1 && list.length !== 1) return { errcode: 268485228 };
  if (list.length > maxParcels) return { errcode: 10060024 };
  for (const parcel of list) {
    const errcode = brokenRuleOf(parcel, logisticsType === express);
    if (errcode) return { errcode };
  }
  const uploadTime = readRfc3339(content.upload_time);
  if (uploadTime === undefined) return { errcode: 268485216 };
  if (!isText(payer.openid)) return { errcode: 10060014 };
  return {
    key,
    openid: payer.openid,
    logisticsType: logisticsType as number,
    deliveryMode: deliveryMode as number,
    complete: deliveryMode === 1 || allDelivered === true,
    parcels: list,
    uploadTime,
  };
}

function readKey(key: Json): PaymentKey | { errcode: ShippingError } {
  const { order_number_type: type, transaction_id: transactionId, mchid, out_trade_no: outTradeNo } = key;
  if (type === 2) return isText(transactionId) ? { transactionId } : { errcode: 268485195 };
  if (type !== 1) return { errcode: 268485194 };
  if (!isText(mchid)) return { errcode: 268485196 };
  return isText(outTradeNo) ? { mchid, outTradeNo } : { errcode: 268485197 };
}

function brokenRuleOf(parcel: Json, byExpress: boolean): ShippingError | undefined {
  const { item_desc: description, tracking_no: trackingNo, express_company: company } = parcel;
  if (!isText(description)) return 10060008;
  if (Array.from(description).length > maxDescription) return 10060009;
  if (!byExpress) return undefined;
  if (!isText(trackingNo)) return 268485226;
  if (!isText(company)) return 268485227;
  if (company.length > maxCode) return 10060025;
  return trackingNo.length > maxCode ? 10060026 : undefined;
}

/** Milliseconds of an RFC 3339 date with an offset; undefined for anything else. */
function readRfc3339(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}
