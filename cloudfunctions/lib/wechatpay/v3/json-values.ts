import { asFen, type Fen } from '../../payment/fen';
import { fromRfc3339 } from '../beijing-time';

export type Json = Readonly<Record<string, unknown>>;

// Each reads one value of a verified message and throws a SyntaxError where it is not of the documented type.

export function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('消息不是 JSON 对象');
  return value as Json;
}

export function text(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new SyntaxError('消息的文本字段不是字符串');
  return value;
}

export function fen(value: unknown): Fen | undefined {
  if (value === undefined || value === null) return undefined;
  const amount = asFen(value);
  if (amount === undefined) throw new SyntaxError('金额不是整数，单位应当是分');
  return amount;
}

export function moment(value: unknown): number | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  const milliseconds = fromRfc3339(written);
  if (milliseconds === undefined) throw new SyntaxError('成功时间 success_time 不是 RFC 3339');
  return milliseconds;
}
