import type { Credential, Credentials } from '../trade/credential';

/** One way to pay: API v3 has a path for each, alone and combined. */
export interface Product {
  /** The last segment of its paths. */
  name: 'jsapi' | 'app' | 'h5' | 'native';
  title: string;
  tradeType: 'JSAPI' | 'APP' | 'MWEB' | 'NATIVE';
  pays: Credential;
  /** What ordering answers. */
  answer(credentials: Credentials): object;
  /** The pages it follows: the merchant's, the service provider's, and the one of combined orders. */
  sources: { merchant: string; partner: string; combined: string };
}

const docs = 'https://pay.weixin.qq.com/docs';
const combined = (name: string) => `${docs}/merchant/apis/combine-payment/orders/${name}-prepay.html`;

export const products: readonly Product[] = [
  {
    name: 'jsapi',
    title: 'JSAPI/小程序下单',
    tradeType: 'JSAPI',
    pays: 'prepayId',
    answer: ({ prepayId }) => ({ prepay_id: prepayId }),
    sources: {
      merchant: 'https://pay.weixin.qq.com/doc/v3/merchant/4012791897',
      partner: 'https://pay.weixin.qq.com/doc/v3/partner/4012759974',
      combined: combined('jsapi'),
    },
  },
  {
    name: 'app',
    title: 'APP下单',
    tradeType: 'APP',
    pays: 'prepayId',
    answer: ({ prepayId }) => ({ prepay_id: prepayId }),
    sources: {
      merchant: `${docs}/merchant/apis/in-app-payment/direct-jsons/app-prepay.html`,
      partner: `${docs}/partner/apis/partner-in-app-payment/partner-jsons/partner-app-prepay.html`,
      combined: combined('app'),
    },
  },
  {
    name: 'h5',
    title: 'H5下单',
    tradeType: 'MWEB',
    pays: 'webUrl',
    answer: ({ webUrl }) => ({ h5_url: webUrl }),
    sources: {
      merchant: `${docs}/merchant/apis/h5-payment/direct-jsons/h5-prepay.html`,
      partner: `${docs}/partner/apis/partner-h5-payment/partner-jsons/partner-h5-prepay.html`,
      combined: combined('h5'),
    },
  },
  {
    name: 'native',
    title: 'Native下单',
    tradeType: 'NATIVE',
    pays: 'codeUrl',
    answer: ({ codeUrl }) => ({ code_url: codeUrl }),
    sources: {
      merchant: `${docs}/merchant/apis/native-payment/direct-jsons/native-prepay.html`,
      partner: `${docs}/partner/apis/partner-native-payment/partner-jsons/partner-native-prepay.html`,
      combined: combined('native'),
    },
  },
];
