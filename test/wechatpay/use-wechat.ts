import { afterAll, beforeAll } from '@jest/globals';
import type { WechatpayConfiguration } from '../../cloudfunctions/lib/wechatpay/configuration';
import { createGateway } from '../../cloudfunctions/lib/wechatpay/create-gateway';
import { own } from './asked';
import { type ScriptedServer, startScriptedServer } from './scripted-server';
import { NOW_SECONDS, v2Credentials, v3Credentials, v3Headers } from './wechat';

type Changes = Partial<WechatpayConfiguration>;

/** By how many seconds our clock was said to be ahead of WeChat's, answer by answer. */
export const clockSkews: number[] = [];

const surroundings = {
  clock: () => NOW_SECONDS * 1000,
  nonce: () => 'N0NCE',
  timeoutMs: 2000,
  noteClockSkew: (seconds: number) => void clockSkews.push(seconds),
};
const notifyUrl = 'https://shop.example/trade';

/** A server that plays WeChat for all the tests of a file, and our gateways, which ask it. */
export function useWechat() {
  const server = {} as ScriptedServer;
  beforeAll(async () => {
    Object.assign(server, await startScriptedServer());
  });
  afterAll(() => server.close?.());
  return {
    server,
    gatewayV2: (changes: Changes = {}) =>
      createGateway(
        {
          ...{ api: 'v2', merchant: own, baseUrl: server.url, tlsBaseUrl: server.url, notifyUrl },
          v2: v2Credentials('HMAC-SHA256'),
          ...changes,
        },
        'v2',
        surroundings,
      ),
    /** It has no use for a certificate, so nobody listens where one would be asked for. */
    gatewayV3: (changes: Changes = {}) =>
      createGateway(
        {
          ...{ api: 'v3', merchant: own, baseUrl: server.url, tlsBaseUrl: 'https://127.0.0.1:1', notifyUrl },
          v3: v3Credentials,
          ...changes,
        },
        'v3',
        surroundings,
      ),
  };
}

/** An answer signed as WeChat signs it in API v3. */
export function signedV3(status: number, content?: unknown) {
  const body = content === undefined ? '' : JSON.stringify(content);
  return { status, headers: v3Headers(body), body };
}
