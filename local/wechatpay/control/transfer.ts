import { decideTransfer } from '../trade/decide-transfer';
import { badRequest, type Control, refused, unknownKey } from './control';
import { transferView } from './handed-out-views';

const keys = ['outBillNo', 'outcome', 'mchid'] as const;

/**
 * Is the user who is offered money: confirms that he takes it (`outcome: 'confirm'`, unless given), or tries and cannot be
 * paid (`fail`). Half a minute of virtual time later it has ended.
 */
export const transfer: Control = (gateway, { body }) => {
  const unknown = unknownKey(body, keys);
  if (unknown) return unknown;
  const wrong = keys.find((key) => body[key] !== undefined && typeof body[key] !== 'string');
  if (wrong) return badRequest(`${wrong} 应为字符串`);
  const { outBillNo, outcome = 'confirm', mchid } = body as Partial<Record<(typeof keys)[number], string>>;
  if (outBillNo === undefined) return badRequest('缺少 outBillNo');
  if (outcome !== 'confirm' && outcome !== 'fail') return badRequest('outcome 应为 confirm 或 fail');
  const { transfers } = gateway.world;
  const found = mchid === undefined ? transfers.withNumber(outBillNo) : transfers.byNumber(mchid, outBillNo);
  if (!found) return refused(404, 'TRANSFER_NOT_EXIST', `微信支付没有单号为 ${outBillNo} 的转账`);
  const decided = decideTransfer(gateway, found, outcome);
  if (decided.kind === 'undecidable') {
    return refused(409, decided.state, `转账单状态为 ${decided.state}，用户不能确认收款`);
  }
  return { body: { transfer: transferView(gateway, decided.transfer) } };
};
