declare module 'tenpay' {
  type Fields = Record<string, string | number>;
  export default class Tenpay {
    constructor(config: { appid: string; mchid: string; partnerKey: string; notify_url: string });
    /** Where each API is; the package has WeChat's addresses only. */
    urls: Record<string, string>;
    getPayParams(order: Fields): Promise<Record<string, string>>;
    orderQuery(order: Fields): Promise<Record<string, string>>;
    closeOrder(order: Fields): Promise<Record<string, string>>;
  }
}
