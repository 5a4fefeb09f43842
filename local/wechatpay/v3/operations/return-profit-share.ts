import type { Gateway } from '../../gateway';
import { profitShareLimits } from '../../trade/profit-share';
import { returnProfitShare as giveBack, type ReturnedProfitShare } from '../../trade/return-profit-share';
import { onEveryPage, refusal } from '../errors';
import type { Operation, Refusal, Request, Result } from '../operation';
import { returnFields } from '../profit-share-fields';
import { profitShareReturnView } from '../profit-share-return-view';

/** 请求分账回退: takes back from a merchant what he got by a share. */
export const returnProfitShare: Operation = {
  method: 'POST',
  path: '/v3/profitsharing/return-orders',
  title: '请求分账回退',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012525287',
  side: 'either',
  parameters: { body: returnFields },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'NOT_ENOUGH', 'RESOURCE_NOT_EXISTS'],
  run,
};

interface ReturnBody {
  order_id?: string;
  out_order_no?: string;
  out_return_no: string;
  return_mchid: string;
  amount: number;
  description: string;
}

function run(gateway: Gateway, { seller, body: json }: Request): Result {
  const { profitShares } = gateway.world;
  const body = json as unknown as ReturnBody;
  const { order_id: shareNo, out_order_no: outOrderNo } = body;
  if (shareNo === undefined && outOrderNo === undefined) {
    return refusal('PARAM_ERROR', { message: 'order_id和out_order_no必须二选一' });
  }
  const share =
    shareNo === undefined ? profitShares.byNumber(seller, outOrderNo as string) : profitShares.byShareNo(shareNo);
  if (share?.seller !== seller || (outOrderNo !== undefined && share.outOrderNo !== outOrderNo)) {
    return refusal('RESOURCE_NOT_EXISTS', { message: '原分账单不存在' });
  }
  const returned = giveBack(gateway, share, {
    outReturnNo: body.out_return_no,
    mchid: body.return_mchid,
    amount: body.amount,
    description: body.description,
  });
  if (returned.kind !== 'returned') return refusalOf(returned);
  return { ok: true, status: 200, body: profitShareReturnView(gateway, share, returned.returned) };
}

function refusalOf({ kind }: Exclude<ReturnedProfitShare, { kind: 'returned' }>): Refusal {
  const invalid = (message: string) => refusal('INVALID_REQUEST', { message });
  switch (kind) {
    case 'differs':
      return invalid('商户回退单号已存在，但参数与首次请求时不一致');
    case 'unfinished':
      return invalid('原分账单处理中，请稍后再试');
    case 'too-late':
      return invalid('分账已超过180天，不能回退');
    case 'too-many':
      return invalid(`对同一笔分账单最多能发起${profitShareLimits.returnsPerShare}次分账回退请求`);
    case 'no-receiver':
      return invalid('回退商户号不是原分账单中分账成功的商户');
    case 'exceeds':
      return invalid('剩余可回退的金额不足');
  }
}
