import { expect, test } from '@jest/globals';
import { fitText } from '../../cloudfunctions/lib/wechatpay/fit-text';

test.each([
  ['苹果 500 克', '苹果 500 克'],
  ['🍎 苹果 🍎', '苹果'],
  ['x'.repeat(127), 'x'.repeat(127)],
  ['x'.repeat(128), `${'x'.repeat(124)}…`],
  ['果'.repeat(42), '果'.repeat(42)],
  ['果'.repeat(43), `${'果'.repeat(41)}…`],
])('%j becomes %j', (description, fitted) => {
  expect(fitText(description, 127)).toBe(fitted);
  expect(Buffer.byteLength(fitText(description, 127))).toBeLessThanOrEqual(127);
});

test.each([
  ['two\r\nlines\tand  space', 'two lines and space'],
  ['\u0000a\u001b\u0085b\u007f', 'ab'],
  ['half of 🍎: \ud83c', 'half of :'],
  ['\ufffe\uffff', ''],
])('what neither XML nor a bill can show is left out of %j', (text, fitted) => {
  expect(fitText(text, 80)).toBe(fitted);
});
