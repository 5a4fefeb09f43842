/** The text that the `Authorization` of a request is made over. The path carries the query as it is sent. */
export function requestToSign(method: string, path: string, timestamp: string, nonce: string, body: string): string {
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`;
}

/**
 * What WeChat signs of an answer or a notification: over the bytes that came, because JSON that was parsed and written
 * again is another text.
 */
export function messageToVerify(timestamp: string, nonce: string, body: Buffer): Buffer {
  const head = Buffer.from(`${timestamp}\n${nonce}\n`);
  const message = Buffer.allocUnsafe(head.length + body.length + 1);
  head.copy(message);
  body.copy(message, head.length);
  message[message.length - 1] = 0x0a;
  return message;
}

/** The text that `paySign` of wx.requestPayment is made over. */
export function paymentToSign(appid: string, timeStamp: string, nonceStr: string, packageValue: string): string {
  return `${appid}\n${timeStamp}\n${nonceStr}\n${packageValue}\n`;
}
