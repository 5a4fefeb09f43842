import { expect, test } from '@jest/globals';
import { convertUnits } from '../../../local/preview/convert-units';

test.each([
  ['10rpx', 'calc(10 * var(--rpx))'],
  ['-1.5rpx .5RPX', 'calc(-1.5 * var(--rpx)) calc(.5 * var(--rpx))'],
  ['calc(100vh - 88rpx)', 'calc(calc(100 * var(--vh)) - calc(88 * var(--rpx)))'],
  ['50vw', 'calc(50 * var(--vw))'],
  ['env(safe-area-inset-bottom)', 'var(--safe-area-inset-bottom)'],
  ['calc(20rpx + constant( safe-area-inset-top ))', 'calc(calc(20 * var(--rpx)) + var(--safe-area-inset-top))'],
  ['url(data:image/png;base64,iVBO9vh+8rpx/A)', 'url(data:image/png;base64,iVBO9vh+8rpx/A)'],
  ['"2rpx" \'3vh\'', '"2rpx" \'3vh\''],
  ['var(--gap-2rpx)', 'var(--gap-2rpx)'],
  ['#12vh34', '#12vh34'],
  ['10px 2em 1vmin', '10px 2em 1vmin'],
])('%s becomes %s', (value, converted) => {
  expect(convertUnits(value)).toBe(converted);
});
