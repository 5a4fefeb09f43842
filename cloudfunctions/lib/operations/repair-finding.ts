import { billId, neighbouringDays } from '../payment/bill-id';
import type { Finding } from '../payment/finding';
import { askRefund } from './ask-refund';
import { askWeChat } from './ask-wechat';
import type { FindingEnd } from './end-finding';
import { learnRefund } from './learn-refund';
import type { Ports } from './ports';
import { queryRefund } from './query-refund';

/** `later` is for what is not over at WeChat, or not to be told before another bill is there. */
export type Repair = FindingEnd | 'later';

/**
 * Puts right what a bill showed, by what WeChat says when it is asked: a line of a bill proves nothing, so everything goes
 * through the same doors as any other proof. Nothing that is paid here is ever made unpaid. Throws GatewayUnknown where
 * WeChat is silent.
 */
export async function repairFinding(ports: Ports, finding: Finding): Promise<Repair> {
  switch (finding.kind) {
    case 'unsettled':
    case 'paid-after-closing':
      return settleOrder(ports, finding);
    case 'refund-unsettled':
      return settleOurRefund(ports, finding);
    case 'refund-unknown':
      return importTheirRefund(ports, finding);
    case 'not-in-bill':
      return (await isNextDayCompared(ports, finding)) ? askAboutMissing(ports, finding) : 'later';
    case 'refund-not-in-bill':
      return (await isNextDayCompared(ports, finding)) ? askAboutMissingRefund(ports, finding) : 'later';
    default:
      return 'ESCALATED';
  }
}

async function settleOrder(ports: Ports, { outTradeNo, transactionId }: Finding): Promise<Repair> {
  const order = await ports.database.get('orders', outTradeNo);
  if (!order) return 'ESCALATED';
  if (order.status === 'PAID') return order.transactionId === transactionId ? 'OK' : 'ESCALATED';
  await askWeChat(ports, order, 'bill');
  const settled = await ports.database.get('orders', outTradeNo);
  return settled?.status === 'PAID' && settled.transactionId === transactionId ? 'REPAIRED' : 'ESCALATED';
}

async function settleOurRefund(ports: Ports, { outTradeNo, outRefundNo = '' }: Finding): Promise<Repair> {
  const order = await ports.database.get('orders', outTradeNo);
  if (!order) return 'ESCALATED';
  switch (await askRefund(ports, order.api, outRefundNo, 'bill')) {
    case 'ended':
      return 'REPAIRED';
    case 'moved':
    case 'unchanged': {
      const refund = await ports.database.get('refunds', outRefundNo);
      if (refund?.status === 'SUCCESS' || refund?.status === 'CLOSED') return 'OK';
      return refund?.status === 'SUBMITTED' ? 'later' : 'ESCALATED';
    }
    default:
      return 'ESCALATED';
  }
}

/** Somebody has refunded in the merchant console: WeChat knows by now how that went. */
async function importTheirRefund(ports: Ports, { outTradeNo, outRefundNo = '' }: Finding): Promise<Repair> {
  if (await ports.database.get('refunds', outRefundNo)) return 'OK';
  const order = await ports.database.get('orders', outTradeNo);
  const fact = order ? await queryRefund(ports, order.api, outRefundNo) : 'absent';
  if (fact === 'absent') return 'ESCALATED';
  switch (await learnRefund(ports, fact, 'bill')) {
    case 'imported':
      return 'REPAIRED';
    case 'unchanged':
      return fact.state === 'PROCESSING' ? 'later' : 'OK';
    case 'not-yet':
      return 'later';
    default:
      return 'ESCALATED';
  }
}

/** A neighbouring bill would have ended it. WeChat's word is recorded for the person who has to look. */
async function askAboutMissing(ports: Ports, { outTradeNo }: Finding): Promise<Repair> {
  const order = await ports.database.get('orders', outTradeNo);
  if (order) await askWeChat(ports, order, 'bill');
  return 'ESCALATED';
}

async function askAboutMissingRefund(ports: Ports, finding: Finding): Promise<Repair> {
  const { outTradeNo, outRefundNo = '', ours } = finding;
  const order = await ports.database.get('orders', outTradeNo);
  const fact = order ? await queryRefund(ports, order.api, outRefundNo) : 'absent';
  if (fact === 'absent') return 'ESCALATED';
  // A bill dates a refund by when WeChat took it, which we may have asked for more than once.
  const same = fact.state === 'SUCCESS' && fact.amount === ours && fact.outTradeNo === outTradeNo;
  return same ? 'OK' : 'ESCALATED';
}

/** Around midnight a payment may stand in the next day's bill. */
async function isNextDayCompared({ database, merchant }: Ports, { date }: Finding): Promise<boolean> {
  const bill = await database.get('bills', billId(merchant, neighbouringDays(date).after));
  return bill?.status === 'COMPARED' || bill?.status === 'EMPTY';
}
