import { describe, expect, test } from '@jest/globals';
import type { OrderView, RefundView } from '../../typings/api';
import { NOW } from './support/fake-shop';
import { phone } from './support/phone';

describe('refunds on the order page', () => {
  const p = phone();
  const open = async (order: Partial<OrderView>, refunds: Partial<RefundView>[] = []) => {
    const { outTradeNo } = p.shop.addOrder({ status: 'PAID', ...order });
    for (const refund of refunds) p.shop.addRefund(refund);
    return p.open('order', { outTradeNo });
  };

  test('can be asked for while something is left', async () => {
    const page = await open({ refunded: 500 });
    await page.tap('申请退款');
    expect(p.wx.went).toEqual(['navigateTo /pages/refund/refund?outTradeNo=202505060001']);
  });

  test.each<[string, Partial<OrderView>]>([
    ['is unpaid', { status: 'PAYING' }],
    ['is closed', { status: 'CLOSED' }],
    ['has been refunded', { refunded: 2580 }],
    ['is being refunded', { refunding: 2580 }],
  ])('cannot be asked for where the order %s', async (_, order) => {
    const page = await open(order);
    expect(page.has('申请退款')).toBe(false);
  });

  test.each<[string, Partial<OrderView>, string]>([
    ['is on its way', { refunding: 500 }, '退款处理中其中5.00元正在处理，进度见下方'],
    ['is a part', { refunded: 500 }, '部分退款付款中的5.00元已经原路退回'],
    ['is all', { refunded: 2580 }, '已全额退款全部款项已经原路退回'],
  ])('are told at the top: what %s', async (_, order, text) => {
    expect((await open(order)).text()).toContain(text);
  });

  test('are told in the list of orders', async () => {
    p.shop.addOrder({ status: 'PAID', refunding: 500, createdAt: NOW });
    p.shop.addOrder({ status: 'PAID', refunded: 500, createdAt: NOW + 1 });
    p.shop.addOrder({ status: 'PAID', refunded: 2580, createdAt: NOW + 2 });
    const page = await p.open('orders');
    expect(page.text()).toMatch(/已全额退款.*部分退款.*退款处理中/);
  });

  test('are listed, newest first, each with its state, its reason and what comes next', async () => {
    const page = await open({ refunded: 500, refunding: 80 }, [
      { status: 'SUCCESS', createdAt: NOW - 600_000, endedAt: NOW - 300_000, reason: '没有收到' },
      { status: 'ASKED', amount: 80 },
    ]);
    expect(page.text()).toContain(
      '退款进度刷新¥0.80等待商家处理商家同意后，微信会把钱原路退给您退款原因不想要了申请时间2025-05-0612:00' +
        '¥5.00已退款原路退回：零钱马上到账，银行卡1到3个工作日到账退款原因没有收到申请时间2025-05-0611:50结束时间2025-05-0611:55',
    );
    expect(page.text()).toContain('退款中¥0.80已退款¥5.00');
  });

  test('are shown as they go on, when asked again', async () => {
    const page = await open({ refunding: 500 }, [{ status: 'ASKED' }]);
    expect(page.text()).toContain('等待商家处理');
    Object.assign(p.shop.refunds[0] as RefundView, { status: 'SUBMITTED' });
    await page.tap('刷新');
    await p.wait(0);
    expect(page.text()).toContain('商家已同意，退款中');
    Object.assign(p.shop.refunds[0] as RefundView, { status: 'SUCCESS', endedAt: NOW });
    Object.assign(p.shop.orders[0] as OrderView, { refunding: 0, refunded: 500 });
    page.instance.onShow?.();
    await p.wait(0);
    expect(page.text()).toContain('部分退款');
    expect(page.text()).toContain('¥5.00已退款');
  });

  test('leave the order readable when they do not come', async () => {
    p.shop.cut.refunds = 'there';
    const page = await open({ refunding: 500 });
    expect(page.text()).toContain('退款处理中');
    expect(page.text()).toContain('网络不通');
  });

  test('are not asked about before the order is paid', async () => {
    await open({ status: 'PAYING' });
    expect(p.calls('refunds')).toEqual([]);
  });
});
