import type { Gateway } from '../../gateway';
import type { Order } from '../../trade/order';
import { profitShareLimits } from '../../trade/profit-share';
import { type Part, type SharedProfit, shareProfit as share } from '../../trade/share-profit';
import { onEveryPage, refusal } from '../errors';
import type { Operation, Refusal, Request, Result } from '../operation';
import { appidProblem, shareFields } from '../profit-share-fields';
import { profitShareView } from '../profit-share-view';
import { openSensitive } from '../sensitive';

/** 请求分账: gives parts of a payment to others. */
export const shareProfit: Operation = {
  method: 'POST',
  path: '/v3/profitsharing/orders',
  title: '请求分账',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012524936',
  side: 'either',
  parameters: { body: shareFields },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'NOT_ENOUGH', 'RULE_LIMIT'],
  run,
};

interface ShareBody {
  transaction_id: string;
  out_order_no: string;
  receivers?: (Part & { name?: string })[];
  unfreeze_unsplit: boolean;
}

function run(gateway: Gateway, request: Request): Result {
  const body = request.body as unknown as ShareBody;
  const { receivers = [], unfreeze_unsplit: unfreezes } = body;
  const problem = appidProblem(request, receivers) ?? receiversProblem(gateway, request, body);
  if (problem) return problem;
  const order = sharedOrder(gateway, request);
  if (!order) return profitShareRefusal({ kind: 'not-for-sharing' });
  // The same name encrypted again is another text.
  const parts = receivers.map(({ name: _, ...part }) => part);
  const shared = share(gateway, {
    order,
    outOrderNo: body.out_order_no,
    parts,
    unfreeze: unfreezes ? '解冻给分账方' : null,
    parameters: { transaction_id: body.transaction_id, receivers: parts, unfreeze_unsplit: unfreezes },
  });
  if (shared.kind !== 'accepted') return profitShareRefusal(shared);
  return { ok: true, status: 200, body: profitShareView(gateway, order, shared.share) };
}

/** The order that a request shares, if it is the seller's. */
export function sharedOrder({ world }: Gateway, { seller, body }: Pick<Request, 'seller' | 'body'>): Order | undefined {
  const order = world.orders.byTransactionId(body.transaction_id as string);
  return order?.seller === seller ? order : undefined;
}

function receiversProblem(
  { world }: Gateway,
  request: Request,
  { receivers = [], unfreeze_unsplit: unfreezes }: ShareBody,
): Refusal | undefined {
  const problem = (message: string) => refusal('PARAM_ERROR', { message });
  if (receivers.length === 0 && !unfreezes) return problem('分账接收方列表为空');
  if (new Set(receivers.map(({ type, account }) => `${type} ${account}`)).size < receivers.length) {
    return problem('分账接收方列表中有重复的接收方');
  }
  for (const { account, name } of receivers) {
    const opened = name === undefined ? undefined : openSensitive(request, 'name', name);
    if (opened && !opened.ok) return opened;
    if (opened && !world.payees.mayBeCalled(account, opened.text)) {
      return refusal('INVALID_REQUEST', { message: '微信用户姓名与实名不一致' });
    }
  }
  return undefined;
}

export function profitShareRefusal(shared: Exclude<SharedProfit, { kind: 'accepted' }>): Refusal {
  const invalid = (message: string) => refusal('INVALID_REQUEST', { message });
  switch (shared.kind) {
    case 'differs':
      return refusal('PARAM_ERROR', { message: '分账接收方与原请求不一致' });
    case 'not-for-sharing':
      return invalid('非分账订单不支持分账');
    case 'too-early':
      return invalid('订单处理中，暂时无法分账，请稍后再试');
    case 'too-many':
      return invalid(`对同一笔订单最多能发起${profitShareLimits.perOrder}次分账请求`);
    case 'no-relation':
      return invalid('分账接收方关系不存在，请检查参数中每个接收方的关系');
    case 'above-ratio':
      return refusal('RULE_LIMIT', { message: '分账金额超出最大分账比例' });
    case 'not-enough':
      return refusal('NOT_ENOUGH', { message: '分账金额不足' });
  }
}
