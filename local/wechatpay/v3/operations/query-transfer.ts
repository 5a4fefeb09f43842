import type { Gateway } from '../../gateway';
import type { Merchant } from '../../keys/merchants';
import { rfc3339 } from '../../trade/beijing-time';
import { lastChangeOf, type Transfer, transferStateOf } from '../../trade/transfer';
import { onEveryPage, refusal } from '../errors';
import type { Operation, Result } from '../operation';
import { sealSensitive } from '../sensitive';
import { outBillNoField } from '../transfer-fields';

/** 商户单号查询转账单 */
export const queryTransfer: Operation = {
  method: 'GET',
  path: '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}',
  title: '商户单号查询转账单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012716437',
  side: 'either',
  parameters: { path: { out_bill_no: outBillNoField } },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'NOT_FOUND'],
  run(gateway, { merchant, path }) {
    return found(gateway, merchant, gateway.world.transfers.byNumber(merchant.mchid, path.out_bill_no as string));
  },
};

/** 微信单号查询转账单 */
export const queryTransferByBillNo: Operation = {
  ...queryTransfer,
  path: '/v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}',
  title: '微信单号查询转账单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012716457',
  parameters: { path: { transfer_bill_no: { label: '微信转账单号', type: 'string', required: true, max: 64 } } },
  run(gateway, { merchant, path }) {
    return found(gateway, merchant, gateway.world.transfers.byTransferBillNo(path.transfer_bill_no as string));
  },
};

function found({ clock, faults }: Gateway, merchant: Merchant, transfer: Transfer | undefined): Result {
  if (transfer?.mchid !== merchant.mchid) return refusal('NOT_FOUND');
  const now = clock.now();
  const state = transferStateOf(transfer, now);
  const body = {
    mch_id: transfer.mchid,
    out_bill_no: transfer.outBillNo,
    transfer_bill_no: transfer.transferBillNo,
    appid: transfer.appid,
    state,
    transfer_amount: transfer.amount + (faults.take('wrongAmount') ? 1 : 0),
    transfer_remark: transfer.remark,
    ...((state === 'FAIL' || state === 'CANCELLED') && { fail_reason: transfer.failReason }),
    openid: transfer.openid,
    ...(transfer.userName !== null && { user_name: sealSensitive(transfer.userName, merchant) }),
    create_time: rfc3339(transfer.createdAt),
    update_time: rfc3339(lastChangeOf(transfer, now)),
  };
  return { ok: true, status: 200, body };
}
