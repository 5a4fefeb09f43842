import type { CartLine, Goods } from '../../../typings/api';
import { changeCart } from '../../services/cart/change-cart';
import { openShop } from '../../services/cart/open-shop';
import { priceCart } from '../../services/cart/price-cart';
import { errorText } from '../../services/error-text';

Component({
  data: {
    goods: [] as Goods[],
    quantities: {} as Record<string, number>,
    count: 0,
    total: 0,
    error: '',
    placeholders: [1, 2, 3, 4],
    skeleton: [{ width: '100%', height: '260rpx', borderRadius: '24rpx' }, { width: '60%' }, { width: '90%' }],
  },
  methods: {
    async onShow() {
      try {
        const { goods, cart } = await openShop();
        this.setData({ goods, error: '' });
        this.showCart(cart);
      } catch (error) {
        this.setData({ error: errorText(error) });
      }
    },
    onChange(event: WechatMiniprogram.CustomEvent<CartLine>) {
      this.showCart(changeCart(event.detail.sku, event.detail.quantity));
    },
    onCheckout() {
      wx.navigateTo({ url: '/pages/checkout/checkout' });
    },
    showCart(cart: CartLine[]) {
      const { lines, count, total } = priceCart(this.data.goods, cart);
      this.setData({ quantities: Object.fromEntries(lines.map((line) => [line.sku, line.quantity])), count, total });
    },
  },
});
