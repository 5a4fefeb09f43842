/** Cash in an envelope (现金红包), as WeChat keeps it. Moments are virtual milliseconds, money is fen. */
export interface RedPacket {
  id: number;
  mchid: string;
  /** In whose number space `mchBillno` lies. */
  seller: string;
  mchBillno: string;
  /** WeChat's own number. */
  listId: string;
  /** A group's is claimed by many, each of whom gets a part that chance decides. */
  kind: 'NORMAL' | 'GROUP';
  /** Who gets it, or, of a group's, who passes it on. */
  openid: string;
  total: number;
  count: number;
  wishing: string;
  remark: string;
  activity: string;
  /** Every parameter that must not change when the number is submitted again, as JSON. */
  parameters: string;
  sentAt: number;
  /** `RedPacketClaim[]` as JSON; no packet has more than twenty. */
  claims: string;
}

export interface RedPacketClaim {
  openid: string;
  amount: number;
  claimedAt: number;
}

export type RedPacketState = 'SENT' | 'RECEIVED' | 'REFUND';

/** What nobody has claimed goes back after a day. */
export const redPacketLifetime = 86_400_000;

export const claimsOf = ({ claims }: Pick<RedPacket, 'claims'>): RedPacketClaim[] => JSON.parse(claims);

export const unclaimed = (packet: RedPacket): number =>
  claimsOf(packet).reduce((left, { amount }) => left - amount, packet.total);

export function redPacketStateOf(packet: RedPacket, now: number): RedPacketState {
  if (unclaimed(packet) === 0) return 'RECEIVED';
  return now < packet.sentAt + redPacketLifetime ? 'SENT' : 'REFUND';
}
