import type { BackofficeRequest, FindingStatus, OrderStatus, RefundStatus } from '../../typings/api';
import type { Refusal } from '../lib/answer-buyer';
import { isId } from '../lib/is-id';
import { refused } from '../lib/operations/reply';
import { readBeijingDay } from '../lib/payment/read-beijing-time';
import { readBefore } from '../lib/read-before';
import { readRefundRequest } from '../lib/read-refund-request';

const ORDER_STATUSES: readonly OrderStatus[] = ['CREATED', 'PAYING', 'CLOSING', 'CLOSED', 'PAID'];
const REFUND_STATUSES: readonly RefundStatus[] = [
  'ASKED',
  'DECLINED',
  'REQUESTED',
  'SUBMITTED',
  'SUCCESS',
  'CLOSED',
  'ABNORMAL',
];

const FINDING_STATUSES: readonly FindingStatus[] = ['ESCALATED', 'OPEN', 'REPAIRED', 'OK'];

/** The request in the fields of an event, built anew from what has been checked: nothing else gets any further. */
export function readRequest(fields: Record<string, unknown>): BackofficeRequest | Refusal {
  const { action, outTradeNo, outRefundNo, approve, status, before, id, date } = fields;
  switch (action) {
    case 'refund': {
      const request = readRefundRequest(fields);
      if ('ok' in request) return request;
      if (request.amount === undefined) return refused('ERR_BAD_REQUEST', 'amount 应是退款金额（分）');
      return { action, ...request, amount: request.amount };
    }
    case 'decideRefund':
      if (!isId(outRefundNo)) return refused('ERR_BAD_REQUEST', 'outRefundNo 应是退款单号');
      if (typeof approve !== 'boolean') return refused('ERR_BAD_REQUEST', 'approve 应是 true 或 false');
      return { action, outRefundNo, approve };
    case 'order':
      if (!isId(outTradeNo)) return refused('ERR_BAD_REQUEST', 'outTradeNo 应是订单号');
      return { action, outTradeNo };
    case 'orders': {
      const page = readPage(ORDER_STATUSES, status, before);
      return 'ok' in page ? page : { action, ...page };
    }
    case 'refunds': {
      const page = readPage(REFUND_STATUSES, status, before);
      return 'ok' in page ? page : { action, ...page };
    }
    case 'anomalies': {
      const page = readBefore(before);
      return 'ok' in page ? page : { action, ...page };
    }
    case 'findings': {
      const page = readPage(FINDING_STATUSES, status, before);
      return 'ok' in page ? page : { action, ...page };
    }
    case 'closeFinding':
      // Longer than other ids, and made of what may stand in WeChat's and a merchant's numbers.
      if (typeof id === 'string' && /^[\w|*@:-]{1,128}$/.test(id)) return { action, id };
      return refused('ERR_BAD_REQUEST', 'id 应是对账差异的编号');
    case 'report':
      if (typeof date === 'string' && readBeijingDay(date)) return { action, date };
      return refused('ERR_BAD_REQUEST', 'date 应是日期，如 2026-12-09');
    case 'summary':
      return { action };
    default:
      return refused('ERR_UNKNOWN_ACTION');
  }
}

function readPage<S extends string>(
  statuses: readonly S[],
  status: unknown,
  before: unknown,
): { status?: S; before?: number } | Refusal {
  const page = readBefore(before);
  if ('ok' in page || status === undefined) return page;
  const known = statuses.find((one) => one === status);
  return known ? { ...page, status: known } : refused('ERR_BAD_REQUEST', `status 应是 ${statuses.join('、')} 之一`);
}
