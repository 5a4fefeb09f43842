import { expect, test } from '@jest/globals';
import { fitDescription } from '../../cloudfunctions/lib/wechatpay/fit-description';

test.each([
  ['苹果 500 克', '苹果 500 克'],
  ['🍎 苹果 🍎', '苹果'],
  ['x'.repeat(127), 'x'.repeat(127)],
  ['x'.repeat(128), `${'x'.repeat(124)}…`],
  ['果'.repeat(42), '果'.repeat(42)],
  ['果'.repeat(43), `${'果'.repeat(41)}…`],
])('%j becomes %j', (description, fitted) => {
  expect(fitDescription(description)).toBe(fitted);
  expect(Buffer.byteLength(fitDescription(description))).toBeLessThanOrEqual(127);
});
