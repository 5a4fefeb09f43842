import { formatPrice } from '../format-price';
import { parsePrice } from '../parse-price';

export type Amount = { kind: 'amount'; fen: number } | { kind: 'wrong'; problem: string };

/** The amount that somebody typed, if it can be refunded where `left` fen are. */
export function readAmount(text: string, left: number): Amount {
  const fen = parsePrice(text);
  if (text.trim() === '') return wrong('请填写退款金额');
  if (fen === undefined) return wrong('金额请写成数字，最多两位小数');
  if (fen < 1) return wrong('至少退 0.01 元');
  if (fen > left) return wrong(`最多可退 ${formatPrice(left)} 元`);
  return { kind: 'amount', fen };
}

function wrong(problem: string): Amount {
  return { kind: 'wrong', problem };
}
