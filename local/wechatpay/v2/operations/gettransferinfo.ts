import { spacedTime } from '../../trade/beijing-time';
import { refusal } from '../errors';
import { handedOut } from '../handed-out';
import type { Operation } from '../operation';
import { partnerTradeNoField } from './transfers';

/** Older ones are not told any more. */
const told = 30 * 86_400_000;

/** 查询企业付款 */
export const gettransferinfo: Operation = {
  ...handedOut,
  path: '/mmpaymkttransfers/gettransferinfo',
  title: '查询企业付款',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011989767',
  fields: { partner_trade_no: partnerTradeNoField },
  errors: ['CA_ERROR', 'SIGN_ERROR', 'NO_AUTH', 'FREQ_LIMIT', 'XML_ERROR', 'PARAM_ERROR', 'SYSTEMERROR', 'NOT_FOUND'],
  run({ clock, world }, { fields, merchant }) {
    const payment = world.userPayments.byNumber(merchant.mchid, fields.get('partner_trade_no') as string);
    if (!payment || clock.now() > payment.paidAt + told) return refusal('NOT_FOUND');
    const time = spacedTime(payment.paidAt);
    return {
      ok: true,
      fields: [
        ['partner_trade_no', payment.partnerTradeNo],
        ['detail_id', payment.paymentNo],
        ['status', 'SUCCESS'],
        ['openid', payment.openid],
        ['transfer_name', payment.userName ?? ''],
        ['payment_amount', payment.amount],
        ['transfer_time', time],
        ['payment_time', time],
        ['desc', payment.description],
      ],
    };
  },
};
