import type { CashierVerdict, Payment, PaymentParameters } from '../../cashier';
import { openCashier, showRefusal } from '../cashier/open-cashier';
import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';
import { post } from './post';

const required = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;

/**
 * As WeChat's client does it: the parameters are checked by WeChat Pay before the buyer sees anything, and the answer
 * tells what he did, not whether the money moved (pay.weixin.qq.com/doc/v3/merchant/4012791898).
 */
export const payment: ApiGroup = ({ openid }) => ({
  requestPayment: api('requestPayment', async (options: PaymentParameters) => {
    for (const name of required) {
      const given = options[name];
      if (given === undefined && name === 'signType') continue;
      if (given === undefined)
        throw new ApiFailure(`parameter error: parameter.${name} should be String instead of Undefined;`);
      if (typeof given !== 'string')
        throw new ApiFailure(`parameter error: parameter.${name} should be String instead of ${typeName(given)};`);
    }
    const { timeStamp, nonceStr, package: prepay, signType = 'MD5', paySign } = options;
    const verdict = (await post('cashier', {
      timeStamp,
      nonceStr,
      package: prepay,
      signType,
      paySign,
      openid,
    })) as CashierVerdict;
    if (!verdict.ok) {
      showRefusal(verdict.reason);
      throw new ApiFailure(verdict.errMsg ?? verdict.reason);
    }
    const choice = await openCashier(verdict);
    const { outcome } = choice;
    const body: Payment = { prepayId: verdict.prepayId, openid, ...choice };
    await post('pay', body);
    if (outcome === 'cancel') throw new ApiFailure('cancel');
    if (outcome === 'fail') throw new ApiFailure('支付失败');
  }),
});

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
