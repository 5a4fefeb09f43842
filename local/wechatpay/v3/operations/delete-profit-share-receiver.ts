import type { ReceiverType } from '../../trade/profit-share';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { appidProblem, receiverFields } from '../profit-share-fields';

/** 删除分账接收方: with whom the seller may no longer share. */
export const deleteProfitShareReceiver: Operation = {
  method: 'POST',
  path: '/v3/profitsharing/receivers/delete',
  title: '删除分账接收方',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012529590',
  side: 'either',
  parameters: { body: receiverFields },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH'],
  run({ world }, request) {
    const { sub_mchid, type, account } = request.body as { sub_mchid?: string; type: ReceiverType; account: string };
    const appid = appidProblem(request, [{ type }]);
    if (appid) return appid;
    if (!world.profitShareReceivers.remove({ seller: request.seller, type, account })) {
      return refusal('INVALID_REQUEST', { message: '分账接收方关系不存在' });
    }
    return { ok: true, status: 200, body: { ...(sub_mchid !== undefined && { sub_mchid }), type, account } };
  },
};
