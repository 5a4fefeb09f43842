import type { Fen } from './fen';

/** For people to read: 1280 is ¥12.80. */
export function formatYuan(amount: Fen): string {
  return `¥${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
}
