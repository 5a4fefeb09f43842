import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import { rfc3339 } from '../trade/beijing-time';
import type { Order } from '../trade/order';
import type { Notification } from '../world/notifications';
import { seal } from './aead';
import { transactionOf } from './transaction';
import { unevenJson } from './uneven-json';

/**
 * 支付成功回调通知: encrypted with the APIv3 key, signed with one of WeChat's keys. The JSON is spaced unlike any
 * library writes it, because a receiver that verifies a body it parsed and wrote again must notice here, not live.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012791902
 */
export function paidNotificationV3(
  { clock, faults, signer }: Pick<Gateway, 'clock' | 'faults' | 'signer'>,
  order: Order,
  merchant: Merchant,
  { eventId, createdAt }: Notification,
): NotificationMessage {
  const plaintext = JSON.stringify(transactionOf(order, clock.now(), faults));
  const body = unevenJson({
    id: eventId,
    create_time: rfc3339(createdAt),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: { original_type: 'transaction', ...seal(plaintext, 'transaction', merchant.apiV3Key) },
  });
  const probe = faults.take('signTestNotifications');
  const { headers, text } = signer.sign(body, signer.usual(), clock.realNow(), probe);
  return {
    title: '支付通知',
    headers: { 'content-type': 'application/json', accept: '*/*', ...headers },
    body,
    signed: text,
    accepts: ({ status }) => status === 200 || status === 204,
  };
}
