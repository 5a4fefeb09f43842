import type { CollectionName, Documents } from '../payment/documents';
import type { OurDay, OurPayment, OurRefund } from '../payment/our-day';
import type { BeijingDay } from '../payment/read-beijing-time';
import { MIDNIGHT } from '../payment/read-bill';
import type { Ports, Where } from './ports';

/** A thousand of these documents are less than the megabyte that an answer may have. */
const PAGE = 1000;

/**
 * What our books have around a day: everything paid on it, give or take the minutes around midnight, and every refund that
 * succeeded from then on until `refundsUntil`, for one that WeChat took on that day may have succeeded later.
 */
export async function loadOurDay(
  { database }: Pick<Ports, 'database'>,
  { from, until }: BeijingDay,
  refundsUntil: number,
): Promise<OurDay> {
  const payments = new Map<string, OurPayment>();
  const refunds = new Map<string, OurRefund>();
  const start = from - MIDNIGHT;
  await readAscending({ database }, 'payments', 'paidAt', {}, start, until + MIDNIGHT, (payment) => {
    payments.set(payment._id, { outTradeNo: payment.outTradeNo, amount: payment.amount, at: payment.paidAt });
  });
  await readAscending({ database }, 'refunds', 'endedAt', { status: 'SUCCESS' }, start, refundsUntil, (refund) => {
    const { _id, outTradeNo, amount, submittedAt, endedAt = 0 } = refund;
    refunds.set(_id, { outTradeNo, amount, at: submittedAt, endedAt });
  });
  return { payments, refunds };
}

/** Every document whose moment lies between two, in order; the pages overlap in the moment at which one ends. */
async function readAscending<C extends CollectionName>(
  { database }: Pick<Ports, 'database'>,
  collection: C,
  field: keyof Documents[C] & string,
  where: Where<C>,
  from: number,
  until: number,
  keep: (document: Documents[C]) => void,
): Promise<void> {
  for (let at = from; ; ) {
    const page = await database.find(collection, {
      where: { ...where, [field]: { from: at } },
      orderBy: { field, direction: 'asc' },
      limit: PAGE,
    });
    const momentOf = (document: Documents[C]) => Number(document[field]);
    for (const document of page) if (momentOf(document) < until) keep(document);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || momentOf(last) >= until) return;
    // A thousand documents of one second are more than WeChat lets a shop take; what is beyond them is left behind.
    at = momentOf(last) > at ? momentOf(last) : at + 1;
  }
}
