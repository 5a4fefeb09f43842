import { randomBytes, randomInt } from 'node:crypto';
import { compactTime } from './beijing-time';

const digits = (count: number) => String(randomInt(10 ** count)).padStart(count, '0');

/** 28 digits, the day in the middle, as WeChat's are. */
export function newTransactionId(now: number): string {
  return `420000${digits(4)}${compactTime(now).slice(0, 8)}${digits(10)}`;
}

/** 29 digits, the day in the middle, as WeChat's are. */
export function newRefundId(now: number): string {
  return `50${digits(8)}${compactTime(now).slice(0, 8)}${digits(11)}`;
}

export function newNonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}
