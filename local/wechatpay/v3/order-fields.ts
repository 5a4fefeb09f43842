import type { Field, Fields } from '../protocol/fields';
import { currencyPattern, notifyUrlPattern, outTradeNoPattern } from '../protocol/patterns';
import type { Product } from './products';

const text = (label: string, max: number, more: Partial<Field> = {}): Field => ({
  label,
  type: 'string',
  max,
  ...more,
});

export const outTradeNoField = text('商户订单号', 32, { required: true, min: 6, pattern: outTradeNoPattern });

/** `goodsId` is how the page calls WeChat's own number of an article: code pay calls it otherwise. */
const detailOf = (goodsId: 'wechatpay_goods_id' | 'wxpay_goods_id'): Field => ({
  label: '优惠功能',
  type: 'object',
  fields: {
    cost_price: { label: '订单原价', type: 'integer', min: 0 },
    invoice_id: text('商品小票ID', 32),
    goods_detail: goodsDetailOf(goodsId),
  },
});

const goodsDetailOf = (goodsId: string): Field => ({
  label: '单品列表',
  type: 'array',
  min: 1,
  max: 6000,
  fields: {
    merchant_goods_id: text('商户侧商品编码', 32, { required: true }),
    [goodsId]: text('微信支付商品编码', 32),
    goods_name: text('商品名称', 256),
    quantity: { label: '商品数量', type: 'integer', required: true, min: 1 },
    unit_price: { label: '商品单价', type: 'integer', required: true, min: 0 },
  },
});

const storeInfo: Field = {
  label: '商户门店信息',
  type: 'object',
  fields: {
    id: text('门店编号', 32, { required: true }),
    name: text('门店名称', 256),
    area_code: text('地区编码', 32),
    address: text('详细地址', 512),
  },
};

const sceneFields: Fields = {
  payer_client_ip: text('用户终端IP', 45, { required: true }),
  device_id: text('商户端设备号', 32),
  store_info: storeInfo,
};

/** Where a buyer pays who is not in WeChat. */
export const h5Info: Field = {
  label: 'H5场景信息',
  type: 'object',
  required: true,
  fields: {
    type: text('场景类型', 32, { required: true, pattern: '^(iOS|Android|Wap)$' }),
    app_name: text('应用名称', 64),
    app_url: text('网站URL', 128),
    bundle_id: text('iOS平台BundleID', 128),
    package_name: text('Android平台PackageName', 128),
  },
};

export const description = text('商品描述', 127, { required: true });
export const attach = text('附加数据', 128);
export const notifyUrl = text('通知地址', 255, { required: true, pattern: notifyUrlPattern });
export const timeExpire = text('交易结束时间', 64);
export const goodsTag = text('订单优惠标记', 32);
export const openid = (label: string, required = false) => text(label, 128, { required });

/** Body of an order, whoever makes it and however it is paid. */
const shared: Fields = {
  description,
  out_trade_no: outTradeNoField,
  time_expire: timeExpire,
  attach,
  notify_url: notifyUrl,
  goods_tag: goodsTag,
  support_fapiao: { label: '电子发票入口开放标识', type: 'boolean' },
  amount: {
    label: '订单金额',
    type: 'object',
    required: true,
    fields: {
      total: { label: '总金额', type: 'integer', required: true, min: 1, max: 10_000_000_000 },
      currency: text('货币类型', 16, { pattern: currencyPattern }),
    },
  },
  detail: detailOf('wechatpay_goods_id'),
  scene_info: { label: '场景信息', type: 'object', fields: sceneFields },
  settle_info: {
    label: '结算信息',
    type: 'object',
    fields: { profit_sharing: { label: '是否指定分账', type: 'boolean' } },
  },
};

/** Whose order it is: the body of a reversal, and the beginning of every other. */
export const sellerFields: Record<'merchant' | 'partner', Fields> = {
  merchant: {
    appid: text('公众账号ID', 32, { required: true }),
    mchid: text('商户号', 32, { required: true }),
  },
  partner: {
    sp_appid: text('服务商应用ID', 32, { required: true }),
    sp_mchid: text('服务商户号', 32, { required: true }),
    sub_appid: text('子商户应用ID', 32),
    sub_mchid: text('子商户号', 32, { required: true }),
  },
};

const payers: Record<'merchant' | 'partner', Fields> = {
  merchant: { openid: openid('用户标识', true) },
  partner: { sp_openid: openid('用户服务标识'), sub_openid: openid('用户子标识') },
};

/** Body of an order (https://pay.weixin.qq.com/doc/v3/merchant/4012791897 and the pages of the other products). */
export function orderFields({ name }: Product, side: 'merchant' | 'partner'): Fields {
  const fields: Fields = { ...sellerFields[side], ...shared };
  if (name === 'jsapi') fields.payer = { label: '支付者', type: 'object', required: true, fields: payers[side] };
  if (name === 'h5') {
    const scene = { ...sceneFields, h5_info: h5Info };
    fields.scene_info = { label: '场景信息', type: 'object', required: true, fields: scene };
  }
  return fields;
}

/** Body of an order that is paid with the buyer's code (https://pay.weixin.qq.com/docs/merchant/apis/code-payment-v3/direct/code-pay.html). */
export function codeOrderFields(side: 'merchant' | 'partner'): Fields {
  const { time_expire: _, notify_url: __, ...rest } = shared;
  const codeStore = { id: text('门店编号', 32), out_id: text('商家自定义编码', 32) };
  const scene: Fields = {
    device_id: text('商户端设备号', 32),
    device_ip: text('商户端设备IP', 45),
    store_info: { label: '商户门店信息', type: 'object', required: true, fields: codeStore },
  };
  const payer: Fields = { auth_code: text('授权码', 32, { required: true }) };
  return {
    ...sellerFields[side],
    ...rest,
    detail: detailOf('wxpay_goods_id'),
    payer: { label: '支付者', type: 'object', required: true, fields: payer },
    scene_info: { label: '场景信息', type: 'object', required: true, fields: scene },
  };
}

/** Who asks, in the query of a GET and the body of a close. */
export const merchantParty: Fields = { mchid: text('商户号', 32, { required: true }) };
export const partnerParty: Fields = {
  sp_mchid: text('服务商户号', 32, { required: true }),
  sub_mchid: text('子商户号', 32, { required: true }),
};
