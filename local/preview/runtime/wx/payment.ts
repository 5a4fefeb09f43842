import type { CashierVerdict, Payment, PaymentAnswer, PaymentParameters } from '../../cashier';
import { openCashier, showRefusal } from '../cashier/open-cashier';
import { ApiFailure, api } from './api';
import type { ApiGroup } from './context';
import { post } from './post';

/**
 * As WeChat's client does it: the parameters are checked by WeChat Pay before the buyer sees anything, and the answer
 * tells what he did, not whether the money moved (pay.weixin.qq.com/doc/v3/merchant/4012791898).
 */
export const payment: ApiGroup = ({ openid }) => ({
  requestPayment: api('requestPayment', async (options: PaymentParameters) => {
    const verdict = (await post('cashier', readParameters(options))) as CashierVerdict;
    if (!verdict.ok) {
      showRefusal(verdict.reason);
      throw new ApiFailure(verdict.errMsg.replace(/^requestPayment:fail /, ''));
    }
    const choice = await openCashier(verdict);
    const asked: Payment = { prepayId: verdict.prepayId, openid, ...choice };
    const { error } = (await post('pay', asked)) as PaymentAnswer;
    if (choice.outcome === 'cancel') throw new ApiFailure('cancel');
    if (error) {
      showRefusal(error.message);
      throw new ApiFailure(error.message);
    }
    if (choice.outcome === 'fail') throw new ApiFailure('支付失败');
  }),
});

/** WeChat's client itself refuses what is missing or no string, before it asks anybody. */
function readParameters({ signType = 'MD5', ...others }: PaymentParameters): PaymentParameters {
  const { timeStamp, nonceStr, package: prepay, paySign } = others;
  const parameters = { timeStamp, nonceStr, package: prepay, signType, paySign };
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string') continue;
    const type = Object.prototype.toString.call(value).slice(8, -1);
    throw new ApiFailure(`parameter error: parameter.${name} should be String instead of ${type};`);
  }
  return parameters;
}
