import type { Merchant } from '../../payment/merchant';
import type { Notification, NotificationRequest } from '../../payment/notification';
import type { V3Credentials } from '../configuration';
import { decrypt, type EncryptedResource } from './decrypt';
import { readRefund } from './read-refund';
import { readTrade } from './read-trade';
import { verify } from './verify';

const MAX_BYTES = 64 * 1024;

/** What the events that we act on are about; profit sharing, too, says TRANSACTION.SUCCESS. */
const SUBJECTS: ReadonlyMap<string, 'transaction' | 'refund'> = new Map([
  ['TRANSACTION.SUCCESS', 'transaction'],
  ['REFUND.SUCCESS', 'refund'],
  ['REFUND.ABNORMAL', 'refund'],
  ['REFUND.CLOSED', 'refund'],
]);

interface NotificationEvent {
  id: string;
  type: string;
  resource: EncryptedResource;
}

/**
 * 支付成功回调通知 and 退款结果通知 of API v3: verified, then parsed, then decrypted, then trusted.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791902 and https://pay.weixin.qq.com/doc/v3/merchant/4012791906
 */
export function readNotification(
  merchant: Merchant,
  credentials: V3Credentials,
  { headers, body, nowSeconds }: NotificationRequest,
): Notification {
  if (body.length > MAX_BYTES) return { kind: 'untrusted', reason: `报文超过 ${MAX_BYTES} 字节` };
  const problem = verify(headers, body, credentials.verificationKeys, nowSeconds);
  if (problem) return { kind: 'untrusted', reason: problem };

  const event = readEvent(body);
  if (event === undefined) return { kind: 'malformed', reason: '通知不是文档所述的 JSON' };
  const { id, type, resource } = event;
  const subject = SUBJECTS.get(type);
  if (subject === undefined || resource.original_type !== subject) return { kind: 'unhandled', id, type };

  const decrypted = decrypt(resource, credentials.apiV3Key);
  if (decrypted.kind !== 'plain') return decrypted;
  try {
    return subject === 'transaction'
      ? { kind: 'trade', id, trade: readTrade(decrypted.text, merchant, body) }
      : { kind: 'refund', id, refund: readRefund(decrypted.text, body).refund };
  } catch (cause) {
    return { kind: 'malformed', reason: (cause as Error).message };
  }
}

function readEvent(body: Buffer): NotificationEvent | undefined {
  try {
    const { id, event_type: type, resource } = JSON.parse(body.toString()) as Record<string, unknown>;
    if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) return undefined;
    if (typeof type !== 'string' || !/^[\w.]{1,64}$/.test(type)) return undefined;
    if (typeof resource !== 'object' || resource === null) return undefined;
    return { id, type, resource: resource as EncryptedResource };
  } catch {
    return undefined;
  }
}
