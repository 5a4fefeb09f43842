import { combinedOf } from '../../trade/combined';
import { combineOutTradeNo } from '../combined-fields';
import { combinedView } from '../combined-view';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';

/** 查询合单订单 */
export const queryCombined: Operation = {
  method: 'GET',
  path: '/v3/combine-transactions/out-trade-no/{combine_out_trade_no}',
  title: '查询合单订单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4012557006',
  side: 'combined',
  parameters: { path: { combine_out_trade_no: combineOutTradeNo } },
  errors: [
    ...onEveryPage,
    'INVALID_REQUEST',
    'MCH_NOT_EXISTS',
    'RULE_LIMIT',
    'TRADE_ERROR',
    'ORDER_NOT_EXIST',
    'BANK_ERROR',
  ],
  run({ clock, faults, world }, { merchant, path }) {
    const row = world.combines.byNumber(merchant.mchid, path.combine_out_trade_no as string);
    if (!row) return refusal('ORDER_NOT_EXIST');
    return { ok: true, status: 200, body: combinedView(combinedOf(world, row), clock.now(), faults) };
  },
};
