import { describe, expect, test } from '@jest/globals';
import type { OrderView } from '../../typings/api';
import { phone } from './support/phone';

describe('the refund page', () => {
  const p = phone();
  const stored = () => JSON.parse(p.wx.storage.get('refund-requests') ?? 'null');
  const open = async (order: Partial<OrderView> = {}) => {
    const { outTradeNo } = p.shop.addOrder({ status: 'PAID', ...order });
    return p.open('refund', { outTradeNo });
  };
  const reopen = () => p.open('refund', { outTradeNo: '202505060001' });
  const submit = async (page: Awaited<ReturnType<typeof open>>) => {
    await page.tap('提交申请');
    await p.wait(0);
  };

  test('offers all that is left, and asks for it with the reason', async () => {
    const page = await open({ refunded: 500, refunding: 80 });
    expect(page.text()).toContain('最多可退¥20.00');
    await page.tap('不想要了');
    await submit(page);
    expect(p.calls('requestRefund')).toEqual([
      {
        action: 'requestRefund',
        requestId: expect.stringMatching(/^[0-9a-z]{20,64}$/),
        outTradeNo: '202505060001',
        amount: 2000,
        reason: '不想要了',
      },
    ]);
    expect(page.text()).toContain('已提交，等待商家处理商家同意后，微信会把钱原路退给您');
    expect(page.has('提交申请')).toBe(false);
  });

  test('asks for a part, in fen, with the buyer’s own words', async () => {
    const page = await open();
    await page.tap('水果有坏或少了');
    await page.type('form amount', '4.29');
    await page.type('form words', '两个压坏了');
    await submit(page);
    expect(p.calls('requestRefund')).toMatchObject([{ amount: 429, reason: '水果有坏或少了：两个压坏了' }]);
  });

  test('says at once what is wrong with an amount, and that it is right again', async () => {
    const page = await open();
    await page.type('form amount', '25.81');
    expect(page.text()).toContain('最多可退25.80元');
    await page.type('form amount', '1.005');
    expect(page.text()).toContain('金额请写成数字，最多两位小数');
    await page.tap('全部退');
    expect(page.text()).toContain('最多可退¥25.80');
    expect(page.typed('form amount')).toBe('25.80');
  });

  test('sends nothing before amount and reason are right', async () => {
    const page = await open();
    await page.type('form amount', '');
    await submit(page);
    expect(page.text()).toContain('请填写退款金额');
    expect(page.text()).toContain('请选择退款原因');
    await page.tap('全部退');
    await page.tap('其他');
    await submit(page);
    expect(page.text()).toContain('请写下退款原因');
    expect(p.wx.toasts).toEqual(['请填写退款金额', '请写下退款原因']);
    expect(p.calls('requestRefund')).toEqual([]);
    expect(stored()).toBeNull();
  });

  describe('cannot ask twice', () => {
    test('by two taps', async () => {
      const page = await open();
      await page.tap('不想要了');
      await Promise.all([page.tap('提交申请'), page.tap('提交申请')]);
      page.instance.onSubmit?.({ detail: { amount: 2580, reason: '不想要了' } });
      await p.wait(0);
      expect(p.calls('requestRefund')).toHaveLength(1);
      expect(p.shop.refunds).toHaveLength(1);
    });

    test('because the request id is stored before it is sent, and gone when the server has it', async () => {
      let storedWhenSent: unknown;
      p.wx.cloud = (call) => {
        if (call.data.action === 'requestRefund') storedWhenSent = stored()[0].requestId;
        return p.shop.answer(call);
      };
      const page = await open();
      await page.tap('不想要了');
      await submit(page);
      expect(storedWhenSent).toMatch(/^[0-9a-z]{20,64}$/);
      expect(p.calls('requestRefund')[0]?.requestId).toBe(storedWhenSent);
      expect(stored()).toBeNull();
    });

    test('when the answer was lost: the same id goes out again, with another amount too', async () => {
      p.shop.cut.requestRefund = 'there';
      const page = await open();
      await page.tap('不想要了');
      await submit(page);
      expect(page.text()).toContain('网络不通，没有收到回音。请检查网络后再试，不会重复提交');

      p.reload();
      p.shop.cut = {};
      const again = await reopen();
      await again.tap('不想要了');
      await again.type('form amount', '5');
      await submit(again);
      const [first, second] = p.calls('requestRefund');
      expect(second?.requestId).toBe(first?.requestId);
      expect(p.shop.refunds).toMatchObject([{ amount: 500 }]);
    });

    test('when it arrives late: the earlier one counts', async () => {
      p.shop.cut.requestRefund = 'there';
      const page = await open();
      await page.tap('不想要了');
      await page.type('form amount', '5');
      await submit(page);
      // What was lost turns up later than the page has looked for it.
      p.shop.cut = {};
      await p.shop.answer({ name: 'trade', data: p.calls('requestRefund')[0] as { action: string } });
      await page.type('form amount', '6');
      await submit(page);
      expect(page.text()).toContain('之前的申请已经送到这次没有再提交一笔');
      expect(p.shop.refunds).toMatchObject([{ amount: 500 }]);
      expect(stored()).toBeNull();
    });

    test('when it had arrived and the page sees it: what is asked for next is another refund', async () => {
      p.shop.cut.requestRefund = 'back';
      const page = await open();
      await page.tap('不想要了');
      await page.type('form amount', '5');
      await submit(page);
      expect(page.text()).toContain('最多可退¥20.80');
      expect(stored()).toBeNull();
    });

    test('nor hands one order’s id to another', async () => {
      p.shop.cut.requestRefund = 'there';
      const page = await open();
      await page.tap('不想要了');
      await submit(page);
      const other = await open();
      await other.tap('不想要了');
      await submit(other);
      const ids = p.calls('requestRefund').map(({ requestId }) => requestId);
      expect(new Set(ids).size).toBe(2);
    });

    test.each([
      '"text"',
      '{}',
      '[null]',
      '[{"desk":"buyer","outTradeNo":"202505060001","requestId":7,"amount":1,"reason":"r","before":0}]',
      '[{"desk":"buyer","outTradeNo":"202505060001","requestId":"r"}]',
    ])('and takes a new id where the stored one cannot be read: %s', async (text) => {
      p.wx.storage.set('refund-requests', text);
      const page = await open();
      await page.tap('不想要了');
      await submit(page);
      expect(p.calls('requestRefund')[0]?.requestId).toMatch(/^[0-9a-z]{20,64}$/);
    });
  });

  test.each([
    ['ERR_REFUND_TOO_SOON', '刚刚申请过退款，请一分钟后再试'],
    ['ERR_REFUND_TOO_LATE', '付款已超过一年，不能在线退款，请联系商家'],
    ['ERR_REFUND_LIMIT', '这笔订单的退款次数已用完，请联系商家'],
    ['ERR_BUSY', '现在人有点多，请稍后再试'],
  ] as const)('says why it was refused, by %s, and keeps what was written', async (code, words) => {
    p.shop.refuse.requestRefund = code;
    const page = await open();
    await page.tap('没有收到');
    await page.type('form amount', '5');
    await submit(page);
    expect(page.text()).toContain(words);
    expect(page.typed('form amount')).toBe('5');
    p.shop.refuse = {};
    await submit(page);
    expect(p.shop.refunds).toMatchObject([{ amount: 500, reason: '没有收到' }]);
  });

  test('learns how much is left when somebody else refunded in the meantime', async () => {
    const page = await open();
    await page.tap('不想要了');
    Object.assign(p.shop.orders[0] as OrderView, { refunded: 2000 });
    await submit(page);
    expect(page.text()).toContain('退款金额超过了可退的金额');
    expect(page.text()).toContain('最多可退¥5.80');
  });

  test.each<[string, Partial<OrderView>]>([
    ['is not paid', { status: 'PAYING' }],
    ['is closed', { status: 'CLOSED' }],
    ['has been refunded', { refunded: 2580 }],
    ['is being refunded', { refunding: 2580 }],
  ])('has no form where the order %s', async (_, order) => {
    const page = await open(order);
    expect(page.text()).toContain('没有可以退的款项');
    expect(page.has('提交申请')).toBe(false);
  });

  test.each([
    [true, 'navigateBack'],
    [false, 'redirectTo /pages/order/order?outTradeNo=202505060001'],
  ])('leads back to the order (opened from it: %p)', async (hasPageBelow, went) => {
    p.wx.hasPageBelow = hasPageBelow;
    const page = await open();
    await page.tap('不想要了');
    await submit(page);
    await page.tap('查看退款进度');
    expect(p.wx.went).toEqual([went]);
  });

  test('says that there is no such order, and loads one when asked again', async () => {
    const page = await p.open('refund', { outTradeNo: 'nobody-s' });
    expect(page.text()).toContain('没有找到这笔订单');
    p.shop.addOrder({ outTradeNo: 'nobody-s', status: 'PAID' });
    await page.tap('重新加载');
    await p.wait(0);
    expect(page.text()).toContain('最多可退¥25.80');
    expect(page.typed('form amount')).toBe('25.80');
  });
});
