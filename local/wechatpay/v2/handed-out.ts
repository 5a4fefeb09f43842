import type { ErrCode } from './errors';
import { refusal } from './errors';
import type { Operation, Request } from './operation';

/**
 * What the operations by which money is handed out have in common: MD5 only, the merchant's certificate, answers without a
 * signature, and another word for too many calls.
 */
export const handedOut = {
  signTypes: ['MD5'],
  unsigned: { nonce: false },
  needsCertificate: true,
  refuse: (code: string) => refusal((code === 'FREQUENCY_LIMITED' ? 'FREQ_LIMIT' : code) as ErrCode),
} as const satisfies Partial<Operation>;

/** What must be the same when a number is submitted again. */
export function repeatedParameters({ fields }: Pick<Request, 'fields'>): Record<string, string> {
  const once = ['nonce_str', 'sign', 'client_ip', 'spbill_create_ip'];
  return Object.fromEntries([...fields].filter(([name, value]) => value !== '' && !once.includes(name)).sort());
}
