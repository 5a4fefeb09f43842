import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';
import { outOrderNoField, outReturnNoField, subMchidField } from '../profit-share-fields';
import { profitShareReturnView } from '../profit-share-return-view';

/** 查询分账回退结果 */
export const queryProfitShareReturn: Operation = {
  method: 'GET',
  path: '/v3/profitsharing/return-orders/{out_return_no}',
  title: '查询分账回退结果',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012526279',
  side: 'either',
  parameters: {
    path: { out_return_no: outReturnNoField },
    query: { sub_mchid: subMchidField, out_order_no: outOrderNoField },
  },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH', 'RESOURCE_NOT_EXISTS'],
  run(gateway, { seller, path, query }) {
    const { profitShareReturns, profitShares } = gateway.world;
    const returned = profitShareReturns.byNumber(seller, path.out_return_no as string);
    const share = returned && profitShares.get(returned.shareId);
    if (!share || share.outOrderNo !== query.out_order_no) {
      return refusal('RESOURCE_NOT_EXISTS', { message: '记录不存在' });
    }
    return { ok: true, status: 200, body: profitShareReturnView(gateway, share, returned) };
  },
};
