import type { Exchange } from '../../exchange';

/** Whether every word stands somewhere in an exchange: in its number, path, bodies, verdict. Case does not matter. */
export function matches(exchange: Exchange, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { title, method, path, outTradeNo, request, answer, verdict, signed } = exchange;
  const text = [
    title,
    method,
    path,
    outTradeNo,
    request.body,
    answer?.status,
    answer?.body,
    verdict.ok ? '通过' : '未通过',
    verdict.reason,
    verdict.mistake,
    signed,
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
