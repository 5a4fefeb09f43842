import { Wechatpay } from 'wechatpay-axios-plugin';
import type { TestGateway } from './gateway';

type Options = ConstructorParameters<typeof Wechatpay>[0];

/** A client of WeChat Pay that is not ours, with the merchant's keys, for both versions. */
export function axiosPlugin(gateway: TestGateway, options: Partial<Options> = {}): Wechatpay {
  const { merchant, key } = gateway;
  return new Wechatpay({
    mchid: merchant.mchid,
    serial: merchant.merchantSerial,
    privateKey: key('merchant.key'),
    certs: { [merchant.platformSerial]: key('platform.pem') },
    secret: merchant.apiKey,
    baseURL: gateway.url,
    ...options,
  });
}
