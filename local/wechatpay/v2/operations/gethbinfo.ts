import { spacedTime } from '../../trade/beijing-time';
import {
  claimsOf,
  type RedPacket,
  type RedPacketClaim,
  redPacketLifetime,
  redPacketStateOf,
  unclaimed,
} from '../../trade/red-packet';
import { refusal } from '../errors';
import { handedOut } from '../handed-out';
import type { Operation, ResultFields } from '../operation';
import { mchBillnoField } from '../red-packet-fields';
import type { XmlField } from '../xml';

/** Older ones are not told any more. */
const told = 30 * 86_400_000;

/** 查询红包记录: what became of a red packet, and who claimed it. */
export const gethbinfo: Operation = {
  ...handedOut,
  path: '/mmpaymkttransfers/gethbinfo',
  title: '查询红包记录',
  source: 'https://pay.weixin.qq.com/doc/v2/merchant/4011981612',
  fields: {
    mch_billno: mchBillnoField,
    bill_type: { label: '订单类型', type: 'string', required: true, max: 32, pattern: '^MCHT$' },
  },
  errors: ['CA_ERROR', 'SIGN_ERROR', 'NO_AUTH', 'NOT_FOUND', 'FREQ_LIMIT', 'XML_ERROR', 'PARAM_ERROR', 'SYSTEMERROR'],
  run({ clock, world }, { fields, seller }) {
    const now = clock.now();
    const packet = world.redPackets.byNumber(seller, fields.get('mch_billno') as string);
    if (!packet || now > packet.sentAt + told) return refusal('NOT_FOUND');
    const claims = claimsOf(packet);
    return { ok: true, fields: view(packet, now), ...(claims.length > 0 && { list: listOf(claims) }) };
  },
};

function view(packet: RedPacket, now: number): ResultFields {
  const status = redPacketStateOf(packet, now);
  const returned: ResultFields =
    status === 'REFUND'
      ? [
          ['refund_time', spacedTime(packet.sentAt + redPacketLifetime)],
          ['refund_amount', unclaimed(packet)],
        ]
      : [];
  return [
    ['mch_billno', packet.mchBillno],
    ['detail_id', packet.listId],
    ['status', status],
    ['send_type', 'API'],
    ['hb_type', packet.kind],
    ['total_num', packet.count],
    ['total_amount', packet.total],
    ['send_time', spacedTime(packet.sentAt)],
    ...returned,
    ['wishing', packet.wishing],
    ['remark', packet.remark],
    ['act_name', packet.activity],
  ];
}

function listOf(claims: RedPacketClaim[]): XmlField {
  const entries = claims.map(
    ({ openid, amount, claimedAt }): XmlField => [
      'hbinfo',
      [
        ['openid', openid],
        ['amount', amount],
        ['rcv_time', spacedTime(claimedAt)],
      ],
    ],
  );
  return ['hblist', entries];
}
