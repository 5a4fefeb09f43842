import { rfc3339 } from '../../trade/beijing-time';
import { decideTransfer } from '../../trade/decide-transfer';
import { lastChangeOf, transferStateOf } from '../../trade/transfer';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { outBillNoField } from '../transfer-fields';

/** 撤销转账: takes back what the user has not confirmed yet. The answer says that it is being taken back. */
export const cancelTransfer: Operation = {
  method: 'POST',
  path: '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel',
  title: '撤销转账',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012716458',
  side: 'either',
  parameters: { path: { out_bill_no: outBillNoField } },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'NOT_FOUND'],
  run(gateway, { merchant, path }) {
    const { clock, world } = gateway;
    const transfer = world.transfers.byNumber(merchant.mchid, path.out_bill_no as string);
    if (!transfer) return refusal('NOT_FOUND');
    const decided = decideTransfer(gateway, transfer, 'cancel');
    if (decided.kind === 'undecidable') {
      return refusal('INVALID_REQUEST', { message: `转账单状态为${decided.state}，不能撤销` });
    }
    const now = clock.now();
    const body = {
      out_bill_no: transfer.outBillNo,
      transfer_bill_no: transfer.transferBillNo,
      state: transferStateOf(decided.transfer, now),
      update_time: rfc3339(lastChangeOf(decided.transfer, now)),
    };
    return { ok: true, status: 200, body };
  },
};
