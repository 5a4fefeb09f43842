import { beforeEach, describe, expect, test } from '@jest/globals';
import { GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { reconcileDay } from '../../cloudfunctions/lib/operations/reconcile-day';
import { settleFindings } from '../../cloudfunctions/lib/operations/settle-findings';
import { silence } from '../support/memory-refunds';
import { data } from '../support/memory-shop';
import { HOUR, nightShop, TODAY } from '../support/night-shop';

let night: ReturnType<typeof nightShop>;
beforeEach(() => {
  night = nightShop();
});
const shopOf = () => night.shop;

/** Paid at WeChat, and neither a notification nor a query has told us. */
async function paidInSilence(requestId = 'silent', changes: Record<string, unknown> = {}) {
  const { outTradeNo } = await shopOf().buy(requestId);
  const trade = shopOf().wechat.pay(outTradeNo, shopOf().now);
  await set('orders', outTradeNo, {
    nextCheckAt: Date.parse('2027-01-01'),
    expireAt: Date.parse('2027-01-01'),
    ...changes,
  });
  return { outTradeNo, trade };
}

const set = (collection: 'orders' | 'refunds', id: string, changes: object) =>
  shopOf().database.transaction((transaction) => transaction.update(collection, id, changes));

describe('the night', () => {
  test('has nothing to say about books that agree with the bill', async () => {
    const sold = [await shopOf().sell('a'), await shopOf().sell('b')];
    night.bill(
      TODAY,
      sold.map((no) => night.rowOf(no)),
    );
    await night.morning();
    expect(night.findings()).toEqual([]);
    expect(night.alerts()).toEqual([]);
    expect(night.billOf(TODAY)).toMatchObject({
      ...{ _id: `1900000001:${TODAY}:ALL`, status: 'COMPARED', rows: 2, paid: 2560, refunded: 0, problem: '' },
    });
  });

  test('asks for the last two days at 10:15, 11:15 and 14:15, and never before there was a day to ask about', async () => {
    await shopOf().tick(14);
    expect(shopOf().wechat.billsAsked).toEqual([]);
    await shopOf().tick(2);
    expect(shopOf().wechat.billsAsked).toEqual(['2026-12-09', '2026-12-08']);
    await shopOf().tick(300);
    expect(shopOf().wechat.billsAsked).toHaveLength(6);
    shopOf().wait(19 * HOUR);
    await shopOf().tick(30);
    expect(shopOf().wechat.billsAsked.slice(6)).toEqual([TODAY, '2026-12-09']);
  });

  test.each([
    ['is not made yet', { kind: 'not-yet' }],
    ['does not exist, they say, of a day with sales', { kind: 'none' }],
  ] as const)('waits for a bill that %s, and calls a person in the afternoon', async (_what, answer) => {
    await shopOf().sell();
    shopOf().wechat.bills.set(TODAY, answer);
    await night.morning();
    expect(night.billOf(TODAY)).toMatchObject({ status: 'WAITING', problem: expect.stringContaining('微信支付') });
    expect(night.alerts()).toEqual([]);
    shopOf().wait(4 * HOUR);
    await shopOf().tick();
    expect(night.alerts()).toContain(`alert:bill:${TODAY}:20261211`);
    expect(night.findings()).toEqual([]);
  });

  test('takes "no bill" of a day without sales for what it is', async () => {
    shopOf().wechat.bills.set(TODAY, { kind: 'none' });
    await night.morning();
    expect(night.billOf(TODAY)).toMatchObject({ status: 'EMPTY' });
  });

  test('goes on to the other day, and comes again, when WeChat is silent about one', async () => {
    const sold = await shopOf().sell();
    night.bill(TODAY, [night.rowOf(sold)]);
    const { downloadBill } = shopOf().wechat;
    shopOf().wechat.downloadBill = async (date) => {
      await downloadBill.call(shopOf().wechat, date);
      throw new GatewayUnknown('timeout');
    };
    await night.morning();
    expect(shopOf().wechat.billsAsked).toEqual([TODAY, '2026-12-09']);
    expect(night.billOf(TODAY)).toMatchObject({ status: 'WAITING', problem: 'timeout' });
    shopOf().wechat.downloadBill = downloadBill;
    shopOf().wait(HOUR);
    await shopOf().tick();
    expect(night.billOf(TODAY)).toMatchObject({ status: 'COMPARED' });
  });

  test('[T40] refuses a bill that is cut off, changes nothing by it and calls a person', async () => {
    const { outTradeNo } = await paidInSilence();
    night.bill(TODAY, [night.rowOf(outTradeNo)]);
    const whole = shopOf().wechat.bills.get(TODAY);
    if (whole?.kind !== 'ready') throw new Error('there is no bill');
    shopOf().wechat.bills.set(TODAY, { ...whole, bytes: whole.bytes.subarray(0, -30) });
    await night.morning();
    expect(night.billOf(TODAY)).toMatchObject({ status: 'REFUSED', problem: expect.stringContaining('第 3 行') });
    expect(night.findings()).toEqual([]);
    expect(shopOf().order(outTradeNo)).toMatchObject({ status: 'PAYING' });
    expect(night.alerts()).toEqual([`alert:bill:${TODAY}:20261211`]);
  });
});

describe('a payment in the bill', () => {
  test('that we do not know of is recorded, once WeChat has confirmed it', async () => {
    const { outTradeNo, trade } = await paidInSilence();
    night.bill(TODAY, [night.rowOf(outTradeNo)]);
    await night.morning();
    expect(shopOf().order(outTradeNo)).toMatchObject({ status: 'PAID', transactionId: trade.transactionId });
    expect(shopOf().database.all('payments')).toMatchObject([{ source: 'bill', amount: 1280 }]);
    expect(night.findings()).toMatchObject([
      {
        _id: `${TODAY}:unsettled:${trade.transactionId}`,
        status: 'REPAIRED',
        endedBy: 'clock',
        ours: 1280,
        theirs: 1280,
      },
    ]);
    expect(night.alerts()).toEqual([]);
  });

  test('proves nothing where WeChat says otherwise', async () => {
    const { outTradeNo, trade } = await paidInSilence();
    night.bill(TODAY, [night.rowOf(outTradeNo)]);
    shopOf().wechat.trades.set(outTradeNo, { ...trade, state: 'NOTPAY' });
    await night.morning();
    expect(shopOf().order(outTradeNo)).toMatchObject({ status: 'PAYING' });
    expect(night.told()).toEqual(['unsettled ESCALATED']);
    expect(night.alerts()).toEqual([`alert:recon:${TODAY}:unsettled:${trade.transactionId}`]);
  });

  test('of a closed order is recorded as late, given back and never delivered', async () => {
    const { outTradeNo } = await paidInSilence('late', { status: 'CLOSED' });
    night.bill(TODAY, [night.rowOf(outTradeNo)]);
    await night.morning();
    await shopOf().tick(3);
    expect(shopOf().order(outTradeNo)).toMatchObject({ status: 'PAID', late: true });
    expect(shopOf().wechat.refundedOf(outTradeNo)).toBe(1280);
    expect(shopOf().delivered).toEqual([]);
    expect(night.told()).toEqual(['paid-after-closing REPAIRED']);
    expect(night.alerts()).toContain(`alert:late:${outTradeNo}`);
  });

  test('is asked about again while WeChat is silent, and for two days at most', async () => {
    const { outTradeNo } = await paidInSilence();
    night.bill(TODAY, [night.rowOf(outTradeNo)]);
    shopOf().wechat.query = async () => silence();
    await night.morning();
    expect(night.findings()).toMatchObject([{ status: 'OPEN', tries: 1 }]);
    for (let hour = 0; hour < 60; hour++) {
      shopOf().wait(HOUR + 1);
      await settleFindings(shopOf().ports, shopOf().now + 1);
    }
    expect(night.findings()).toMatchObject([{ status: 'ESCALATED' }]);
    expect(shopOf().order(outTradeNo)).toMatchObject({ status: 'PAYING' });
  });
});

describe('[T33] a refund in the bill', () => {
  test('that was made in the merchant console fits the books, and lowers what can be refunded', async () => {
    const outTradeNo = await shopOf().sell();
    const { outRefundNo } = shopOf().wechat.refundInConsole(outTradeNo, 1000);
    night.bill(TODAY, [night.rowOf(outTradeNo), night.refundRowOf(outRefundNo)]);
    await night.morning();
    expect(shopOf().refund(outRefundNo)).toMatchObject({ status: 'SUCCESS', external: true, by: 'console' });
    expect(shopOf().order(outTradeNo)).toMatchObject({ reserved: 0, refunded: 1000 });
    expect(
      shopOf()
        .database.all('ledger')
        .map(({ _id }) => _id),
    ).toEqual(expect.arrayContaining([`rsv:${outRefundNo}`, `ref:${outRefundNo}`]));
    expect(night.told()).toEqual(['refund-unknown REPAIRED']);
  });

  test('that does not fit calls a person, and the books stay as they are', async () => {
    const outTradeNo = await shopOf().sell();
    const { outRefundNo } = shopOf().wechat.refundInConsole(outTradeNo, 1000);
    await set('orders', outTradeNo, { refunded: 500 });
    night.bill(TODAY, [night.rowOf(outTradeNo), night.refundRowOf(outRefundNo)]);
    const before = shopOf().order(outTradeNo);
    await night.morning();
    expect(shopOf().order(outTradeNo)).toMatchObject({ refunded: before?.refunded, reserved: before?.reserved });
    expect(night.told()).toEqual(['refund-unknown ESCALATED']);
  });

  test.each([
    ['has succeeded', 'SUCCESS', 'SUCCESS', 'REPAIRED'],
    ['has failed', 'CLOSED', 'FAIL', 'REPAIRED'],
    ['went wrong', 'ABNORMAL', 'CHANGE', 'ESCALATED'],
  ] as const)('of ours that %s ends here too', async (_what, state, written, status) => {
    const outTradeNo = await shopOf().sell();
    const reply = await shopOf().call.backoffice({
      ...{ action: 'refund', requestId: 'r', outTradeNo, amount: 500, reason: '补偿' },
    });
    const { outRefundNo } = data<'refund'>(reply).refund;
    await shopOf().tick();
    shopOf().wechat.finishRefund(outRefundNo, state);
    await set('refunds', outRefundNo, { nextCheckAt: Date.parse('2027-01-01') });
    night.bill(TODAY, [night.rowOf(outTradeNo), night.refundRowOf(outRefundNo, { refundState: written })]);
    await night.morning();
    expect(shopOf().refund(outRefundNo)).toMatchObject({ status: state });
    expect(night.told()).toEqual([`refund-unsettled ${status}`]);
  });
});

describe('what we have and the bill has not', () => {
  const noon = () => night.morning(2, 2);

  test('may stand in the next day’s bill, where a clock was late at midnight', async () => {
    shopOf().wait(13 * HOUR + 58 * 60_000);
    const sold = await shopOf().sell();
    night.bill(TODAY, []);
    await night.morning();
    expect(night.told()).toEqual(['not-in-bill OPEN']);
    night.bill('2026-12-11', [night.rowOf(sold, { at: '2026-12-11 00:00:01' })]);
    await noon();
    expect(night.told()).toEqual(['not-in-bill OK']);
    expect(night.alerts()).toEqual([]);
  });

  test('or in that of the day before', async () => {
    shopOf().wait(14 * HOUR + 60_000);
    const sold = await shopOf().sell();
    night.bill(TODAY, [night.rowOf(sold, { at: '2026-12-10 23:59:59' })]);
    night.bill('2026-12-11', []);
    await night.morning(2);
    expect(night.told()).toEqual(['not-in-bill OK']);
  });

  test('calls a person after the next day’s bill, and is never made unpaid', async () => {
    const sold = await shopOf().sell();
    night.bill(TODAY, []);
    night.bill('2026-12-11', []);
    shopOf().wechat.trades.clear();
    await night.morning();
    expect(night.told()).toEqual(['not-in-bill OPEN']);
    const before = night.books()[0];
    await noon();
    expect(night.told()).toEqual(['not-in-bill ESCALATED']);
    expect(night.books()[0]).toEqual(before);
    expect(shopOf().order(sold)).toMatchObject({ status: 'PAID' });
  });

  test('is not given up before that bill is there', async () => {
    await shopOf().sell();
    night.bill(TODAY, []);
    await night.morning();
    await noon();
    expect(night.told()).toEqual(['not-in-bill OPEN']);
  });

  test.each([
    ['OK', 'confirms', true],
    ['ESCALATED', 'does not know', false],
  ] as const)('as a refund is %s where WeChat %s it', async (status, _what, isKnown) => {
    const outTradeNo = await shopOf().sell();
    const reply = await shopOf().call.backoffice({
      ...{ action: 'refund', requestId: 'r', outTradeNo, amount: 500, reason: '补偿' },
    });
    const { outRefundNo } = data<'refund'>(reply).refund;
    await shopOf().tick();
    await shopOf().notify({ kind: 'refund', id: 'e', refund: shopOf().wechat.finishRefund(outRefundNo) });
    night.bill(TODAY, [night.rowOf(outTradeNo)]);
    night.bill('2026-12-11', []);
    await night.morning();
    if (!isKnown) shopOf().wechat.refunds.clear();
    await noon();
    expect(night.told()).toEqual([`refund-not-in-bill ${status}`]);
    expect(shopOf().order(outTradeNo)).toMatchObject({ refunded: 500 });
  });
});

describe('[R12] a night that is repeated', () => {
  /** One difference of every kind that the clock can put right, and some that it cannot. */
  async function prepare() {
    const sold = await shopOf().sell('sold');
    const twice = await shopOf().sell('twice');
    const { outTradeNo: silent } = await paidInSilence('silent');
    const { outTradeNo: late } = await paidInSilence('late', { status: 'CLOSED' });
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
