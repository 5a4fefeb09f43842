import { beforeEach, describe, expect, test } from '@jest/globals';
import { reconcileDay } from '../../cloudfunctions/lib/operations/reconcile-day';
import { settleFindings } from '../../cloudfunctions/lib/operations/settle-findings';
import { HOUR, nightShop, TODAY } from '../support/night-shop';

let night: ReturnType<typeof nightShop>;
beforeEach(() => {
  night = nightShop();
});
const shopOf = () => night.shop;

describe('[R12] a night that is repeated', () => {
  /** One difference of every kind that the clock can put right, and some that it cannot. */
  async function prepare() {
    const sold = await shopOf().sell('sold');
    const twice = await shopOf().sell('twice');
    const { outTradeNo: silent } = await night.paidInSilence('silent');
    const { outTradeNo: late } = await night.paidInSilence('late', { status: 'CLOSED' });
    const { outRefundNo } = shopOf().wechat.refundInConsole(sold, 300);
    const rows = [silent, late, sold, twice, twice].map((no) => night.rowOf(no));
    night.bill(TODAY, [
      ...rows,
      night.refundRowOf(outRefundNo),
      night.rowOf(sold, { outTradeNo: 'nobody', transactionId: '4200' }),
    ]);
  }
  const told = [
    'paid-after-closing REPAIRED',
    'refund-unknown REPAIRED',
    'repeated-line ESCALATED',
    'unknown-order ESCALATED',
    'unsettled REPAIRED',
  ];
  const work = async (): Promise<void> => {
    const deadline = shopOf().now + 1_000_000;
    for (let i = 0; i < 20 && !(await reconcileDay(shopOf().ports, TODAY, deadline)); i++);
    await settleFindings(shopOf().ports, deadline);
  };

  test('five times leaves the books as once', async () => {
    await prepare();
    shopOf().wait(25 * HOUR);
    await work();
    const books = night.books();
    const findings = night.findings();
    for (let i = 0; i < 4; i++) {
      shopOf().wait(HOUR);
      await work();
    }
    expect(night.told().sort()).toEqual(told);
    expect(night.books()).toEqual(books);
    expect(night.findings()).toEqual(findings);
  });

  test('and breaks off fifty times, before or after a commit, ends as one that did not', async () => {
    await prepare();
    shopOf().wait(25 * HOUR);
    const { database } = shopOf();
    let crashes = 0;
    for (let round = 0; crashes < 50 && round < 400; round++) {
      let left = round % 7;
      database.onCommit = (commit) => {
        if (left-- > 0) return commit();
        crashes++;
        if (round % 2 === 0) commit();
        throw new Error('the process died');
      };
      await work().catch(() => undefined);
      // What a dead process had claimed is due again later.
      if (round % 7 === 6) shopOf().wait(HOUR);
      if (night.told().length === told.length && !night.told().some((one) => one.endsWith('OPEN'))) break;
    }
    // Once everything is done there is nothing left to die in but the bill itself.
    database.onCommit = (commit) => {
      crashes++;
      commit();
      throw new Error('the process died');
    };
    while (crashes < 50) await work().catch(() => undefined);
    database.onCommit = (commit) => commit();
    shopOf().wait(50 * HOUR);
    await work();
    // Whoever died after the repair and before saying so leaves a difference that turns out to be none.
    const repaired = night.told().map((one) => one.replace(' OK', ' REPAIRED'));
    expect(repaired.sort()).toEqual(told);
    const orders = database
      .all('orders')
      .map(({ status, late, refunded, reserved }) => ({ status, late, refunded, reserved }));
    expect(orders).toEqual([
      { status: 'PAID', late: false, refunded: 300, reserved: 0 },
      { status: 'PAID', late: false, refunded: 0, reserved: 0 },
      { status: 'PAID', late: false, refunded: 0, reserved: 0 },
      { status: 'PAID', late: true, refunded: 0, reserved: 1280 },
    ]);
    expect(database.all('payments')).toHaveLength(4);
    expect(new Set(database.all('ledger').map(({ _id }) => _id)).size).toBe(4 + 1 + 2);
  });

  test('in slices of no time goes on where it stopped, and ends', async () => {
    await prepare();
    shopOf().wait(25 * HOUR);
    // Every look at the clock takes a second, and a slice has three of them.
    shopOf().ports.clock = () => {
      shopOf().wait(1_000);
      return shopOf().now;
    };
    const cursors: unknown[] = [];
    for (let slice = 0; slice < 50; slice++) {
      const done = await reconcileDay(shopOf().ports, TODAY, shopOf().now + 4_500);
      cursors.push(night.billOf(TODAY)?.cursor);
      if (done) break;
    }
    expect(night.billOf(TODAY)).toMatchObject({ status: 'COMPARED', cursor: 8 });
    expect(cursors.length).toBeGreaterThan(3);
    expect(cursors).toEqual([...cursors].sort((a, b) => Number(a) - Number(b)));
    expect(night.findings()).toHaveLength(5);
  });
});
