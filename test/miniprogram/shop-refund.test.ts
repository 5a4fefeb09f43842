import { beforeEach, describe, expect, test } from '@jest/globals';
import { amountInWords } from '../../miniprogram/shop/services/amount-in-words';
import type { OrderView } from '../../typings/api';
import { phone } from './support/phone';

describe('an operator’s page of an order', () => {
  const p = phone();
  const outTradeNo = '202505060001';
  const stored = () => JSON.parse(p.wx.storage.get('refund-requests') ?? '[]');
  const open = () => p.open('shop/order', { outTradeNo });
  const openNew = (order: Partial<OrderView> = {}) => {
    p.shop.addOrder({ status: 'PAID', paidAt: Date.now(), transactionId: '4200002025050612345', ...order });
    return open();
  };
  const give = async (page: Awaited<ReturnType<typeof open>>) => {
    await page.tap('退款给买家');
    await p.wait(0);
  };
  beforeEach(() => {
    p.shop.backoffice.operator = true;
  });

  test('is where an order of the list leads to', async () => {
    p.shop.addOrder({ status: 'PAID' });
    const list = await p.open('shop/orders');
    await list.tap('已支付，苹果 × 2');
    expect(p.wx.went).toEqual(['navigateTo /shop/pages/order/order?outTradeNo=202505060001']);
  });

  test('shows what was bought and by whom, the refunds so far, and what is left', async () => {
    p.shop.backoffice.marks = { [outTradeNo]: { hold: true } };
    p.shop.addOrder({ status: 'PAID', refunded: 500, refunding: 80 });
    p.shop.addRefund({ status: 'SUCCESS', endedAt: Date.now() });
    p.shop.addRefund({ amount: 80 });
    p.shop.addOrder({ status: 'PAID' });
    p.shop.addRefund({ amount: 1 });
    const page = await open();
    expect(page.text()).toContain('退款处理中苹果¥12.90×2¥25.80合计¥25.80暂缓发货，请人工核对买家尾号a9f3Qz订单编号');
    expect(page.text()).toContain('退款中¥0.80已退款¥5.00退款记录¥0.80待处理');
    expect(page.text()).toContain('¥5.00已退款退款原因不想要了');
    expect(page.text()).toContain('最多可退¥20.00');
    expect(page.text()).not.toContain('¥0.01');
    expect(page.typed('form amount')).toBe('20.00');
    await page.tap('去退款申请里处理');
    expect(p.wx.went).toEqual(['navigateTo /shop/pages/refunds/refunds']);
  });

  test('gives back all that is left, in one word, after saying how much that is in figures and in words', async () => {
    const page = await openNew();
    await page.tap('缺货');
    await give(page);
    expect(p.wx.modals).toEqual([
      expect.objectContaining({
        title: '退给买家 25.80 元？',
        content: '贰拾伍元捌角整，剩下的款项全部退完。微信会把钱原路退给买家，之后不能收回',
        confirmText: '确认退款',
      }),
    ]);
    expect(p.calls('refund')).toEqual([
      {
        action: 'refund',
        requestId: expect.stringMatching(/^[0-9a-z]{20,64}$/),
        outTradeNo,
        amount: 2580,
        reason: '缺货',
      },
    ]);
    expect(page.text()).toContain('已记下，马上退款一分钟内提交给微信');
    expect(page.text()).toContain('退款记录¥25.80已同意');
    expect(page.has('退款给买家')).toBe(false);
  });

  test('gives back a part, and says what that leaves', async () => {
    const page = await openNew();
    await page.type('form amount', '4.29');
    await page.tap('其他');
    await page.type('form words', '少了一个');
    await give(page);
    expect(p.wx.modals).toMatchObject([
      { title: '退给买家 4.29 元？', content: expect.stringMatching(/^肆元贰角玖分，退款后还剩 21.51 元。/) },
    ]);
    expect(p.calls('refund')).toMatchObject([{ amount: 429, reason: '少了一个' }]);
  });

  test('gives nothing back before amount and reason are right, or if it is not meant', async () => {
    const page = await openNew();
    await page.type('form amount', '25.81');
    await give(page);
    expect(page.text()).toContain('最多可退25.80元');
    expect(page.text()).toContain('请选择退款原因');
    expect(p.wx.modals).toEqual([]);
    p.wx.confirmsModal = false;
    await page.type('form amount', '1');
    await page.tap('缺货');
    await give(page);
    expect(p.wx.modals).toHaveLength(1);
    expect(p.calls('refund')).toEqual([]);
    expect(stored()).toEqual([]);
    expect(page.typed('form amount')).toBe('1');
  });

  test('says that another has to agree, where it is too much for one', async () => {
    p.shop.backoffice.secondOperatorAbove = 2_000;
    const page = await openNew();
    await page.tap('缺货');
    await give(page);
    expect(page.text()).toContain('等待另一位店员同意金额较大，另一位店员在「退款申请」里同意后，微信才会退款');
    expect(page.has('去退款申请里处理')).toBe(true);
  });

  test.each([
    ['ERR_REFUND_TOO_SOON', '刚刚申请过退款，请一分钟后再试'],
    ['ERR_REFUND_LIMIT', '这笔订单的退款次数已用完，请到微信支付商户平台处理'],
    ['ERR_NOT_CONFIGURED', '云函数还没有配置好，请在云开发控制台查看日志'],
    ['ERR_FORBIDDEN', '没有权限这样做'],
  ] as const)('says why it was refused, by %s, and keeps what was written', async (code, words) => {
    const page = await openNew();
    p.shop.refuse.refund = code;
    await page.tap('缺货');
    await page.type('form amount', '5');
    await give(page);
    expect(page.text()).toContain(words);
    expect(page.typed('form amount')).toBe('5');
    p.shop.refuse = {};
    await give(page);
    expect(p.shop.refunds).toMatchObject([{ amount: 500, reason: '缺货' }]);
  });

  describe('cannot refund twice', () => {
    test('by two taps, which ask once whether it is meant', async () => {
      const page = await openNew();
      await page.tap('缺货');
      await Promise.all([page.tap('退款给买家'), page.tap('退款给买家')]);
      await p.wait(0);
      expect(p.wx.modals).toHaveLength(1);
      expect(p.calls('refund')).toHaveLength(1);
    });

    test('because the request id is stored before it is sent, and gone when the server has it', async () => {
      let storedWhenSent: unknown;
      p.wx.cloud = (call) => {
        if (call.data.action === 'refund') storedWhenSent = stored()[0].requestId;
        return p.shop.answer(call);
      };
      const page = await openNew();
      await page.tap('缺货');
      await give(page);
      expect(p.calls('refund')[0]?.requestId).toBe(storedWhenSent);
      expect(stored()).toEqual([]);
    });

    test.each(['there', 'back'] as const)('when the answer was lost (%s): the same id goes out again', async (cut) => {
      const page = await openNew();
      p.shop.cut = { refund: cut, order: 'there' };
      await page.tap('缺货');
      await page.type('form amount', '5');
      await give(page);
      expect(page.text()).toContain('网络不通，没有收到回音');
      p.shop.cut = {};
      await give(page);
      const [first, second] = p.calls('refund');
      expect(second?.requestId).toBe(first?.requestId);
      expect(p.shop.refunds).toMatchObject([{ amount: 500 }]);
      expect(page.text()).toContain('已记下，马上退款');
    });

    test('when the mini program is opened anew after a lost answer: the same id goes out again', async () => {
      const page = await openNew();
      p.shop.cut.refund = 'there';
      await page.tap('缺货');
      await give(page);
      p.reload();
      p.shop.cut = {};
      const again = await open();
      await again.tap('缺货');
      await give(again);
      const [first, second] = p.calls('refund');
      expect(second?.requestId).toBe(first?.requestId);
    });

    test('when another amount is given after a lost answer: the earlier one counts', async () => {
      const page = await openNew();
      p.shop.cut = { refund: 'back', order: 'there' };
      await page.tap('缺货');
      await page.type('form amount', '5');
      await give(page);
      p.shop.cut = {};
      await page.type('form amount', '6');
      await give(page);
      expect(page.text()).toContain('之前的退款已经送到这次没有再退一笔');
      expect(p.shop.refunds).toMatchObject([{ amount: 500 }]);
    });

    test('when the buyer asks for his money while an answer is lost: his refund is not taken for the lost one', async () => {
      const page = await openNew();
      p.shop.cut.refund = 'there';
      await page.tap('缺货');
      await page.type('form amount', '5');
      await give(page);
      p.shop.addRefund({ amount: 500, reason: '不想要了' });
      p.shop.cut = {};
      page.instance.onPullDownRefresh?.();
      await p.wait(0);
      await give(page);
      const [first, second] = p.calls('refund');
      expect(second?.requestId).toBe(first?.requestId);
    });

    test('and what arrived although its answer was lost is seen in the list: the next one is another', async () => {
      const page = await openNew();
      p.shop.cut.refund = 'back';
      await page.tap('缺货');
      await page.type('form amount', '5');
      await give(page);
      expect(page.text()).toContain('退款记录¥5.00已同意');
      expect(stored()).toEqual([]);
      p.shop.cut = {};
      await give(page);
      expect(p.shop.refunds).toHaveLength(2);
    });

    test('nor is one order’s id, or the buyer’s of the same person, given to another', async () => {
      p.shop.cut = { refund: 'there', requestRefund: 'there' };
      const orders = [p.shop.addOrder({ status: 'PAID' }), p.shop.addOrder({ status: 'PAID' })];
      for (const order of [...orders, ...orders]) {
        const page = await p.open('shop/order', { outTradeNo: order.outTradeNo });
        await page.tap('缺货');
        await give(page);
      }
      const own = await p.open('refund', { outTradeNo });
      await own.tap('没有收到');
      await own.tap('提交申请');
      await p.wait(0);
      const ids = p.calls('refund').map(({ requestId }) => requestId);
      expect([ids[2], ids[3]]).toEqual([ids[0], ids[1]]);
      expect(new Set([...ids, p.calls('requestRefund')[0]?.requestId]).size).toBe(3);
    });
  });

  test('keeps no more than twenty requests that were not answered', async () => {
    const page = await openNew();
    const waiting = { desk: 'shop', requestId: 'r', amount: 1, reason: 'x', before: 0 };
    const twenty = Array.from({ length: 20 }, (_, index) => ({ ...waiting, outTradeNo: String(index) }));
    p.wx.storage.set('refund-requests', JSON.stringify(twenty));
    p.shop.cut.refund = 'there';
    await page.tap('缺货');
    await give(page);
    const kept = stored().map((request: { outTradeNo: string }) => request.outTradeNo);
    expect(kept).toHaveLength(20);
    expect([kept[0], kept[19]]).toEqual(['1', outTradeNo]);
  });

  test.each<[string, Partial<OrderView>]>([
    ['is not paid', { status: 'PAYING' }],
    ['has been refunded', { refunded: 2580 }],
    ['is being refunded', { refunding: 2580 }],
  ])('has no form where the order %s', async (_, order) => {
    const page = await openNew(order);
    expect(page.text()).toContain('订单编号202505060001');
    expect(page.has('退款给买家')).toBe(false);
  });

  test('says that there is no such order, and loads one when asked again', async () => {
    const page = await open();
    expect(page.text()).toContain('没有找到这笔订单');
    p.shop.addOrder({ status: 'PAID' });
    await page.tap('重新加载');
    await p.wait(0);
    expect(page.typed('form amount')).toBe('25.80');
  });
});

// The examples of 《正确填写票据和结算凭证的基本规定》 and the edges around them; where it allows two ways, the shorter.
test.each([
  [1, '壹分'],
  [5, '伍分'],
  [10, '壹角整'],
  [99, '玖角玖分'],
  [100, '壹元整'],
  [1_205, '壹拾贰元零伍分'],
  [10_950, '壹佰零玖元伍角整'],
  [32_504, '叁佰贰拾伍元零肆分'],
  [140_950, '壹仟肆佰零玖元伍角整'],
  [600_714, '陆仟零柒元壹角肆分'],
  [168_032, '壹仟陆佰捌拾元叁角贰分'],
  [10_700_053, '壹拾万柒仟元伍角叁分'],
  [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
  [1_000_000, '壹万元整'],
  [1_000_100, '壹万零壹元整'],
  [100_000_000, '壹佰万元整'],
  [9_999_999_999, '玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
])('%p fen are %s', (fen, words) => {
  expect(amountInWords(fen)).toBe(words);
});

test.each([0, -1, 0.5, Number.NaN, 10_000_000_000])('%p fen are no amount to be written out', (fen) => {
  expect(() => amountInWords(fen)).toThrow(RangeError);
});
