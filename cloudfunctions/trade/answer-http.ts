import type { HttpRequest, HttpResponse } from '../lib/cloudbase/read-http-request';
import type { Ports } from '../lib/operations/ports';
import { type Receipt, receiveNotification } from '../lib/operations/receive-notification';
import type { Api } from '../lib/payment/trade';

interface Route {
  api: Api;
  contentTypes: readonly string[];
  answers: Record<Receipt, HttpResponse>;
}

const XML: Omit<Route, 'api'> = {
  contentTypes: ['text/xml', 'application/xml'],
  answers: { accepted: xml('SUCCESS', 'OK'), untrusted: xml('FAIL', 'SIGN'), failed: xml('FAIL', 'FAIL') },
};

/**
 * WeChat counts any 2xx of ours as success in API v3, whatever the body says, so a failure must be none
 * (pay.weixin.qq.com/doc/v3/merchant/4012791861); in API v2 only the body counts
 * (pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_7).
 */
const ROUTES: Record<string, Route> = {
  '/notify/v3': {
    api: 'v3',
    contentTypes: ['application/json'],
    answers: {
      accepted: { statusCode: 204, headers: {}, body: '', isBase64Encoded: false },
      untrusted: json(401, 'SIGN'),
      failed: json(500, 'FAIL'),
    },
  },
  '/notify/v2/paid': { api: 'v2', ...XML },
  '/notify/v2/refunded': { api: 'v2', ...XML },
};

/** Answers WeChat's notifications, and refuses the rest of the internet as cheaply as it can. */
export async function answerHttp(request: HttpRequest, ports: Ports): Promise<HttpResponse> {
  const { method, path, headers, body } = request;
  // HTTP access may or may not strip the path that it is reached by.
  const route = Object.entries(ROUTES).find(([known]) => path === known || path === `/trade${known}`)?.[1];
  if (!route) return rejected(404, 'NOT_FOUND');
  if (method !== 'POST') return rejected(405, 'METHOD_NOT_ALLOWED', { allow: 'POST' });
  if (!body) return rejected(413, 'TOO_LARGE');
  const [contentType = ''] = [headers['content-type'] ?? ''].flat();
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!route.contentTypes.includes(mediaType)) return rejected(415, 'UNSUPPORTED_MEDIA_TYPE');
  return route.answers[await receiveNotification(ports, { api: route.api, headers, body })];

  function rejected(statusCode: number, message: string, more: Record<string, string> = {}): HttpResponse {
    ports.log.rejected('An HTTP request was refused.', { statusCode, method, path });
    const response = json(statusCode, message);
    return { ...response, headers: { ...response.headers, ...more } };
  }
}

function json(statusCode: number, message: string): HttpResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ code: 'FAIL', message }),
    isBase64Encoded: false,
  };
}

function xml(code: 'SUCCESS' | 'FAIL', message: string): HttpResponse {
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<xml><return_code><![CDATA[${code}]]></return_code><return_msg><![CDATA[${message}]]></return_msg></xml>`,
    isBase64Encoded: false,
  };
}
