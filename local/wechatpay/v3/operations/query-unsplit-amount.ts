import { unsplit } from '../../trade/unsplit';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { transactionIdField } from '../profit-share-fields';

/** 查询剩余待分金额: the transaction alone is named, whoever of the provider's sub-merchants sold. */
export const queryUnsplitAmount: Operation = {
  method: 'GET',
  path: '/v3/profitsharing/transactions/{transaction_id}/amounts',
  title: '查询剩余待分金额',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012457939',
  side: 'either',
  parameters: { path: { transaction_id: transactionIdField } },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'RESOURCE_NOT_EXISTS'],
  run(gateway, { merchant, path }) {
    const order = gateway.world.orders.byTransactionId(path.transaction_id as string);
    if (order?.mchid !== merchant.mchid) return refusal('RESOURCE_NOT_EXISTS', { message: '记录不存在' });
    const body = { transaction_id: order.transactionId, unsplit_amount: unsplit(gateway, order) };
    return { ok: true, status: 200, body };
  },
};
