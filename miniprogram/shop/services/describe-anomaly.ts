import type { AnomalyView } from '../../../typings/api';

export interface AnomalyText {
  title: string;
  /** What to do about it. */
  advice: string;
  /** Who told us. */
  origin: string;
}

const ORIGINS: Record<AnomalyView['source'], string> = {
  notification: '微信通知',
  query: '向微信查询',
  bill: '对账单',
};

const COMPARE = '订单没有变动。请在微信支付商户平台按单号核对这笔交易';
const COMPARE_REFUND = '账目没有变动。请在微信支付商户平台核对这笔退款';
const FOREIGN = '订单没有变动。请检查商户号、AppID 和密钥的配置，再到商户平台核对';
const GIVE_BACK = '请在微信支付商户平台把多收的一笔退给买家';

/** The reasons by which the shop's records keep what WeChat said and did not fit. */
const TEXTS: Record<string, [title: string, advice: string]> = {
  'unknown-order': ['微信收到一笔款，店里没有这笔订单', COMPARE],
  'unknown-state': ['微信说了一种不认识的交易状态', COMPARE],
  amount: ['付款金额与订单不符', COMPARE],
  currency: ['付款币种与订单不符', COMPARE],
  openid: ['付款的人不是下单的人', COMPARE],
  api: ['接口版本与下单时不同', FOREIGN],
  appid: ['付款的小程序与订单不符', FOREIGN],
  mchid: ['收款的商户与订单不符', FOREIGN],
  'sub-appid': ['付款的子商户小程序与订单不符', FOREIGN],
  'sub-mchid': ['收款的子商户与订单不符', FOREIGN],
  incomplete: ['微信说已付款，却没有单号或时间', COMPARE],
  'transaction-used': ['同一笔付款出现在两笔订单上', COMPARE],
  'second-payment': ['同一笔订单付了两次', GIVE_BACK],
  'refund-unknown-state': ['微信说了一种不认识的退款状态', COMPARE_REFUND],
  'refund-unknown-order': ['微信退了一笔款，店里没有这笔订单', COMPARE_REFUND],
  'refund-order': ['退款的订单与记录不符', COMPARE_REFUND],
  'refund-api': ['退款的接口版本与记录不同', COMPARE_REFUND],
  'refund-mchid': ['退款的商户与记录不符', COMPARE_REFUND],
  'refund-sub-mchid': ['退款的子商户与记录不符', COMPARE_REFUND],
  'refund-transaction': ['退款的付款单号与记录不符', COMPARE_REFUND],
  'refund-amount': ['退款金额与记录不符', COMPARE_REFUND],
  'refund-not-sent': ['微信退了一笔还没有提交的款', COMPARE_REFUND],
  'refund-ended': ['退款的结果与之前说的不同', COMPARE_REFUND],
  'refund-unpaid-order': ['微信退了一笔没有付款的订单', COMPARE_REFUND],
  'refund-too-much': ['在商户平台退的款超过了订单余额', COMPARE_REFUND],
  'refund-abnormal': ['在商户平台退的款没有退成', '请在微信支付商户平台处理这笔异常退款'],
};

/** What did not fit, in the shopkeeper's words. A reason from a later version is shown as it is. */
export function describeAnomaly({ reason, source }: AnomalyView): AnomalyText {
  const [title, advice] = TEXTS[reason] ?? [`微信说的与记录不符（${reason}）`, COMPARE];
  return { title, advice, origin: ORIGINS[source] };
}
