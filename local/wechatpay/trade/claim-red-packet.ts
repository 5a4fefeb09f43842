import { randomInt } from 'node:crypto';
import type { Gateway } from '../gateway';
import { claimsOf, type RedPacket, type RedPacketClaim, redPacketStateOf, unclaimed } from './red-packet';

export type ClaimedRedPacket =
  | { kind: 'claimed'; claim: RedPacketClaim }
  | { kind: 'gone' }
  /** A day has passed: the money has gone back. */
  | { kind: 'expired' }
  /** Only one of a group's may be somebody else than the one it was sent to, and each claims once. */
  | { kind: 'not-yours' };

/** Is the user who opens it. Of a group's, chance decides how much he gets, the last one gets the rest. */
export function claimRedPacket({ world, clock }: Gateway, packet: RedPacket, openid: string): ClaimedRedPacket {
  const now = clock.now();
  const state = redPacketStateOf(packet, now);
  if (state !== 'SENT') return { kind: state === 'RECEIVED' ? 'gone' : 'expired' };
  const claims = claimsOf(packet);
  const stranger = packet.kind === 'NORMAL' && openid !== packet.openid;
  if (stranger || claims.some((claim) => claim.openid === openid)) return { kind: 'not-yours' };
  const claim = { openid, amount: part(unclaimed(packet), packet.count - claims.length), claimedAt: now };
  world.transaction(() => world.redPackets.setClaims(packet.id, [...claims, claim]));
  return { kind: 'claimed', claim };
}

/** At least a fen, at most twice the average, and a fen at least for each who comes after. */
function part(left: number, claimants: number): number {
  if (claimants === 1) return left;
  const most = Math.min(Math.floor((2 * left) / claimants), left - (claimants - 1));
  return randomInt(1, most + 1);
}
