import type { Gateway } from '../gateway';
import { detailStateOf, type ProfitShare } from '../trade/profit-share';
import { claimsOf, type RedPacket, redPacketStateOf } from '../trade/red-packet';
import { type Transfer, transferStateOf } from '../trade/transfer';
import { attemptViews } from './attempt-views';

const iso = (moment: number) => new Date(moment).toISOString();

/** Everything by which money was handed out, the newest last: for `state`. */
export function handedOutViews(gateway: Gateway, limit: number, skip: number) {
  const { clock, world } = gateway;
  const now = clock.now();
  return {
    redPackets: world.redPackets.latest(limit, skip).map((packet) => redPacketView(packet, now)),
    userPayments: world.userPayments
      .latest(limit, skip)
      .map(({ id: _, parameters: __, paidAt, ...payment }) => ({ ...payment, paidAt: iso(paidAt) })),
    transfers: world.transfers.latest(limit, skip).map((transfer) => transferView(gateway, transfer)),
    profitShareReceivers: world.profitShareReceivers.latest(limit, skip),
    profitShares: world.profitShares.latest(limit, skip).map((share) => profitShareView(gateway, share)),
  };
}

export function redPacketView(packet: RedPacket, now: number) {
  const { id: _, parameters: __, sentAt, ...rest } = packet;
  const claims = claimsOf(packet).map(({ claimedAt, ...claim }) => ({ ...claim, claimedAt: iso(claimedAt) }));
  return { ...rest, claims, state: redPacketStateOf(packet, now), sentAt: iso(sentAt) };
}

export function transferView({ clock, world }: Gateway, transfer: Transfer) {
  const { mchid, appid, outBillNo, transferBillNo, openid, amount, remark, packageInfo, notifyUrl } = transfer;
  const now = clock.now();
  const ended = now >= transfer.endsAt;
  return {
    ...{ mchid, appid, outBillNo, transferBillNo, openid, amount, remark, packageInfo },
    ...(notifyUrl !== null && { notifyUrl }),
    state: transferStateOf(transfer, now),
    ...(ended && transfer.failReason !== null && { failReason: transfer.failReason }),
    createdAt: iso(transfer.createdAt),
    ...(ended && { endedAt: iso(transfer.endsAt) }),
    attempts: world.notifications.about('transfer', transfer.id).flatMap(({ id }) => attemptViews(world, id)),
  };
}

function profitShareView({ clock, world }: Gateway, share: ProfitShare) {
  const { seller, outOrderNo, shareNo } = share;
  const now = clock.now();
  return {
    outTradeNo: world.orders.get(share.orderId)?.outTradeNo,
    seller,
    outOrderNo,
    shareNo,
    unfreezes: share.unfreezes === 1,
    state: now < share.endsAt ? 'PROCESSING' : 'FINISHED',
    receivers: world.profitShareDetails.ofShare(share.id).map((detail) => {
      const { type, account, amount, description } = detail;
      return { type, account, amount, description, result: detailStateOf(detail, now) };
    }),
    returns: world.profitShareReturns.ofShare(share.id).map((returned) => {
      const { outReturnNo, returnNo, mchid, amount, description, createdAt } = returned;
      return { outReturnNo, returnNo, mchid, amount, description, createdAt: iso(createdAt) };
    }),
    createdAt: iso(share.createdAt),
  };
}
