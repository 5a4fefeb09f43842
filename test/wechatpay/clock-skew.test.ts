import { beforeEach, describe, expect, test } from '@jest/globals';
import { clockSkews, useWechat } from './use-wechat';
import { NOW_SECONDS, OUT_TRADE_NO } from './wechat';

const { server, gatewayV2, gatewayV3 } = useWechat();
beforeEach(() => {
  clockSkews.length = 0;
});

describe.each([
  ['v2', gatewayV2],
  ['v3', gatewayV3],
])('[T20] an answer to API %s', (_api, gateway) => {
  test.each([
    ['of the same second', 0, 0],
    ['from an hour ago by WeChat’s clock', -3_600, 3_600],
    ['from two minutes ahead of ours', 120, -120],
  ])('%s tells how far our clock is off, whoever answers', async (_when, ahead, skew) => {
    const date = new Date((NOW_SECONDS + ahead) * 1000).toUTCString();
    server.script(() => ({ status: 502, headers: { date }, body: '<html></html>' }));
    await expect(gateway().query(OUT_TRADE_NO)).rejects.toThrow();
    expect(clockSkews).toEqual([skew]);
  });

  test('with no date, or none that can be read, tells nothing', async () => {
    server.script((_request, response) => {
      response.sendDate = false;
      return { status: 502, headers: { date: 'yesterday' }, body: '' };
    });
    await expect(gateway().query(OUT_TRADE_NO)).rejects.toThrow();
    expect(clockSkews).toEqual([]);
  });
});
