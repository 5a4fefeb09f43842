import { isIP } from 'node:net';
import { spacedTime } from '../../trade/beijing-time';
import { payUser } from '../../trade/pay-user';
import { refusal } from '../errors';
import { handedOut, repeatedParameters } from '../handed-out';
import type { Operation } from '../operation';

export const partnerTradeNoField = {
  label: '商户订单号',
  type: 'string',
  required: true,
  max: 32,
  pattern: '^[0-9a-zA-Z]+$',
} as const;

/** 企业付款: pays a user at once, into his change. */
export const transfers: Operation = {
  ...handedOut,
  unsigned: { nonce: true },
  path: '/mmpaymkttransfers/promotion/transfers',
  title: '企业付款',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011989673',
  identity: { appid: 'mch_appid', mchid: 'mchid' },
  fields: {
    device_info: { label: '设备号', type: 'string', max: 32 },
    partner_trade_no: partnerTradeNoField,
    openid: { label: '用户openid', type: 'string', required: true, max: 64 },
    check_name: {
      label: '校验用户姓名选项',
      type: 'string',
      required: true,
      max: 16,
      pattern: '^(NO_CHECK|FORCE_CHECK)$',
    },
    re_user_name: { label: '收款用户姓名', type: 'string', max: 64 },
    amount: { label: '金额', type: 'integer', required: true, min: 1, max: 100_000_000 },
    desc: { label: '企业付款备注', type: 'string', required: true, max: 100 },
    spbill_create_ip: { label: 'Ip地址', type: 'string', max: 32 },
  },
  errors: [
    'NO_AUTH',
    'AMOUNT_LIMIT',
    'PARAM_ERROR',
    'OPENID_ERROR',
    'SEND_FAILED',
    'NOTENOUGH',
    'SYSTEMERROR',
    'NAME_MISMATCH',
    'SIGN_ERROR',
    'XML_ERROR',
    'FATAL_ERROR',
    'FREQ_LIMIT',
    'MONEY_LIMIT',
    'CA_ERROR',
    'V2_ACCOUNT_SIMPLE_BAN',
    'PARAM_IS_NOT_UTF8',
  ],
  run(gateway, request) {
    const { fields, merchant, appid } = request;
    const field = (name: string) => fields.get(name) as string;
    const checksName = field('check_name') === 'FORCE_CHECK';
    const userName = fields.get('re_user_name') || null;
    if (checksName && userName === null) return refusal('PARAM_ERROR', 'FORCE_CHECK时re_user_name必填');
    const address = fields.get('spbill_create_ip');
    if (address && isIP(address) === 0) return refusal('PARAM_ERROR', 'spbill_create_ip不是合法的IP地址');
    const paid = payUser(gateway, {
      mchid: merchant.mchid,
      appid,
      partnerTradeNo: field('partner_trade_no'),
      openid: field('openid'),
      userName,
      checksName,
      amount: Number(field('amount')),
      description: field('desc'),
      parameters: repeatedParameters(request),
    });
    switch (paid.kind) {
      case 'differs':
        return refusal('FATAL_ERROR', '两次请求参数不一致');
      case 'amount-limit':
        return refusal('AMOUNT_LIMIT');
      case 'day-limit':
        return refusal('MONEY_LIMIT', '已达到付款给此用户额度上限');
      case 'name-mismatch':
        return refusal('NAME_MISMATCH');
      case 'paid':
        return {
          ok: true,
          fields: [
            ['partner_trade_no', paid.payment.partnerTradeNo],
            ['payment_no', paid.payment.paymentNo],
            ['payment_time', spacedTime(paid.payment.paidAt)],
          ],
        };
    }
  },
};
