import { corrupted } from '../faults/corrupted';
import type { GatewayParts } from '../gateway-parts';
import type { Notification, NotificationKind } from '../world/notifications';
import { cadence, transferCadence } from './cadence';
import { combinedMessage } from './combined-message';
import type { MessageWriter, NotificationMessage } from './message';
import { paidMessage } from './paid-message';
import { profitShareMessage, profitShareReturnMessage } from './profit-share-message';
import { refundMessage } from './refund-message';
import { transferMessage } from './transfer-message';

interface Kind {
  /** In WeChat's words. */
  title: string;
  /** Where its page has another than that of payments. */
  cadence?: readonly number[];
  /** Undefined where nothing is to arrive. */
  write(gateway: GatewayParts, notification: Notification): NotificationMessage | undefined;
}

const kinds: Record<NotificationKind, Kind> = {
  paid: { title: '支付通知', write: paidMessage },
  combined: { title: '合单支付通知', write: combinedMessage },
  refunded: { title: '退款通知', write: refundMessage },
  transfer: { title: '商家转账通知', cadence: transferCadence, write: transferMessage },
  profitShare: { title: '分账动账通知', write: profitShareMessage },
  profitShareReturn: { title: '分账回退动账通知', write: profitShareReturnMessage },
};

/** Writes about whatever a notification is about, with the faults in force. */
export function messageWriter(gateway: GatewayParts): MessageWriter {
  const { faults } = gateway;
  return {
    title: ({ kind }) => kinds[kind].title,
    cadence: ({ kind }) => kinds[kind].cadence ?? cadence,
    write(notification) {
      const message = kinds[notification.kind].write(gateway, notification);
      if (!message || !faults.take('corruptNotifications')) return message;
      return { ...message, body: corrupted(message.body) };
    },
  };
}
