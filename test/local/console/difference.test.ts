import { expect, test } from '@jest/globals';
import { difference, type Piece } from '../../../local/console/page/difference';

/** What differs in brackets. */
const drawn = (pieces: Piece[]) => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

test.each([
  ['nothing where they are the same', 'a=1&b=2&key=*', 'a=1&b=2&key=*', 'a=1&b=2&key=*', 'a=1&b=2&key=*'],
  ['what is missing in one', 'a=1&b=2&key=*', 'a=1&key=*', 'a=1&[b=2&]key=*', 'a=1&[]key=*'],
  ['what one has besides', 'a=1&key=*', 'a=1&b=2&key=*', 'a=1&[]key=*', 'a=1&[b=2&]key=*'],
  [
    'a value, and no more than what is wrong in it',
    'total=1280&key=*',
    'total=12.80&key=*',
    'total=12[]80&key=*',
    'total=12[.]80&key=*',
  ],
  ['two places', 'a=1&b=2&c=3&d=4', 'a=9&b=2&c=8&d=4', 'a=[1]&b=2&c=[3]&d=4', 'a=[9]&b=2&c=[8]&d=4'],
  ['pairs in another order', 'a=1&b=2&c=3', 'b=2&a=1&c=3', '[a=1&]b=2&[]c=3', '[]b=2&[a=1&]c=3'],
  ['a line that ends too early', 'GET\n/v3\n1\n\n', 'GET\n/v3\n1\n', 'GET\n/v3\n1\n[\n]', 'GET\n/v3\n1\n[]'],
  ['a character outside the first plane, whole', 'a=😀&b', 'a=😁&b', 'a=[😀]&b', 'a=[😁]&b'],
  ['everything, of two hashes', 'ABC', 'XYZ', '[ABC]', '[XYZ]'],
])('marks %s', (_what, one, other, oneDrawn, otherDrawn) => {
  const [first, second] = difference(one, other);
  expect([first, second].map((pieces) => pieces.map(({ text }) => text).join(''))).toEqual([one, other]);
  expect([drawn(first), drawn(second)]).toEqual([oneDrawn, otherDrawn]);
});

test('two long texts are compared in bounded time', () => {
  const many = (prefix: string) => Array.from({ length: 8_000 }, (_, at) => `${prefix}${at}`).join('&');
  const before = process.cpuUsage();
  const [first] = difference(`same&${many('a')}&end`, `same&${many('b')}&end`);
  expect(first.filter(({ differs }) => differs)).toHaveLength(1);
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
});
