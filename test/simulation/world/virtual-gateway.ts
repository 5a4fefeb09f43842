import { GatewayUnknown } from '../../../cloudfunctions/lib/errors';
import type { Gateway } from '../../../cloudfunctions/lib/operations/ports';
import type { Api } from '../../../cloudfunctions/lib/payment/trade';
import type { EffectKind, Invocation } from './invocation';

const REQUEST: EffectKind = {
  milliseconds: 150,
  back: 150,
  silence: 'gatewaySilence',
  // The product's own client gives up after ten seconds.
  patience: 10_000,
  silent: () => new GatewayUnknown('WeChat did not answer in time.'),
  fates: ['undone', 'done', 'later'],
};

/** What was sent may wait somewhere in WeChat for minutes, and be done while nobody thinks of it any more. */
const REFUND: EffectKind = {
  ...REQUEST,
  silence: 'refundSilence',
  fates: ['undone', 'done', 'later', 'later', 'later'],
  lateBy: 480_000,
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
    refund: (order) => {
      // Asked is asked, even if WeChat hears of it later than it should.
      const perform = () => {
        invocation.world.inspect('refund', { by: invocation, refund: order });
        return wechat.refunds.ask(api, order);
      };
      return invocation.effect(REFUND, `WeChat refund ${order.amount} by ${order.outRefundNo}`, perform);
    },
    queryRefund: (outRefundNo) =>
      ask(`WeChat query refund ${outRefundNo}`, () => wechat.refunds.query(api, outRefundNo)),
    // These histories are about hours, and a bill comes the next day.
    downloadBill: (date) => ask(`WeChat bill of ${date}`, () => ({ kind: 'not-yet' as const })),
  };
}
