import { GatewayUnknown } from '../../../cloudfunctions/lib/errors';
import type { Gateway } from '../../../cloudfunctions/lib/operations/ports';
import type { Api } from '../../../cloudfunctions/lib/payment/trade';
import type { EffectKind, Invocation } from './invocation';

const REQUEST: EffectKind = {
  milliseconds: 200,
  silence: 'gatewaySilence',
  // The product's own client gives up after ten seconds.
  patience: 10_000,
  silent: () => new GatewayUnknown('WeChat did not answer in time.'),
  fates: ['undone', 'done', 'later'],
};

/** WeChat Pay as an operation sees it. Each request is an effect of the invocation, and may be answered by silence. */
export function virtualGateway(invocation: Invocation, api: Api): Gateway {
  const { wechat } = invocation.world;
  const ask = <T>(what: string, perform: () => T) => invocation.effect(REQUEST, what, perform);
  return {
    api,
    prepay: (order) => ask(`WeChat prepay ${order.outTradeNo}`, () => wechat.prepay(api, order)),
    paymentParams: (prepayId) => ({
      timeStamp: '1790000000',
      nonceStr: 'nonce',
      package: `prepay_id=${prepayId}`,
      signType: api === 'v2' ? 'HMAC-SHA256' : 'RSA',
      paySign: 'signature',
    }),
    query: (outTradeNo) =>
      ask(`WeChat query ${outTradeNo}`, () => {
        invocation.lastTold = wechat.query(api, outTradeNo);
        return invocation.lastTold;
      }),
    close: (outTradeNo) => ask(`WeChat close ${outTradeNo}`, () => wechat.close(api, outTradeNo)),
    refund: () => notInThisWorld('refund'),
    queryRefund: () => notInThisWorld('queryRefund'),
    // These histories are about hours, and a bill comes the next day.
    downloadBill: (date) => ask(`WeChat bill of ${date}`, () => ({ kind: 'not-yet' as const })),
  };
}

/** Nobody in these histories gives money back; whoever does is a mistake of the history, and must be heard of. */
function notInThisWorld(what: string): never {
  throw new Error(`The simulated WeChat Pay does no ${what}.`);
}
