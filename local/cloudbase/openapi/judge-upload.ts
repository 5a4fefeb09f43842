import type { Payment } from './payment';
import { maxParcels, type ShippingError, type ShippingInfo } from './shipping-info';

/** What WeChat has of one payment's goods. */
export interface Shipped extends ShippingInfo {
  /** Whether the one change that WeChat allows has been used up. */
  changed: boolean;
}

/**
 * What an upload makes of what was uploaded before, or why it may not. Goods in parts may come in several uploads; once
 * all are told, or where the way of sending them changes, an upload is 重新发货, which is allowed once.
 */
export function judgeUpload(
  before: Shipped | undefined,
  upload: ShippingInfo,
  payment: Pick<Payment, 'payers' | 'shippable'>,
): Shipped | { errcode: ShippingError } {
  if (!payment.payers.includes(upload.openid)) return { errcode: 10060031 };
  if (!payment.shippable) return { errcode: 10060004 };
  if (!before) return { ...upload, changed: false };
  if (sameContent(before, upload)) return { errcode: 10060023 };
  if (upload.uploadTime <= before.uploadTime) return { errcode: before.complete ? 10060002 : 10060014 };
  const otherWay = before.logisticsType !== upload.logisticsType || before.deliveryMode !== upload.deliveryMode;
  if (before.complete || otherWay) return before.changed ? { errcode: 10060003 } : { ...upload, changed: true };
  const parcels = [...before.parcels, ...upload.parcels];
  return parcels.length > maxParcels ? { errcode: 10060024 } : { ...upload, parcels, changed: before.changed };
}

function sameContent(before: Shipped, upload: ShippingInfo): boolean {
  const content = ({ logisticsType, deliveryMode, complete, parcels }: ShippingInfo) =>
    JSON.stringify([logisticsType, deliveryMode, complete, parcels]);
  return content(before) === content(upload);
}
