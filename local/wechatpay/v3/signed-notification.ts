import type { Gateway } from '../gateway';
import type { Merchant } from '../keys/merchants';
import type { NotificationMessage } from '../notifications/message';
import { rfc3339 } from '../trade/beijing-time';
import type { Notification } from '../world/notifications';
import { seal } from './aead';
import { unevenJson } from './uneven-json';

export interface Event {
  /** `TRANSACTION.SUCCESS` */
  type: string;
  summary: string;
  /** `transaction` */
  originalType: string;
  resource: object;
}

/**
 * A notification of API v3: encrypted with the APIv3 key, signed with one of WeChat's keys. The JSON is spaced unlike
 * any library writes it, because a receiver that verifies a body it parsed and wrote again must notice here, not live;
 * the fault `compactNotifications` lets him get by.
 */
export function signedNotification(
  { clock, faults, signer }: Pick<Gateway, 'clock' | 'faults' | 'signer'>,
  event: Event,
  merchant: Merchant,
  { eventId, createdAt }: Notification,
): NotificationMessage {
  const sealed = seal(JSON.stringify(event.resource), event.originalType, merchant.apiV3Key);
  const written = faults.take('compactNotifications') ? JSON.stringify : unevenJson;
  const body = written({
    id: eventId,
    create_time: rfc3339(createdAt),
    resource_type: 'encrypt-resource',
    event_type: event.type,
    summary: event.summary,
    resource: { original_type: event.originalType, ...sealed },
  });
  const probe = faults.take('signTestNotifications');
  const key = signer.forNotification();
  const hint = signer.hintFor(key);
  const { headers, text, signature } = signer.sign(body, key, clock.realNow(), probe);
  return {
    headers: { 'content-type': 'application/json', accept: '*/*', ...headers },
    signature,
    body,
    signed: text,
    ...(hint !== undefined && { hint }),
    accepts: ({ status }) => status === 200 || status === 204,
  };
}
