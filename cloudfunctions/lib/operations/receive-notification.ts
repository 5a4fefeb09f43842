import { classifyTradeState } from '../payment/classify-trade-state';
import type { InboxEntry } from '../payment/documents';
import { alertEntry } from '../payment/outbox-entries';
import type { Api } from '../payment/trade';
import { askPaymentFirst } from './ask-payment-first';
import { askRefund } from './ask-refund';
import { learnRefund } from './learn-refund';
import type { Ports } from './ports';
import { raiseAlert } from './raise-alert';
import { record } from './record';
import type { RecordedRefund } from './record-refund';

/** WeChat waits five seconds; the road to us and back takes some of them. */
const DEADLINE = 3_500;

/** What WeChat is to be told: it has been dealt with, it is not WeChat's, or it should come again later. */
export type Receipt = 'accepted' | 'untrusted' | 'failed';

export interface Message {
  api: Api;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/**
 * Deals with a notification: everything it means is committed before it is answered, because a function may freeze
 * once it has answered. A failure of any kind, and running out of time, ask WeChat to come again; the repetition finds
 * what was committed.
 */
export async function receiveNotification(ports: Ports, message: Message): Promise<Receipt> {
  const { api } = message;
  try {
    const receipt = await Promise.race([receive(ports, message), ports.pause(DEADLINE)]);
    if (receipt) return receipt;
    ports.log.error('A notification took too long.', { api });
  } catch (error) {
    ports.log.error('A notification could not be dealt with.', { api, error });
  }
  return 'failed';
}

async function receive(ports: Ports, { api, headers, body }: Message): Promise<Receipt> {
  const nowSeconds = Math.floor(ports.clock() / 1000);
  const notification = ports.readNotification(api, { headers, body, nowSeconds });
  switch (notification.kind) {
    case 'untrusted':
      ports.log.rejected('A notification was not proved to come from WeChat.', { api, reason: notification.reason });
      return 'untrusted';
    case 'undecipherable':
    case 'malformed':
      ports.log.error('A genuine notification cannot be read.', { api, reason: notification.reason });
      await raiseAlert(ports, `${notification.kind}:${api}`, `读不懂微信支付的通知：${notification.reason}`);
      return 'failed';
    case 'unhandled':
      await keepInInbox(ports, { _id: notification.id, api, type: notification.type }, true);
      return 'accepted';
    case 'trade': {
      const { trade, id } = notification;
      const money = classifyTradeState(trade.state);
      if (money === 'open' || money === 'closed') {
        await keepInInbox(ports, { _id: id, api, type: trade.state }, false);
        return 'accepted';
      }
      // The order may be one that a restored backup does not have yet, so WeChat is asked to come again.
      return (await record(ports, trade, 'notification')) === 'unknown-order' ? 'failed' : 'accepted';
    }
    case 'refund':
      return receiptOf(await learnRefund(ports, notification.refund, 'notification'));
    case 'refund-hint': {
      const { outTradeNo, outRefundNo } = notification;
      // Asking is all that a hint is good for, and only about an order of ours: anybody may repeat an old one.
      const order = await ports.database.get('orders', outTradeNo);
      if (!order) {
        ports.log.error('A refund was announced of an order that is not ours.', { outTradeNo, outRefundNo });
        return 'failed';
      }
      await askPaymentFirst(ports, { outTradeNo, outRefundNo });
      return receiptOf(await askRefund(ports, order.api, outRefundNo));
    }
  }
}

/** What may fit later, or be known to the whole of WeChat, is asked for again. */
function receiptOf(recorded: RecordedRefund | 'absent'): Receipt {
  return recorded === 'unknown-order' || recorded === 'not-yet' || recorded === 'absent' ? 'failed' : 'accepted';
}

/** Remembers a genuine notification that settles nothing, and tells a person once about each type we do not know. */
async function keepInInbox(ports: Ports, entry: Omit<InboxEntry, 'createdAt'>, alert: boolean): Promise<void> {
  const now = ports.clock();
  const about = `unhandled:${entry.type}`;
  await ports.database.transaction(async (transaction) => {
    if (!(await transaction.get('inbox', entry._id))) await transaction.create('inbox', { ...entry, createdAt: now });
    if (alert && !(await transaction.get('outbox', `alert:${about}`))) {
      await transaction.create('outbox', alertEntry(about, `收到未处理的通知类型：${entry.type}`, now));
    }
  });
}
