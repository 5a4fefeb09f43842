import { notifyUrlPattern, outTradeNoPattern } from '../../protocol/patterns';
import { parseCompactTime } from '../../trade/beijing-time';
import { placeOrder } from '../../trade/place-order';
import { refusal } from '../errors';
import type { Operation, Request } from '../operation';

const defaultLifetime = 7 * 86_400_000;

/** 统一下单: makes an order and answers its prepay_id. */
export const unifiedorder: Operation = {
  path: '/pay/unifiedorder',
  title: '统一下单',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011935214',
  errors: ['INVALID_REQUEST', 'ORDERPAID', 'ORDERCLOSED', 'SYSTEMERROR', 'FREQUENCY_LIMITED'],
  fields: {
    device_info: { label: '设备号', type: 'string', max: 32 },
    body: { label: '商品描述', type: 'string', required: true, max: 127 },
    detail: { label: '商品详情', type: 'string', max: 6000 },
    attach: { label: '附加数据', type: 'string', max: 127 },
    out_trade_no: { label: '商户订单号', type: 'string', required: true, min: 6, max: 32, pattern: outTradeNoPattern },
    fee_type: { label: '标价币种', type: 'string', max: 16, pattern: '^CNY$' },
    total_fee: { label: '标价金额', type: 'integer', required: true, min: 1, max: 10_000_000_000 },
    spbill_create_ip: { label: '终端IP', type: 'string', required: true, max: 64, pattern: '^[0-9a-fA-F.:]+$' },
    time_start: { label: '交易起始时间', type: 'string', pattern: '^\\d{14}$' },
    time_expire: { label: '交易结束时间', type: 'string', pattern: '^\\d{14}$' },
    goods_tag: { label: '订单优惠标记', type: 'string', max: 32 },
    notify_url: { label: '通知地址', type: 'string', required: true, max: 256, pattern: notifyUrlPattern },
    trade_type: { label: '交易类型', type: 'string', required: true, max: 16 },
    product_id: { label: '商品ID', type: 'string', max: 32 },
    limit_pay: { label: '指定支付方式', type: 'string', max: 32, pattern: '^no_credit$' },
    openid: { label: '用户标识', type: 'string', max: 128 },
    sub_openid: { label: '用户子标识', type: 'string', max: 128 },
    receipt: { label: '电子发票入口开放标识', type: 'string', max: 8, pattern: '^[YN]$' },
    profit_sharing: { label: '是否需要分账', type: 'string', max: 1, pattern: '^[YN]$' },
    scene_info: { label: '场景信息', type: 'string', max: 256 },
  },
  run(gateway, request) {
    const { appid, fields, merchant, subMerchant, seller, signType } = request;
    const problem = problemOf(request);
    if (problem) return { ok: false, returnMsg: problem };
    const now = gateway.clock.now();
    const expiresAt = expiry(fields, now);
    if (expiresAt === undefined) return { ok: false, returnMsg: 'time_expire参数格式错误' };
    const field = (name: string) => fields.get(name) || null;
    const draft = {
      mchid: merchant.mchid,
      appid,
      subMchid: subMerchant?.mchid ?? null,
      subAppid: field('sub_appid'),
      seller,
      outTradeNo: fields.get('out_trade_no') as string,
      api: 'v2' as const,
      tradeType: fields.get('trade_type') as string,
      signType,
      openid: field('openid'),
      subOpenid: field('sub_openid'),
      description: fields.get('body') as string,
      total: Number(fields.get('total_fee')),
      attach: field('attach'),
      notifyUrl: fields.get('notify_url') as string,
      expiresAt,
      parameters: parametersOf(request),
    };
    const placed = placeOrder(gateway, draft, 'prepayId');
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
            ['prepay_id', placed.order.prepayId as string],
            ['trade_type', fields.get('trade_type') as string],
          ],
        };
    }
  },
};

/** The rules that concern more than one field. */
function problemOf({ fields, subMerchant }: Request): string | undefined {
  const tradeType = fields.get('trade_type');
  if (tradeType !== 'JSAPI') return `trade_type参数格式错误：本地微信支付目前只支持 JSAPI，收到 ${tradeType}`;
  if (!fields.get('openid') && !(subMerchant && fields.get('sub_openid'))) return 'JSAPI支付必须传openid';
  if (fields.get('sub_openid') && !fields.get('sub_appid')) return '缺少参数sub_appid';
  return undefined;
}

/** When the order can no longer be paid; undefined where `time_expire` is no time, or not after `time_start`. */
function expiry(fields: Map<string, string>, now: number): number | undefined {
  const text = fields.get('time_expire');
  if (!text) return now + defaultLifetime;
  const stated = parseCompactTime(text);
  const start = parseCompactTime(fields.get('time_start') ?? '');
  return stated !== undefined && start !== undefined && stated <= start ? undefined : stated;
}

/** Everything but what is different in every message. */
function parametersOf({ fields, signType }: Request): Record<string, string> {
  const same = [...fields].filter(([name, value]) => value !== '' && !['nonce_str', 'sign'].includes(name));
  return { ...Object.fromEntries(same.sort()), sign_type: signType };
}
