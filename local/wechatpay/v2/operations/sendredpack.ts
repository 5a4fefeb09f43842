import { isIP } from 'node:net';
import type { Gateway } from '../../gateway';
import type { RedPacket } from '../../trade/red-packet';
import { sendRedPacket } from '../../trade/send-red-packet';
import { refusal } from '../errors';
import { handedOut, repeatedParameters } from '../handed-out';
import type { Operation, Request, Result } from '../operation';
import { redPacketFields } from '../red-packet-fields';

/** 发放普通红包: sends cash to a user, who has a day to open it. */
export const sendredpack: Operation = {
  ...handedOut,
  path: '/mmpaymkttransfers/sendredpack',
  title: '发放普通红包',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011974053',
  identity: { appid: 'wxappid', mchid: 'mch_id' },
  fields: {
    ...redPacketFields,
    client_ip: { label: 'Ip地址', type: 'string', required: true, max: 15 },
  },
  errors: [
    'NO_AUTH',
    'SENDNUM_LIMIT',
    'ILLEGAL_APPID',
    'MONEY_LIMIT',
    'SEND_FAILED',
    'FATAL_ERROR',
    'CA_ERROR',
    'SIGN_ERROR',
    'SYSTEMERROR',
    'XML_ERROR',
    'FREQ_LIMIT',
    'NOTENOUGH',
    'OPENID_ERROR',
    'MSGAPPID_ERROR',
    'ACCEPTMODE_ERROR',
    'PROCESSING',
    'PARAM_ERROR',
  ],
  run(gateway, request) {
    const { fields } = request;
    if (fields.get('total_num') !== '1') return refusal('PARAM_ERROR', '参数错误：红包发放总人数total_num应为1');
    if (isIP(fields.get('client_ip') as string) !== 4)
      return refusal('PARAM_ERROR', '参数错误：client_ip不是合法的IP地址');
    return send(gateway, request, 'NORMAL');
  },
};

/** 发放裂变红包: a user opens one part and passes the others on to his friends. */
export const sendgroupredpack: Operation = {
  ...sendredpack,
  path: '/mmpaymkttransfers/sendgroupredpack',
  title: '发放裂变红包',
  source: 'https://pay.weixin.qq.com/wiki/doc/api/tools/cash_coupon.php?chapter=13_5&index=4',
  fields: {
    ...redPacketFields,
    amt_type: { label: '红包金额设置方式', type: 'string', required: true, max: 32, pattern: '^ALL_RAND$' },
  },
  run(gateway, request) {
    const count = Number(request.fields.get('total_num'));
    if (count < 3 || count > 20) return refusal('PARAM_ERROR', '参数错误：红包发放总人数total_num应为3到20');
    return send(gateway, request, 'GROUP');
  },
};

function send(gateway: Gateway, request: Request, kind: RedPacket['kind']): Result {
  const { fields, merchant, subMerchant, seller } = request;
  const field = (name: string) => fields.get(name) as string;
  const message = fields.get('msgappid');
  // A provider says whose app tells the user of it: its own, or the sub-merchant's.
  if (subMerchant && !(message && (merchant.appids.has(message) || subMerchant.appids.has(message)))) {
    return refusal('MSGAPPID_ERROR');
  }
  const sent = sendRedPacket(gateway, {
    mchid: merchant.mchid,
    seller,
    mchBillno: field('mch_billno'),
    kind,
    openid: field('re_openid'),
    total: Number(field('total_amount')),
    count: Number(field('total_num')),
    wishing: field('wishing'),
    remark: field('remark'),
    activity: field('act_name'),
    scene: fields.get('scene_id') || null,
    parameters: repeatedParameters(request),
  });
  switch (sent.kind) {
    case 'differs':
      return refusal('FATAL_ERROR');
    case 'amount-limit':
      return refusal('MONEY_LIMIT');
    case 'count-limit':
      return refusal('SENDNUM_LIMIT');
    case 'sent':
      return {
        ok: true,
        fields: [
          ['mch_billno', sent.packet.mchBillno],
          ['re_openid', sent.packet.openid],
          ['total_amount', sent.packet.total],
          ['send_listid', sent.packet.listId],
        ],
      };
  }
}
