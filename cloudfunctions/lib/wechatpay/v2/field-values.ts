import type { Fen } from '../../payment/fen';
import { fromBeijingDateTime, fromBeijingDigits } from '../beijing-time';

// Each reads the value of one field, if it is there, and throws a SyntaxError where it is not what is documented.

export function fen(text: string | undefined): Fen | undefined {
  if (!text) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new SyntaxError('金额不是整数，单位应当是分');
  return Number(text) as Fen;
}

/** Milliseconds of the time that something was paid at. */
export function paidAt(text: string | undefined): number | undefined {
  return moment(text, fromBeijingDigits, 'yyyyMMddHHmmss');
}

/** Milliseconds of the time that a refund succeeded at, which is written another way. */
export function refundedAt(text: string | undefined): number | undefined {
  return moment(text, fromBeijingDateTime, 'yyyy-MM-dd HH:mm:ss');
}

function moment(text: string | undefined, read: (text: string) => number | undefined, shape: string) {
  if (!text) return undefined;
  const milliseconds = read(text);
  if (milliseconds === undefined) throw new SyntaxError(`成功时间不是 ${shape}`);
  return milliseconds;
}
