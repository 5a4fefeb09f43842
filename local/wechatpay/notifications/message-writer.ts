import { corrupted } from '../faults/corrupted';
import type { GatewayParts } from '../gateway-parts';
import type { MessageWriter } from './message';
import { paidMessage } from './paid-message';
import { refundMessage } from './refund-message';

/** Writes about a payment or a refund, whichever a notification is about, with the faults in force. */
export function messageWriter(gateway: GatewayParts): MessageWriter {
  const { faults, world } = gateway;
  return {
    title: ({ id }) => (world.refunds.byNotification(id) ? '退款通知' : '支付通知'),
    write(notification) {
      const refund = world.refunds.byNotification(notification.id);
      const message = refund ? refundMessage(gateway, notification, refund) : paidMessage(gateway, notification);
      if (!message || !faults.take('corruptNotifications')) return message;
      return { ...message, body: corrupted(message.body) };
    },
  };
}
