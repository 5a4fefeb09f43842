import type { Refund } from '../../../cloudfunctions/lib/payment/documents';
import { OPERATORS, SECOND_OPERATOR_ABOVE } from '../world/shop';
import type { Change } from '../world/store';
import type { Happenings, World } from '../world/world';
import { type Invariant, orderDocuments, orderOf, sum } from './invariant';

/** Written out here, and not taken from the product: settlement's table of what a refund may become. */
const WAYS: Record<string, readonly string[]> = {
  nothing: ['ASKED', 'REQUESTED', 'SUCCESS'],
  ASKED: ['ASKED', 'REQUESTED', 'DECLINED'],
  DECLINED: ['DECLINED'],
  REQUESTED: ['REQUESTED', 'SUBMITTED', 'SUCCESS', 'CLOSED', 'ABNORMAL'],
  SUBMITTED: ['SUBMITTED', 'SUCCESS', 'CLOSED', 'ABNORMAL'],
  ABNORMAL: ['ABNORMAL', 'SUCCESS', 'CLOSED'],
  SUCCESS: ['SUCCESS'],
  CLOSED: ['CLOSED'],
};

/** What WeChat will not have today, and will have tomorrow. */
const NOT_NOW = ['NOT_ENOUGH', 'FREQUENCY_LIMITED'];

const OPEN = ['ASKED', 'REQUESTED', 'SUBMITTED', 'ABNORMAL'];

/** What holds of refunds after every single commit, whatever breaks. */
export const REFUNDS_AT_COMMIT: readonly Invariant<Happenings['commit']>[] = [
  {
    id: 'S3r',
    says: 'a refund goes only the ways that settlement knows, and what identifies it never changes',
    broken: (_, { changes }) =>
      refundsOf(changes).find(({ document, before }) => {
        if (!WAYS[before?.status ?? 'nothing']?.includes(document.status)) return true;
        if (!before) return document.status === 'SUCCESS' && document.external !== true;
        const kept = ['outTradeNo', 'amount', 'by', 'reason', 'createdAt'] as const;
        return kept.some((field) => before[field] !== document[field]);
      }),
  },
  {
    id: 'S6b',
    says: 'what an order has reserved, asked and refunded are the sums of its refunds',
    broken: (world, { changes }) =>
      concerned(world, changes).find(({ _id, reserved, asked, refunded }) => {
        const refunds = refundsOfOrder(world, _id);
        const of = (...statuses: string[]) =>
          sum(
            refunds.filter(({ status }) => statuses.includes(status)),
            ({ amount }) => amount,
          );
        return of(...OPEN) !== reserved || of('ASKED') !== asked || of('SUCCESS') !== refunded;
      }),
  },
  {
    id: 'S7',
    says: 'every refund stands in the books as promised, and as given back or as void once it has ended',
    broken: (world, { changes }) =>
      refundsOf(changes).find(({ document: { _id, status, amount } }) => {
        const booked = (kind: string) => world.store.get('ledger', `${kind}:${_id}`)?.amount === amount;
        if (!booked('rsv')) return true;
        return booked('ref') !== (status === 'SUCCESS') || booked('void') !== /CLOSED|DECLINED/.test(status);
      }),
  },
  {
    id: 'S17',
    says: 'a refund is decided by an operator, and one that is large by two people, or it is of a late payment',
    broken: (world, { by, changes }) =>
      refundsOf(changes).find(({ document, before }) => {
        const decided = document.status === 'REQUESTED' && before?.status !== 'REQUESTED';
        if (!decided) return false;
        const order = orderOf(world, document.outTradeNo);
        if (document.by === 'system') return !order?.late || document.amount !== order.amount;
        const { openid } = by.call.caller;
        if (!isOperator(openid)) return true;
        const large = Number(order?.reserved) + Number(order?.refunded) > SECOND_OPERATOR_ABOVE;
        return large && document.by === openid;
      }),
  },
  {
    id: 'S18',
    says: 'a refund is with WeChat, or has ended, only as WeChat itself has it',
    broken: (world, { changes }) =>
      refundsOf(changes).find(({ document, before }) => {
        const { _id, status, amount, outTradeNo } = document;
        if (status === before?.status || /ASKED|DECLINED|REQUESTED/.test(status)) return false;
        const known = world.wechat.refunds.refunds.get(_id);
        // It was refused for good, and never came to be.
        if (!known) return status !== 'CLOSED' || before?.refusal === undefined;
        if (known.amount !== amount || known.outTradeNo !== outTradeNo) return true;
        return /SUCCESS|CLOSED/.test(status) && status !== known.state;
      }),
  },
  {
    id: 'S18b',
    says: 'a refund is given up for a refusal that is for good, and not because today is the wrong day',
    broken: (_, { changes }) =>
      refundsOf(changes).find(({ document: { refusal } }) => refusal !== undefined && NOT_NOW.includes(refusal)),
  },
  {
    id: 'S19',
    says: 'a buyer changes his own orders and refunds, and nobody else’s',
    broken: (world, { by, changes }) => {
      const { openid } = by.call.caller;
      if (openid === undefined || isOperator(openid)) return false;
      return changes.find(({ collection, document }) => {
        if (collection === 'orders') return document.openid !== openid;
        return collection === 'refunds' && orderOf(world, String(document.outTradeNo))?.openid !== openid;
      });
    },
  },
];

export function isOperator(openid: string | undefined): boolean {
  return OPERATORS.some((operator) => operator === openid);
}

export function refundsOfOrder(world: World, outTradeNo: string): Refund[] {
  const refunds = world.store.all('refunds') as unknown as Refund[];
  return refunds.filter((refund) => refund.outTradeNo === outTradeNo);
}

function refundsOf(changes: readonly Change[]): { document: Refund; before: Refund | undefined }[] {
  const refunds = changes.filter(({ collection }) => collection === 'refunds');
  return refunds as unknown as { document: Refund; before: Refund | undefined }[];
}

/** The orders whose sums may have changed. */
function concerned(world: World, changes: readonly Change[]) {
  const numbers = new Set(
    changes.flatMap(({ collection, document }) => {
      if (collection === 'orders') return document._id;
      return collection === 'refunds' ? String(document.outTradeNo) : [];
    }),
  );
  return numbers.size === 0 ? [] : orderDocuments(world).filter(({ _id }) => numbers.has(_id));
}
