import { corrupted } from '../faults/corrupted';
import type { GatewayParts } from '../gateway-parts';
import type { Notification, NotificationKind } from '../world/notifications';
import { combinedMessage } from './combined-message';
import type { MessageWriter, NotificationMessage } from './message';
import { paidMessage } from './paid-message';
import { refundMessage } from './refund-message';

interface Kind {
  /** In WeChat's words. */
  title: string;
  /** Undefined where nothing is to arrive. */
  write(gateway: GatewayParts, notification: Notification): NotificationMessage | undefined;
}

const kinds: Record<NotificationKind, Kind> = {
  paid: { title: '支付通知', write: paidMessage },
  combined: { title: '合单支付通知', write: combinedMessage },
  refunded: { title: '退款通知', write: refundMessage },
};

/** Writes about whatever a notification is about, with the faults in force. */
export function messageWriter(gateway: GatewayParts): MessageWriter {
  const { faults } = gateway;
  return {
    title: ({ kind }) => kinds[kind].title,
    write(notification) {
      const message = kinds[notification.kind].write(gateway, notification);
      if (!message || !faults.take('corruptNotifications')) return message;
      return { ...message, body: corrupted(message.body) };
    },
  };
}
