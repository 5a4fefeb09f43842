import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Priced, priceCart } from '../../cloudfunctions/lib/payment/price-cart';

const goods = (sku: string, price: number): Priced => ({ sku, title: `一种 ${sku}`, price, picture: `${sku}-picture` });
const catalogue = [goods('apple', 1280), goods('banana', 690), goods('gold', 100_000_000)];
const many = Array.from({ length: 60 }, (_, i) => goods(`goods-${i}`, 1));

test('a cart costs what the catalogue says', () => {
  const cart = [
    { sku: 'apple', quantity: 2 },
    { sku: 'banana', quantity: 999 },
  ];
  expect(priceCart(catalogue, cart)).toEqual({
    kind: 'priced',
    items: [
      { sku: 'apple', title: '一种 apple', price: 1280, quantity: 2, picture: 'apple-picture' },
      { sku: 'banana', title: '一种 banana', price: 690, quantity: 999, picture: 'banana-picture' },
    ],
    total: 691_870,
  });
});

test('[T27] a price that comes with the cart is not looked at', () => {
  const cart = [{ sku: 'apple', quantity: 1, price: 1, total: 1 }];
  expect(priceCart(catalogue, cart)).toMatchObject({ kind: 'priced', total: 1280 });
});

test('fifty lines and one million yuan are the most', () => {
  const lines = (count: number) => many.slice(0, count).map(({ sku }) => ({ sku, quantity: 1 }));
  expect(priceCart(many, lines(50))).toMatchObject({ kind: 'priced', total: 50 });
  expect(priceCart(many, lines(51))).toEqual({ kind: 'too-many-lines' });
  expect(priceCart(catalogue, [{ sku: 'gold', quantity: 1 }])).toMatchObject({ kind: 'priced', total: 100_000_000 });
});

describe('[T27] a cart is refused', () => {
  test.each([0, -1, 1.5, 1000, 2 ** 31, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '2' as never, null as never])(
    'with a quantity of %p',
    (quantity) => {
      expect(priceCart(catalogue, [{ sku: 'apple', quantity }])).toEqual({ kind: 'bad-quantity', sku: 'apple' });
    },
  );

  test.each<[string, { sku: string; quantity: number }[], object]>([
    ['that is empty', [], { kind: 'empty' }],
    ['with goods that do not exist', [{ sku: 'durian', quantity: 1 }], { kind: 'unknown-goods', sku: 'durian' }],
    ['with a name of every object', [{ sku: 'toString', quantity: 1 }], { kind: 'unknown-goods', sku: 'toString' }],
    [
      'with the same goods twice',
      [
        { sku: 'apple', quantity: 1 },
        { sku: 'apple', quantity: 1 },
      ],
      { kind: 'repeated-goods', sku: 'apple' },
    ],
    ['that costs too much', [{ sku: 'gold', quantity: 2 }], { kind: 'total-too-large' }],
  ])('%s', (_name, cart, refusal) => {
    expect(priceCart(catalogue, cart)).toEqual(refusal);
  });
});

test('whatever is asked, a priced cart is a whole number of fen between one and a hundred million', () => {
  const quantity = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(1, 999, 2 ** 53));
  const line = fc.record({ sku: fc.constantFrom('apple', 'banana', 'gold', 'durian'), quantity });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (cart) => {
      const priced = priceCart(catalogue, cart);
      if (priced.kind !== 'priced') return;
      expect(Number.isSafeInteger(priced.total) && priced.total >= 1 && priced.total <= 100_000_000).toBe(true);
      expect(priced.total).toBe(priced.items.reduce((sum, item) => sum + item.price * item.quantity, 0));
    }),
    { numRuns: 1000 },
  );
});

test.each([12.8, -1, Number.NaN])(
  'a catalogue with a price of %p is a mistake of ours, and said to be one',
  (price) => {
    expect(() => priceCart([goods('apple', price)], [{ sku: 'apple', quantity: 1 }])).toThrow('no whole number of fen');
  },
);
