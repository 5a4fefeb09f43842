/**
 * Headers as WeChat writes them, `Wechatpay-Nonce` and `Request-ID`: here they bear lower-case names, and there are clients
 * that look for exactly those. Seen in https://github.com/wechatpay-apiv3/wechatpay-java/issues/49
 */
export function writtenHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [writtenName(name), value]));
}

function writtenName(name: string): string {
  return name === 'request-id' ? 'Request-ID' : name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
