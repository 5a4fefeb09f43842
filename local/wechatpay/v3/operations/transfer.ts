import type { Gateway } from '../../gateway';
import { rfc3339 } from '../../trade/beijing-time';
import { makeTransfer } from '../../trade/make-transfer';
import { type Transfer, transferLimits, transferStateOf } from '../../trade/transfer';
import { onEveryPage, refusal } from '../errors';
import type { Operation, Refusal, Request, Result } from '../operation';
import { openSensitive } from '../sensitive';
import { reportedOfScene, transferFields } from '../transfer-fields';

/** 发起转账: offers money to a user, who has a day to confirm that he takes it. */
export const transfer: Operation = {
  method: 'POST',
  path: '/v3/fund-app/mch-transfer/transfer-bills',
  title: '发起转账',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012716434',
  side: 'either',
  parameters: { body: transferFields },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'NOT_ENOUGH'],
  run,
};

interface TransferBody {
  appid: string;
  out_bill_no: string;
  transfer_scene_id: string;
  openid: string;
  user_name?: string;
  transfer_amount: number;
  transfer_remark: string;
  notify_url?: string;
  transfer_scene_report_infos: { info_type: string }[];
}

function run(gateway: Gateway, request: Request): Result {
  const { merchant } = request;
  const body = request.body as unknown as TransferBody;
  if (!merchant.appids.has(body.appid)) return refusal('INVALID_REQUEST', { message: '商户号和appid没有绑定关系' });
  const problem = sceneProblem(body);
  if (problem) return problem;
  const name = userNameOf(request, body);
  if (name !== null && typeof name !== 'string') return name;
  // The same name encrypted again is another text.
  const { user_name: _, ...parameters } = request.body;
  const made = makeTransfer(gateway, {
    mchid: merchant.mchid,
    appid: body.appid,
    outBillNo: body.out_bill_no,
    openid: body.openid,
    userName: name,
    amount: body.transfer_amount,
    remark: body.transfer_remark,
    notifyUrl: body.notify_url ?? null,
    parameters: { ...parameters, user_name: name },
  });
  if (made.kind === 'differs') {
    return refusal('INVALID_REQUEST', { message: '单号已存在但信息不一致，请查单后比较确认' });
  }
  return { ok: true, status: 200, body: answer(made.transfer, gateway.clock.now()) };
}

function answer(transfer: Transfer, now: number) {
  const state = transferStateOf(transfer, now);
  return {
    out_bill_no: transfer.outBillNo,
    transfer_bill_no: transfer.transferBillNo,
    create_time: rfc3339(transfer.createdAt),
    state,
    ...((state === 'FAIL' || state === 'CANCELLED') && { fail_reason: transfer.failReason }),
    ...(state === 'WAIT_USER_CONFIRM' && { package_info: transfer.packageInfo }),
  };
}

function sceneProblem({ transfer_scene_id, transfer_scene_report_infos: infos }: TransferBody): Refusal | undefined {
  const wanted = Object.hasOwn(reportedOfScene, transfer_scene_id) ? reportedOfScene[transfer_scene_id] : undefined;
  if (!wanted) return refusal('PARAM_ERROR', { message: `转账场景ID${transfer_scene_id}不存在或未开通` });
  const complete =
    infos.length === wanted.length && wanted.every((type) => infos.some((info) => info.info_type === type));
  if (complete) return undefined;
  return refusal('PARAM_ERROR', { message: '未传入完整且对应的转账场景报备信息，请根据接口文档检查' });
}

/** In plain text; null where none was given and none is needed. */
function userNameOf(request: Request, { user_name, transfer_amount: amount }: TransferBody): string | null | Refusal {
  const { from, notBelow } = transferLimits.named;
  if (user_name === undefined) {
    return amount < from ? null : refusal('PARAM_ERROR', { message: '转账金额达到2000元时，收款用户姓名必填' });
  }
  if (amount < notBelow) return refusal('PARAM_ERROR', { message: '转账金额低于0.3元时，不支持传入收款用户姓名' });
  const name = openSensitive(request, 'user_name', user_name);
  return name.ok ? name.text : name;
}
