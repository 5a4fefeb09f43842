declare module 'tenpay' {
  type Fields = Record<string, string | number>;
  type Answer = Record<string, string>;
  interface Request {
    body: string;
    /** What the middleware has verified; of a refund, with `req_info` decrypted. */
    weixin?: Answer & { req_info: Answer };
  }
  interface Response {
    header(name: string, value: string): void;
    send(body: string): unknown;
    /** Set by the middleware: says OK, or what is wrong. */
    reply?(message?: string): void;
  }
  export default class Tenpay {
    constructor(config: {
      appid: string;
      mchid: string;
      partnerKey: string;
      pfx: Buffer;
      notify_url: string;
      refund_url: string;
    });
    /** Where each API is; the package has WeChat's addresses only. */
    urls: Record<string, string>;
    getPayParams(order: Fields): Promise<Answer>;
    orderQuery(order: Fields): Promise<Answer>;
    closeOrder(order: Fields): Promise<Answer>;
    refund(refund: Fields): Promise<Answer>;
    refundQuery(refund: Fields): Promise<Answer>;
    downloadBill(asked: Fields, format: true): Promise<{ list_title: string[]; list_data: string[][] }>;
    middlewareForExpress(
      kind: 'pay' | 'refund',
    ): (request: Request, response: Response, next: () => void) => Promise<void>;
  }
}

declare module 'urllib' {
  /** The agent of every https request that brings none of its own. */
  export const httpsAgent: import('node:https').Agent;
}
