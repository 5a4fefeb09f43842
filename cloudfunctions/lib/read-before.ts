import type { Refusal } from './answer-buyer';
import { refused } from './operations/reply';

/** Where a page of a list begins: `createdAt` of the last one already shown, or the beginning. */
export function readBefore(before: unknown): { before?: number } | Refusal {
  if (before === undefined) return {};
  if (typeof before === 'number' && Number.isSafeInteger(before) && before > 0) return { before };
  return refused('ERR_BAD_REQUEST', 'before 应是上一页最后一项的 createdAt');
}
