import { applyAbnormalRefund as apply } from '../../trade/apply-abnormal-refund';
import { onEveryPage, refusal } from '../errors';
import type { Operation, Refusal, Request } from '../operation';
import { refundView } from '../refund-view';
import { openSensitive } from '../sensitive';
import { outRefundNoField } from './refund';

/** The banks whose debit cards can receive such a refund, by the beginning of their `bank_type`. */
const banks: Record<string, string> = {
  CMB: '招商银行',
  COMM: '交通银行',
  ABC: '农业银行',
  CCB: '建设银行',
  ICBC: '工商银行',
  BOC: '中国银行',
  PAB: '平安银行',
  SPDB: '浦发银行',
  CITIC: '中信银行',
  CEB: '光大银行',
  CMBC: '民生银行',
  CIB: '兴业银行',
  GDB: '广发银行',
  PSBC: '邮储银行',
  NBCB: '宁波银行',
};

/** 发起异常退款: sends money that could not be returned to a debit card of the buyer, or to the merchant's own account. */
export const applyAbnormalRefund: Operation = {
  method: 'POST',
  path: '/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund',
  title: '发起异常退款',
  source: 'https://pay.weixin.qq.com/docs/merchant/apis/refund/refunds/create-abnormal-refund.html',
  side: 'either',
  parameters: {
    path: { refund_id: { label: '微信支付退款单号', type: 'string', required: true, max: 32 } },
    body: {
      sub_mchid: { label: '子商户号', type: 'string', max: 32 },
      out_refund_no: outRefundNoField,
      type: {
        label: '异常退款处理方式',
        type: 'string',
        required: true,
        pattern: '^(USER_BANK_CARD|MERCHANT_BANK_CARD)$',
      },
      bank_type: {
        label: '开户银行',
        type: 'string',
        max: 16,
        pattern: `^(${Object.keys(banks).join('|')})_DEBIT$`,
      },
      bank_account: { label: '收款银行卡号', type: 'string', max: 1024 },
      real_name: { label: '收款用户姓名', type: 'string', max: 1024 },
    },
  },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'RESOURCE_NOT_EXISTS'],
  run(gateway, request) {
    const { clock, faults, world } = gateway;
    const { path, body, seller } = request;
    const receiver = receiverOf(request);
    if (typeof receiver !== 'string') return receiver;
    const refund = world.refunds.byRefundId(path.refund_id as string);
    const order = refund && world.orders.get(refund.orderId);
    if (!order || refund.seller !== seller || refund.outRefundNo !== body.out_refund_no) {
      return refusal('RESOURCE_NOT_EXISTS', { message: '退款单不存在' });
    }
    const applied = apply(gateway, refund, receiver);
    if (applied.kind === 'not-abnormal') {
      return refusal('INVALID_REQUEST', {
        message: `退款单状态为${applied.state}，只有退款异常的退款单可以发起异常退款`,
      });
    }
    return { ok: true, status: 200, body: refundView(order, applied.refund, clock.now(), faults) };
  },
};

interface Receiver {
  type: 'USER_BANK_CARD' | 'MERCHANT_BANK_CARD';
  bank_type?: string;
  bank_account?: string;
  real_name?: string;
}

/** The account that gets the money, in the words of `user_received_account`. */
function receiverOf(request: Request): string | Refusal {
  const body = request.body as unknown as Receiver;
  if (body.type === 'MERCHANT_BANK_CARD') return '商户结算银行账户';
  const problem = (message: string) => refusal('PARAM_ERROR', { message });
  if (!body.bank_type || !body.bank_account || !body.real_name) {
    return problem('退款至用户银行卡时，bank_type、bank_account、real_name必填');
  }
  const account = openSensitive(request, 'bank_account', body.bank_account);
  if (!account.ok) return account;
  const name = openSensitive(request, 'real_name', body.real_name);
  if (!name.ok) return name;
  if (!/^\d{8,32}$/.test(account.text)) return problem('bank_account解密后不是合法的银行卡号');
  if (name.text === '') return problem('real_name解密后为空');
  return `${banks[body.bank_type.replace('_DEBIT', '')]}借记卡${account.text.slice(-4)}`;
}
