import { base32 } from './base32';

/**
 * What a refund's number is made from: the order, who asks, and the key of the request. The same request always has the
 * same number, so that asking again after silence is not refunding again. No part may contain the separator.
 */
export function refundKey(outTradeNo: string, actor: string, requestId: string): string {
  return `${outTradeNo}|${actor}|${requestId}`;
}

/** @param digest SHA-256 of `refundKey`; its first 200 bits become 41 of the 64 characters that WeChat allows */
export function makeOutRefundNo(digest: Uint8Array): string {
  return `R${base32(digest, 40)}`;
}
