import { isIP } from 'node:net';
import { refusal } from './errors';
import type { Refusal } from './operation';

/** What is wrong with the address of an H5 buyer, which WeChat compares with the one the page is opened from. */
export function clientAddressProblem(address = ''): Refusal | undefined {
  if (isIP(address) === 0) return refusal('PARAM_ERROR', { message: 'payer_client_ip不是合法的IP地址' });
  if (/^127\./.test(address) || address === '::1') {
    return refusal('PARAM_ERROR', { message: 'payer_client_ip应为用户终端的真实IP，不能是本机地址' });
  }
  return undefined;
}
