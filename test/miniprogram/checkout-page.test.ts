import { beforeEach, describe, expect, test } from '@jest/globals';
import { phone } from './support/phone';

const CART = [
  { sku: 'apple', quantity: 2 },
  { sku: 'kiwi', quantity: 1 },
];

describe('the checkout page', () => {
  const p = phone();
  beforeEach(() => {
    p.wx.storage.set('cart', JSON.stringify(CART));
  });
  const stored = (key: string) => JSON.parse(p.wx.storage.get(key) ?? 'null');

  test('shows what is bought, line by line, and what it costs', async () => {
    const page = await p.open('checkout');
    expect(page.text()).toContain('苹果¥12.90×2¥25.80猕猴桃¥3.05×1¥3.05合计¥28.85');
    expect(page.text()).toContain('应付¥28.85微信支付');
  });

  test('offers nothing to pay when the cart is empty', async () => {
    p.wx.storage.clear();
    const page = await p.open('checkout');
    expect(page.text()).toContain('购物车是空的');
    expect(page.has('微信支付')).toBe(false);
    await page.tap('去逛逛');
    expect(p.wx.went).toEqual(['switchTab /pages/goods/goods']);
  });

  test('sends what is in the cart, and no price', async () => {
    const page = await p.open('checkout');
    await page.tap('微信支付');
    await p.wait(0);
    expect(p.calls('prepay')).toEqual([{ action: 'prepay', requestId: expect.any(String), items: CART }]);
    expect(p.wx.payments).toEqual([
      { timeStamp: '1746504000', nonceStr: 'n', package: 'prepay_id=202505060001', signType: 'RSA', paySign: 's' },
    ]);
  });

  describe('cannot pay twice', () => {
    test('by two taps', async () => {
      const page = await p.open('checkout');
      await Promise.all([page.tap('微信支付'), page.tap('微信支付')]);
      expect(page.has('正在下单…')).toBe(true);
      await page.tap('正在下单…');
      await p.wait(30);
      expect(p.calls('prepay')).toHaveLength(1);
      expect(p.wx.payments).toHaveLength(1);
    });

    test('by an event that overtakes the disabled button', async () => {
      const page = await p.open('checkout');
      page.instance.onPay?.();
      page.instance.onPay?.();
      await p.wait(30);
      expect(p.calls('prepay')).toHaveLength(1);
      expect(p.wx.payments).toHaveLength(1);
    });

    test('because the request id is stored before it is sent', async () => {
      let storedWhenSent: unknown;
      p.wx.cloud = (call) => {
        if (call.data.action === 'prepay') storedWhenSent = stored('purchase').requestId;
        return p.shop.answer(call);
      };
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(0);
      expect(storedWhenSent).toMatch(/^[0-9a-z]{16,64}$/);
      expect(p.calls('prepay')[0]?.requestId).toBe(storedWhenSent);
    });

    test('when the answer was lost and the mini program restarted', async () => {
      p.shop.cut.prepay = 'back';
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(0);
      expect(page.text()).toContain('没有提交成功网络不通，没有收到回音。请检查网络后再试，不会重复提交');

      p.reload();
      p.shop.cut = {};
      const again = await p.open('checkout');
      await again.tap('微信支付');
      await p.wait(0);
      const [first, second] = p.calls('prepay');
      expect(second).toEqual(first);
      expect(p.shop.orders).toHaveLength(1);
    });

    test('when it was left in the middle of paying and WeChat took the money', async () => {
      p.wx.sheet = () => new Promise(() => {});
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(0);

      p.reload();
      p.shop.wechatSays = 'PAID';
      const again = await p.open('checkout');
      expect(again.text()).toContain('支付成功');
      expect(again.has('微信支付')).toBe(false);
      expect(stored('cart')).toEqual([]);
    });
  });

  test('takes another request id when the cart was changed, or the first one would be refused', async () => {
    p.wx.sheet = async () => 'requestPayment:fail cancel';
    await (await p.open('checkout')).tap('微信支付');
    await p.wait(0);
    const shelf = await p.open('goods');
    await shelf.tap('加一份猕猴桃');
    await (await p.open('checkout')).tap('微信支付');
    await p.wait(0);
    const ids = p.calls('prepay').map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(2);
  });

  describe('tells how it ended', () => {
    test('paid: WeChat confirmed it, and the cart is empty', async () => {
      p.shop.wechatSays = 'PAID';
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(0);
      expect(page.text()).toContain('支付成功付款已由微信确认');
      expect(stored('cart')).toEqual([]);
      expect(stored('purchase')).toBeNull();
      await page.tap('查看订单');
      expect(p.wx.went).toEqual(['redirectTo /pages/order/order?outTradeNo=202505060001']);
    });

    test('cancelled: nothing was taken, and the same order can be paid', async () => {
      p.wx.sheet = async () => 'requestPayment:fail cancel';
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(0);
      expect(page.text()).toContain('已取消支付没有扣款，订单为您保留到12:15');
      p.wx.sheet = async () => undefined;
      p.shop.wechatSays = 'PAID';
      await page.tap('继续支付');
      await p.wait(0);
      expect(page.text()).toContain('支付成功');
      expect(p.shop.orders).toHaveLength(1);
    });

    test.each([
      ['requestPayment:fail 调用支付JSAPI缺少参数：total_fee', '付款信息不完整，请联系商家'],
      ['requestPayment:fail 支付验证签名失败', '付款信息没有通过微信的校验，请联系商家'],
      ['requestPayment:fail the prepay_id is expired', '付款凭证已过期，请重新支付'],
      ['requestPayment:fail request timeout', '网络不通，请检查网络后重新支付'],
      ['requestPayment:fail', '微信没有完成这笔付款，请重新支付'],
    ])('failed: %s', async (errMsg, reason) => {
      p.wx.sheet = async () => errMsg;
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(3);
      expect(page.text()).toContain(`支付没有成功${reason}`);
      expect(page.has('重新支付')).toBe(true);
      expect(stored('cart')).toEqual(CART);
    });

    test.each(['requestPayment:fail cancel', 'requestPayment:fail'])(
      'paid, if WeChat says so, even where the phone says %s',
      async (errMsg) => {
        p.wx.sheet = async () => errMsg;
        p.shop.wechatSays = 'PAID';
        const page = await p.open('checkout');
        await page.tap('微信支付');
        await p.wait(0);
        expect(page.text()).toContain('支付成功');
      },
    );

    test('pending: after six questions in 19 seconds it stops asking, and warns of paying again', async () => {
      const page = await p.open('checkout');
      await page.tap('微信支付');
      const asked: number[] = [];
      for (let second = 0; second <= 25; second += 1) {
        await p.wait(second === 0 ? 0 : 1);
        asked.push(p.calls('confirm').length);
      }
      expect(asked.slice(0, 20)).toEqual([1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6]);
      expect(asked.at(-1)).toBe(6);
      expect(page.text()).toContain('支付结果确认中微信还没有确认这笔付款，请不要重复支付');
      expect(page.has('微信支付')).toBe(false);
      expect(stored('cart')).toEqual([]);
    });

    test('pending, though no question was answered; later the order page tells the end', async () => {
      p.shop.cut.confirm = 'there';
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(1);
      expect(page.has('支付结果确认中…')).toBe(true);
      await p.wait(20);
      expect(page.text()).toContain('支付结果确认中微信还没有确认');
      await page.tap('查看订单');

      p.shop.cut = {};
      const order = await p.open('order', { outTradeNo: '202505060001' });
      expect(order.text()).toContain('支付确认中');
      expect(order.has('去支付')).toBe(false);
      p.shop.wechatSays = 'PAID';
      await p.wait(3);
      expect(order.text()).toContain('已支付');
    });

    test.each(['ERR_ORDER_CLOSED', 'ERR_ORDER_EXPIRED', 'ERR_REQUEST_ID_REUSED'] as const)(
      'closed, by %s: the next press is a new order',
      async (code) => {
        p.shop.refuse.prepay = code;
        const page = await p.open('checkout');
        await page.tap('微信支付');
        await p.wait(0);
        expect(page.text()).toContain('订单已关闭');
        p.shop.refuse = {};
        await page.tap('重新下单');
        await p.wait(0);
        const [first, second] = p.calls('prepay');
        expect(second?.requestId).not.toBe(first?.requestId);
        expect(second?.items).toEqual(CART);
      },
    );

    test('paid already: the order is not paid again', async () => {
      p.shop.refuse.prepay = 'ERR_ORDER_PAID';
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(0);
      expect(page.text()).toContain('支付成功');
      expect(p.wx.payments).toEqual([]);
      await page.tap('查看订单');
      expect(p.wx.went).toEqual(['switchTab /pages/orders/orders']);
    });

    test.each([
      ['ERR_UNKNOWN_GOODS', '有水果已经下架，请返回重新选择'],
      ['ERR_WECHAT_SILENT', '微信支付暂时没有回应，请稍后再试，不会重复扣款'],
      ['ERR_NOT_CONFIGURED', '商家还没有开通支付，请联系商家'],
    ] as const)('not sent, by %s: why, and the cart is kept', async (code, reason) => {
      p.shop.refuse.prepay = code;
      const page = await p.open('checkout');
      await page.tap('微信支付');
      await p.wait(0);
      expect(page.text()).toContain(`没有提交成功${reason}`);
      expect(page.has('再试一次')).toBe(true);
      expect(stored('cart')).toEqual(CART);
    });
  });

  test('says that it could not be loaded, and loads when asked again', async () => {
    p.shop.cut.catalogue = 'there';
    const page = await p.open('checkout');
    expect(page.text()).toContain('订单没有加载出来网络不通');
    p.shop.cut = {};
    await page.tap('重新加载');
    await p.wait(0);
    expect(page.has('微信支付')).toBe(true);
  });

  test('takes goods that are no longer sold out of the cart, so that what is ordered is what is seen', async () => {
    p.wx.storage.set('cart', JSON.stringify([...CART, { sku: 'durian', quantity: 1 }]));
    const page = await p.open('checkout');
    await page.tap('微信支付');
    await p.wait(0);
    expect(p.calls('prepay')[0]?.items).toEqual(CART);
  });
});
