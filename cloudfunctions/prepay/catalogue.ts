import type { Goods } from '../../typings/api';

/** What the shop sells. Prices are fen for one unit, and this is the only place that says them. */
export const catalogue: readonly Goods[] = [
  {
    sku: 'apple',
    title: '红富士苹果',
    subtitle: '脆甜多汁，山地日照足',
    price: 1280,
    unit: '约 1 千克',
    picture: 'apple',
  },
  { sku: 'banana', title: '高山香蕉', subtitle: '软糯香甜，自然熟', price: 690, unit: '约 750 克', picture: 'banana' },
  {
    sku: 'orange',
    title: '赣南脐橙',
    subtitle: '皮薄肉厚，酸甜正好',
    price: 1580,
    unit: '约 1.5 千克',
    picture: 'orange',
  },
  {
    sku: 'grape',
    title: '阳光玫瑰葡萄',
    subtitle: '无籽，入口有花香',
    price: 2990,
    unit: '约 500 克',
    picture: 'grape',
  },
  {
    sku: 'watermelon',
    title: '麒麟西瓜',
    subtitle: '沙瓤，冰镇更好吃',
    price: 2580,
    unit: '一个，约 4 千克',
    picture: 'watermelon',
  },
  { sku: 'peach', title: '阳山水蜜桃', subtitle: '一吸就是一口汁', price: 3680, unit: '6 个装', picture: 'peach' },
  {
    sku: 'strawberry',
    title: '丹东草莓',
    subtitle: '当天采摘，个大饱满',
    price: 3280,
    unit: '约 500 克',
    picture: 'strawberry',
  },
  { sku: 'kiwi', title: '周至猕猴桃', subtitle: '即食软熟，维 C 丰富', price: 1980, unit: '8 个装', picture: 'kiwi' },
];
