declare module 'wechatpay-nodejs-sdk' {
  type Json = Record<string, unknown>;
  class WechatPay {
    constructor(config: { appid: string; mchid: string; publicKey: Buffer; privateKey: Buffer; secretKey: string });
    transactions_native(order: Json): Promise<{ code_url: string }>;
    query(order: { out_trade_no: string }): Promise<Json>;
    close(order: { out_trade_no: string }): Promise<void>;
    request(method: 'GET' | 'POST', target: string, body?: Json): Promise<Json>;
    /** `body` is written as JSON again before it is verified. */
    verifySign(notification: {
      timestamp: unknown;
      nonce: unknown;
      serial: unknown;
      signature: unknown;
      body: unknown;
    }): Promise<boolean>;
    decrypt(resource: { ciphertext: string; associated_data: string; nonce: string }): string;
  }
  export = WechatPay;
}
