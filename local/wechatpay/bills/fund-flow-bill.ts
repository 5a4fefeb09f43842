import { spacedTime } from '../trade/beijing-time';
import { escaped, feeOf, headingLine, valueLine, yuan } from './bill-text';
import type { Movement } from './movements';

const columns =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
const sumColumns = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';

/** One change of a balance; `amount` is fen, negative where the balance shrinks. */
interface Flow {
  at: number;
  /** WeChat's number of what was done, and of the payment that it goes back to. */
  businessId: string;
  transactionId: string;
  business: '交易' | '退款';
  type: string;
  amount: number;
  applicant: string;
  remark: string;
  voucher: string;
}

/**
 * The lines of the fund flow of one seller, who had `balance` fen before. Payments are entered in full and WeChat's fee
 * beside them, where it is a fen or more.
 * https://pay.weixin.qq.com/docs/merchant/products/bill-download/format-fundflow.html
 */
export function* fundFlowBill(movements: Iterable<Movement>, balance: number, feeRate: number): Generator<string> {
  const income = { count: 0, amount: 0 };
  const expense = { count: 0, amount: 0 };
  let left = balance;
  yield headingLine(columns.split(','));
  for (const movement of movements) {
    for (const flow of flowsOf(movement, feeRate)) {
      left += flow.amount;
      const sum = flow.amount < 0 ? expense : income;
      sum.count++;
      sum.amount += Math.abs(flow.amount);
      yield valueLine(cellsOf(flow, left));
    }
  }
  yield headingLine(sumColumns.split(','));
  yield valueLine([
    String(income.count + expense.count),
    String(income.count),
    yuan(income.amount),
    String(expense.count),
    yuan(expense.amount),
  ]);
}

function cellsOf(flow: Flow, left: number): string[] {
  return [
    spacedTime(flow.at),
    flow.businessId,
    flow.transactionId,
    flow.business,
    flow.type,
    flow.amount < 0 ? '支出' : '收入',
    yuan(Math.abs(flow.amount)),
    yuan(left),
    flow.applicant,
    escaped(flow.remark),
    escaped(flow.voucher),
  ];
}

function flowsOf(movement: Movement, feeRate: number): Flow[] {
  const { at, order } = movement;
  const amount = 'refund' in movement ? movement.refund.amount : order.total;
  const fee = feeOf(amount, feeRate);
  const of = (label: string) => `${label}${yuan(amount)}元;含手续费${yuan(fee)}元`;
  const transactionId = order.transactionId as string;
  const ofOrder = { at, transactionId, businessId: transactionId, applicant: 'system', voucher: order.outTradeNo };
  const withFee = (flow: Flow, type: string): Flow[] =>
    fee === 0 ? [flow] : [flow, { ...flow, type, amount: flow.amount < 0 ? fee : -fee }];
  switch (movement.kind) {
    case 'payment': {
      const flow: Flow = { ...ofOrder, business: '交易', type: '交易', amount, remark: of('结算总金额') };
      return withFee(flow, '扣除交易手续费');
    }
    case 'reversal': {
      const flow: Flow = { ...ofOrder, business: '退款', type: '退款', amount: -amount, remark: of('退款总金额') };
      return withFee(flow, '退还交易手续费');
    }
    default: {
      const { refundId, outRefundNo, origin } = movement.refund;
      const ofRefund = { ...ofOrder, businessId: refundId, voucher: outRefundNo, business: '退款' } as const;
      const asked = movement.kind === 'refund';
      const applicant = origin === 'API' ? `${order.mchid}API` : `admin@${order.mchid}`;
      const flow: Flow = asked
        ? { ...ofRefund, type: '退款', amount: -amount, applicant, remark: of('退款总金额') }
        : { ...ofRefund, type: '退款关闭', amount, remark: of('退款总金额') };
      return withFee(flow, asked ? '退还交易手续费' : '扣除交易手续费');
    }
  }
}
