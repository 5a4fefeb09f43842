import { randomInt, randomUUID } from 'node:crypto';
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

/** 40 digits, the day in the middle, as WeChat's are. */
export function newTransferBillNo(now: number): string {
  return `1330000${digits(13)}${compactTime(now).slice(0, 8)}00${digits(10)}`;
}

/** 28 digits, the day in the middle: of profit sharing, of its details and of what is returned. */
export function newProfitShareId(prefix: '3000' | '3600' | '3008', now: number): string {
  return `${prefix}${digits(6)}${compactTime(now).slice(0, 8)}${digits(10)}`;
}

/** 28 digits, the day in the middle, as the numbers of red packets and of payments to users are. */
export function newPayoutNo(now: number): string {
  return `1000${digits(6)}${compactTime(now).slice(0, 8)}${digits(10)}`;
}

/** 32 hexadecimal digits. Of UUIDs Node keeps a store; other random bytes it fetches one by one, which takes longer. */
export function newNonce(): string {
  return randomUUID().replaceAll('-', '').toUpperCase();
}
