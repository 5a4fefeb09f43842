import type { BackofficePorts } from '../operations/ports';
import type { Shipment } from '../payment/shipment';

/** What is used of `cloud.openapi`; the SDK writes its names with underscores on their way to WeChat. */
export interface ShippingService {
  uploadShippingInfo(content: object): Promise<unknown>;
}

/**
 * The order has been sent, has used up its one change, or is told nothing new: what WeChat was to know, it knows
 * (developers.weixin.qq.com/miniprogram/dev/server/API/order_shipping/api_uploadshippinginfo, error codes).
 */
const KNOWN_ALREADY = new Set([10060002, 10060003, 10060023]);
const BY_TRANSACTION_ID = 2;
const IN_ONE_PARCEL = 1;
const MAX_DESCRIPTION = 120;

/**
 * Tells WeChat how goods travel (发货信息录入), by the platform's own authority: the function's config.json has to name
 * `wxa.sec.order.uploadShippingInfo`. A payment that is a few seconds old may not be known there yet, which is an error
 * like others.
 *
 * @param service asked for at each call, because the SDK wants to be set up first
 */
export function createUploadShipping(service: () => ShippingService): BackofficePorts['uploadShipping'] {
  return async ({ transactionId, openid, itemDescription, shipment, uploadedAt }) => {
    const content = {
      orderKey: { orderNumberType: BY_TRANSACTION_ID, transactionId },
      logisticsType: shipment.logisticsType,
      deliveryMode: IN_ONE_PARCEL,
      shippingList: [{ itemDesc: Array.from(itemDescription).slice(0, MAX_DESCRIPTION).join(''), ...parcel(shipment) }],
      uploadTime: new Date(uploadedAt).toISOString(),
      payer: { openid },
    };
    try {
      await service().uploadShippingInfo(content);
    } catch (error) {
      if (!KNOWN_ALREADY.has(Number((error as { errCode?: unknown }).errCode))) throw error;
    }
  };
}

function parcel(shipment: Shipment): object {
  if (shipment.logisticsType !== 1) return {};
  const { trackingNo, expressCompany, receiverContact } = shipment;
  return { trackingNo, expressCompany, ...(receiverContact ? { contact: { receiverContact } } : {}) };
}
