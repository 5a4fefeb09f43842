import { bookDifference } from '../payment/book-difference';
import { alertEntry } from '../payment/outbox-entries';
import type { Ports } from './ports';
import { raiseAlert } from './raise-alert';
import { workThrough } from './work-through';

const PAGE = 100;
/** One payment, and two entries for each of the refunds, ours and the console's. */
const ENTRIES_OF_AN_ORDER = 500;
/** What is younger may still be on its way into the database. */
const SETTLED = 600_000;
const HOUR = 3_600_000;

/**
 * Compares the books with the orders, for every order whose books have changed since `cursor`, and looks for what has been
 * under way for too long. It changes nothing: it calls a person.
 *
 * Each entry of the ledger is balanced in itself, so the books as a whole are right when they are right for each order,
 * and an hour's work is an hour's entries, however many orders there are.
 */
export async function auditBooks(
  ports: Ports,
  deadline: number,
  cursor: number,
): Promise<{ cursor: number; complete: boolean }> {
  const horizon = ports.clock() - SETTLED;
  let at = cursor;
  for (;;) {
    const page = await ports.database.find('ledger', {
      where: { at: { from: at } },
      orderBy: { field: 'at', direction: 'asc' },
      limit: PAGE,
    });
    const entries = page.filter((entry) => entry.at < horizon);
    const orders = [...new Set(entries.map(({ outTradeNo }) => outTradeNo))].map((_id) => ({ _id }));
    const all = await workThrough(ports, orders, deadline, ({ _id }) => auditOrder(ports, _id));
    if (!all) return { cursor: at, complete: false };
    const last = entries.at(-1)?.at ?? at;
    if (entries.length < PAGE) {
      await alertWhatIsStuck(ports);
      return { cursor: last, complete: true };
    }
    // Entries of one moment may lie on both sides of a page's end; a page of nothing else is left behind.
    at = last > at ? last : last + 1;
  }
}

async function auditOrder({ clock, database, log }: Ports, outTradeNo: string): Promise<void> {
  const order = await database.get('orders', outTradeNo);
  const entries = await database.find('ledger', {
    where: { outTradeNo },
    orderBy: { field: 'at', direction: 'asc' },
    limit: ENTRIES_OF_AN_ORDER,
  });
  const difference = order && bookDifference(order, entries);
  if (!difference) return;
  // Two reads are no snapshot: a refund between them looks like a difference, and brings the order here again.
  const again = await database.get('orders', outTradeNo);
  if (JSON.stringify(again) !== JSON.stringify(order)) return;
  log.error('The books of an order are wrong.', { outTradeNo, ...difference });
  const message = `账目与订单不符（分）：应收微信差 ${difference.wechat}，待退款差 ${difference.refunds}`;
  const alert = alertEntry(`audit:${outTradeNo}`, message, clock(), outTradeNo);
  await database.transaction(async (transaction) => {
    if (!(await transaction.get('outbox', alert._id))) await transaction.create('outbox', alert);
  });
}

/** What the clock should have brought to an end long ago. */
async function alertWhatIsStuck(ports: Ports): Promise<void> {
  const { clock, database } = ports;
  const ago = (hours: number) => ({ below: clock() - hours * HOUR });
  const stuck = {
    订单未能关闭: await database.count('orders', {
      status: { oneOf: ['CREATED', 'PAYING', 'CLOSING'] },
      expireAt: ago(24),
    }),
    退款未有结果: await database.count('refunds', {
      status: { oneOf: ['REQUESTED', 'SUBMITTED'] },
      createdAt: ago(72),
    }),
    待办未完成: await database.count('outbox', { status: 'PENDING', createdAt: ago(24) }),
  };
  for (const [what, count] of Object.entries(stuck)) {
    if (count > 0) await raiseAlert(ports, `stuck:${what}`, `${what}：${count} 笔`);
  }
}
