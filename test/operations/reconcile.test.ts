import { beforeEach, describe, expect, test } from '@jest/globals';
import { GatewayUnknown } from '../../cloudfunctions/lib/errors';
import { settleFindings } from '../../cloudfunctions/lib/operations/settle-findings';
import { silence } from '../support/memory-refunds';
import { data } from '../support/memory-shop';
import { HOUR, nightShop, TODAY } from '../support/night-shop';

let night: ReturnType<typeof nightShop>;
beforeEach(() => {
  night = nightShop();
});
const shopOf = () => night.shop;

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
    const { outTradeNo } = await night.paidInSilence();
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
    const { outTradeNo, trade } = await night.paidInSilence();
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
    const { outTradeNo, trade } = await night.paidInSilence();
    night.bill(TODAY, [night.rowOf(outTradeNo)]);
    shopOf().wechat.trades.set(outTradeNo, { ...trade, state: 'NOTPAY' });
    await night.morning();
    expect(shopOf().order(outTradeNo)).toMatchObject({ status: 'PAYING' });
    expect(night.told()).toEqual(['unsettled ESCALATED']);
    expect(night.alerts()).toEqual([`alert:recon:${TODAY}:unsettled:${trade.transactionId}`]);
  });

  test('of a closed order is recorded as late, given back and never delivered', async () => {
    const { outTradeNo } = await night.paidInSilence('late', { status: 'CLOSED' });
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
    const { outTradeNo } = await night.paidInSilence();
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
    await night.set('orders', outTradeNo, { refunded: 500 });
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
    await night.set('refunds', outRefundNo, { nextCheckAt: Date.parse('2027-01-01') });
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
    shopOf().wechat.bills.set('2026-12-11', { kind: 'not-yet' });
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
