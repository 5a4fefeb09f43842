import type { Api } from '../payment/trade';
import type { WechatpayConfiguration } from './configuration';
import type { Gateway, Surroundings } from './gateway';
import { closeOrder as closeOrderV2 } from './v2/close-order';
import { downloadBill as downloadBillV2 } from './v2/download-bill';
import { paymentParams as paymentParamsV2 } from './v2/payment-params';
import { queryOrder as queryOrderV2 } from './v2/query-order';
import { queryRefund as queryRefundV2 } from './v2/query-refund';
import { refund as refundV2 } from './v2/refund';
import { unifiedOrder } from './v2/unified-order';
import { closeOrder as closeOrderV3 } from './v3/close-order';
import { downloadBill as downloadBillV3 } from './v3/download-bill';
import { jsapiOrder } from './v3/jsapi-order';
import { paymentParams as paymentParamsV3 } from './v3/payment-params';
import { queryOrder as queryOrderV3 } from './v3/query-order';
import { queryRefund as queryRefundV3 } from './v3/query-refund';
import { refund as refundV3 } from './v3/refund';

/**
 * WeChat Pay in the protocol version an order was made with, which need not be the version of new orders. Its calls throw
 * GatewayRefusal where WeChat said no and GatewayUnknown where WeChat said nothing to rely on; `refund` also NotConfigured.
 */
export function createGateway(configuration: WechatpayConfiguration, api: Api, surroundings: Surroundings): Gateway {
  return api === 'v2' ? gatewayV2(configuration, surroundings) : gatewayV3(configuration, surroundings);
}

function gatewayV2(configuration: WechatpayConfiguration, surroundings: Surroundings): Gateway {
  if (!configuration.v2) throw new Error('the API v2 credentials are not configured');
  const client = { configuration, credentials: configuration.v2, surroundings };
  return {
    api: 'v2',
    prepay: (order) => unifiedOrder(client, order),
    paymentParams: (prepayId) => paymentParamsV2(client, prepayId),
    query: (outTradeNo) => queryOrderV2(client, outTradeNo),
    close: (outTradeNo) => closeOrderV2(client, outTradeNo),
    refund: (order) => refundV2(client, order),
    queryRefund: (outRefundNo) => queryRefundV2(client, outRefundNo),
    downloadBill: (date) => downloadBillV2(client, date),
  };
}

function gatewayV3(configuration: WechatpayConfiguration, surroundings: Surroundings): Gateway {
  if (!configuration.v3) throw new Error('the API v3 credentials are not configured');
  const client = { configuration, credentials: configuration.v3, surroundings };
  return {
    api: 'v3',
    prepay: (order) => jsapiOrder(client, order),
    paymentParams: (prepayId) => paymentParamsV3(client, prepayId),
    query: (outTradeNo) => queryOrderV3(client, outTradeNo),
    close: (outTradeNo) => closeOrderV3(client, outTradeNo),
    refund: (order) => refundV3(client, order),
    queryRefund: (outRefundNo) => queryRefundV3(client, outRefundNo),
    downloadBill: (date) => downloadBillV3(client, date),
  };
}
