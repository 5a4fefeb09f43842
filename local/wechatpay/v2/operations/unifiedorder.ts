import { notifyUrlPattern } from '../../protocol/patterns';
import { placeOrder } from '../../trade/place-order';
import { refusal } from '../errors';
import type { Operation } from '../operation';
import { orderDraft } from '../order-draft';
import { orderFields } from '../order-fields';
import { products } from '../products';

/** 统一下单: makes an order and answers what the buyer pays it with. */
export const unifiedorder: Operation = {
  path: '/pay/unifiedorder',
  title: '统一下单',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011935214',
  errors: [
    'INVALID_REQUEST',
    'NOAUTH',
    'NOTENOUGH',
    'ORDERPAID',
    'ORDERCLOSED',
    'SYSTEMERROR',
    'APPID_NOT_EXIST',
    'MCHID_NOT_EXIST',
    'APPID_MCHID_NOT_MATCH',
    'LACK_PARAMS',
    'OUT_TRADE_NO_USED',
    'SIGNERROR',
    'XML_FORMAT_ERROR',
    'REQUIRE_POST_METHOD',
    'POST_DATA_EMPTY',
    'NOT_UTF8',
    'FREQUENCY_LIMITED',
  ],
  fields: {
    ...orderFields,
    notify_url: { label: '通知地址', type: 'string', required: true, max: 256, pattern: notifyUrlPattern },
    trade_type: { label: '交易类型', type: 'string', required: true, max: 16 },
    product_id: { label: '商品ID', type: 'string', max: 32 },
    openid: { label: '用户标识', type: 'string', max: 128 },
    sub_openid: { label: '用户子标识', type: 'string', max: 128 },
  },
  run(gateway, request) {
    const { fields } = request;
    const tradeType = fields.get('trade_type') as string;
    const product = Object.hasOwn(products, tradeType) ? products[tradeType] : undefined;
    if (!product) return { ok: false, returnMsg: `trade_type参数格式错误：${tradeType}` };
    const problem = product.problem(request);
    if (problem) return { ok: false, returnMsg: problem };
    const draft = orderDraft(request, { tradeType, now: gateway.clock.now(), anew: [] });
    if (!draft) return { ok: false, returnMsg: 'time_expire参数格式错误' };
    // Of the other products, nobody knows who will pay until somebody does.
    const payer = (name: string) => (tradeType === 'JSAPI' && fields.get(name)) || null;
    const notifyUrl = fields.get('notify_url') as string;
    const order = { ...draft, openid: payer('openid'), subOpenid: payer('sub_openid'), notifyUrl };
    const placed = placeOrder(gateway, order, product.pays);
    switch (placed.kind) {
      case 'paid':
        return refusal('ORDERPAID');
      case 'closed':
        return refusal('ORDERCLOSED');
      case 'expired':
        return { ok: false, returnMsg: 'time_expire时间已过期' };
      case 'differs':
        return refusal('INVALID_REQUEST');
      case 'placed':
        return {
          ok: true,
          fields: [
            ['trade_type', tradeType],
            ['prepay_id', placed.order.prepayId as string],
            ...(product.answer?.(placed.order) ?? []),
          ],
        };
    }
  },
};
