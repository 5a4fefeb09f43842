import type { Gateway } from '../gateway';
import { startOfDay } from './beijing-time';
import { newPayoutNo } from './identifiers';
import { parameterDifferences } from './place-order';
import type { RedPacket } from './red-packet';

/** A red packet as a request describes it. */
export type RedPacketDraft = Omit<RedPacket, 'id' | 'listId' | 'parameters' | 'sentAt' | 'claims'> & {
  /** For what kind of occasion, where that allows other amounts than usual. */
  scene: string | null;
  /** What must be the same when the number is submitted again. */
  parameters: Record<string, unknown>;
};

export type SentRedPacket =
  | { kind: 'sent'; packet: RedPacket }
  | { kind: 'differs' }
  | { kind: 'amount-limit' }
  /** The user has got as many from this seller as a day allows. */
  | { kind: 'count-limit' };

/** Fen for each who claims, on average; with a scene and without. Times a day and user. */
export const redPacketLimits = {
  usual: { least: 100, most: 20_000 },
  scene: { least: 30, most: 49_900 },
  perDay: 10,
} as const;

/** Sends cash to a user, or to a user and his friends, once per number. https://pay.weixin.qq.com/doc/v2/merchant/4011974053 */
export function sendRedPacket({ world, clock }: Gateway, draft: RedPacketDraft): SentRedPacket {
  const now = clock.now();
  return world.transaction((): SentRedPacket => {
    const { scene, parameters, ...described } = draft;
    const present = world.redPackets.byNumber(draft.seller, draft.mchBillno);
    if (present) {
      const differences = parameterDifferences(JSON.parse(present.parameters), parameters);
      return differences.length === 0 ? { kind: 'sent', packet: present } : { kind: 'differs' };
    }
    const { least, most } = scene === null ? redPacketLimits.usual : redPacketLimits.scene;
    const each = draft.total / draft.count;
    if (each < least || each > most) return { kind: 'amount-limit' };
    const today = world.redPackets.sentTo(draft.openid, draft.seller, startOfDay(now));
    if (today >= redPacketLimits.perDay) return { kind: 'count-limit' };
    const packet = world.redPackets.add({
      ...described,
      parameters: JSON.stringify(parameters),
      listId: newPayoutNo(now),
      sentAt: now,
      claims: '[]',
    });
    return { kind: 'sent', packet };
  });
}
