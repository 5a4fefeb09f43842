import type { Json, TestGateway } from './gateway';

/** An appid that the first merchant shares with another, whose orders he combines with his own. */
export const appid = 'wxcombined00000001';
export const other = {
  mchid: '1900000200',
  appids: [appid],
  apiKey: 'ANOTHER0123456789ANOTHER01234567',
  apiV3Key: 'another0123456789another01234567',
};
export const sub = { mchid: '1900000109', appids: ['wxsub0000000000001'] };
export const merchantFile = { others: { appids: [appid], merchants: [other], subMerchants: [sub] } };

export type Name = 'jsapi' | 'app' | 'h5' | 'native';
export type SubOrder = Json & { out_trade_no: string };
export type Combination = Json & { sub_orders: SubOrder[] };

const path = '/v3/combine-transactions';

/** What a merchant does with combined orders. */
export function combining(gateway: TestGateway, notifyUrl: string) {
  const subOrder = (change: Json = {}): SubOrder => ({
    mchid: gateway.merchant.mchid,
    attach: '店 1',
    amount: { total_amount: 100, currency: 'CNY' },
    out_trade_no: gateway.newNumber(),
    description: '苹果',
    ...change,
  });
  const scene = { payer_client_ip: '203.0.113.7', device_id: 'POS1:1' };
  const byNumber = (body: Json) => `${path}/out-trade-no/${body.combine_out_trade_no}`;
  const query = async (body: Json) => (await gateway.v3('GET', byNumber(body))).body;
  return {
    subOrder,
    /** 100 fen of the first merchant's and 23 of the other's. */
    combination: (name: Name = 'jsapi', change: Json = {}): Combination => ({
      combine_appid: appid,
      combine_mchid: gateway.merchant.mchid,
      combine_out_trade_no: `C${gateway.newNumber()}`,
      notify_url: notifyUrl,
      sub_orders: [subOrder(), subOrder({ mchid: other.mchid, amount: { total_amount: 23, currency: 'CNY' } })],
      ...(name === 'jsapi' && { combine_payer_info: { openid: 'oBuyer' } }),
      ...(name === 'h5' && { scene_info: { ...scene, h5_info: { type: 'Wap' } } }),
      ...change,
    }),
    post: (name: Name, body: Json) => gateway.v3('POST', `${path}/${name}`, body),
    query,
    stateOf: async (body: Json) => ((await query(body)).sub_orders as Json[]).map(({ trade_state }) => trade_state),
    close: (body: Combination, change: Json = {}) =>
      gateway.v3('POST', `${byNumber(body)}/close`, {
        combine_appid: appid,
        sub_orders: body.sub_orders.map(({ mchid, out_trade_no }) => ({ mchid, out_trade_no })),
        ...change,
      }),
    pay: (body: Json, change: Json = {}) =>
      gateway.control('pay', { outTradeNo: body.combine_out_trade_no, ...change }),
  };
}
