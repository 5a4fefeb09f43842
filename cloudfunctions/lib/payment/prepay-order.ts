import type { Fen } from './fen';

/** What WeChat is asked to take money for. */
export interface PrepayOrder {
  outTradeNo: string;
  description: string;
  total: Fen;
  openid: string;
  /** The buyer's address as the platform saw it. */
  clientIp: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  expireAt: number;
}
