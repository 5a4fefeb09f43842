import type { Notification, NotificationRequest } from '../payment/notification';
import type { Api } from '../payment/trade';
import type { WechatpayConfiguration } from './configuration';
import { readNotification as readNotificationV2 } from './v2/read-notification';
import { readNotification as readNotificationV3 } from './v3/read-notification';

/**
 * What WeChat says in a notification. The protocol version is that of the address the message came to; a message of the
 * other version is as untrusted there as any other text. Nothing is asked of the network.
 */
export function readNotification(
  configuration: WechatpayConfiguration,
  api: Api,
  request: NotificationRequest,
): Notification {
  const { merchant, v2, v3 } = configuration;
  if (api === 'v2' && v2) return readNotificationV2(merchant, v2, request);
  if (api === 'v3' && v3) return readNotificationV3(merchant, v3, request);
  return { kind: 'untrusted', reason: `没有配置 API${api} 的密钥，无法验签` };
}
