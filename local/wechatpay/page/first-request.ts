import { element } from '../../console/page/element';

/** What an empty log says: how the first request comes here. */
export function firstRequest(): HTMLElement {
  const { origin } = location;
  return element(
    'div',
    'first',
    element('h2', '', '等待第一个请求'),
    element('p', '', '把 SDK 的网关地址换成这里，密钥用密钥目录里的：'),
    element('pre', '', `https://api.mch.weixin.qq.com  →  ${origin}`),
    element('p', '', '或者先发一个没有签名的请求：它会被拒绝，这里会说明缺了什么。'),
    element('pre', '', `curl ${origin}/v3/pay/transactions/jsapi -H 'Content-Type: application/json' -d '{}'`),
  );
}
