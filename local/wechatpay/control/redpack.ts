import { claimRedPacket } from '../trade/claim-red-packet';
import { badRequest, type Control, refused, unknownKey } from './control';
import { redPacketView } from './handed-out-views';

const keys = ['mchBillNo', 'openid', 'mchid'] as const;

const reasons = {
  gone: '红包已领完',
  expired: '红包已超过 24 小时，已退回商户',
  'not-yours': '这个用户不能领取：红包不是发给他的，或他已经领过',
} as const;

/** Is a user who opens a red packet: the one it was sent to, unless `openid` says another; of a group's, each once. */
export const redpack: Control = (gateway, { body }) => {
  const unknown = unknownKey(body, keys);
  if (unknown) return unknown;
  const wrong = keys.find((key) => body[key] !== undefined && (typeof body[key] !== 'string' || body[key] === ''));
  if (wrong) return badRequest(`${wrong} 应为非空字符串`);
  const { mchBillNo, openid, mchid } = body as Partial<Record<(typeof keys)[number], string>>;
  if (mchBillNo === undefined) return badRequest('缺少 mchBillNo');
  const { redPackets } = gateway.world;
  const packet = mchid === undefined ? redPackets.withNumber(mchBillNo) : redPackets.byNumber(mchid, mchBillNo);
  if (!packet) return refused(404, 'RED_PACKET_NOT_EXIST', `微信支付没有单号为 ${mchBillNo} 的红包`);
  const claimed = claimRedPacket(gateway, packet, openid ?? packet.openid);
  if (claimed.kind !== 'claimed') {
    return refused(409, claimed.kind.toUpperCase().replaceAll('-', '_'), reasons[claimed.kind]);
  }
  const changed = redPackets.byNumber(packet.seller, mchBillNo) ?? packet;
  const { openid: by, amount } = claimed.claim;
  return { body: { openid: by, amount, redPacket: redPacketView(changed, gateway.clock.now()) } };
};
