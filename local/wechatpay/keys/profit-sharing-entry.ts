import type { ProfitSharing } from './merchants';

/** What `merchant.json` may say of a merchant or a sub-merchant about profit sharing. */
export interface ProfitSharingEntry {
  profitSharing?: {
    /** Where the merchant, as a receiver, hears of what he gets. Not of sub-merchants: they have no key of their own. */
    notifyUrl?: string;
    /** A whole number; 30, WeChat's own limit, unless given. */
    maxPercent?: number;
  };
}

export function profitSharingOf({ profitSharing: { notifyUrl, maxPercent } = {} }: ProfitSharingEntry): ProfitSharing {
  return { notifyUrl: notifyUrl ?? null, maxPercent: maxPercent ?? 30 };
}

/** What is wrong with an entry, in Chinese. */
export function profitSharingProblem({ profitSharing: entry }: ProfitSharingEntry): string | undefined {
  if (entry === undefined) return undefined;
  const isObject = typeof entry === 'object' && entry !== null;
  if (!isObject || Object.keys(entry).some((name) => !['notifyUrl', 'maxPercent'].includes(name))) {
    return 'profitSharing 应为 { notifyUrl?, maxPercent? }';
  }
  const { notifyUrl, maxPercent = 30 } = entry;
  if (
    notifyUrl !== undefined &&
    !(typeof notifyUrl === 'string' && /^https?:\/\//.test(notifyUrl) && URL.canParse(notifyUrl))
  ) {
    return 'profitSharing.notifyUrl 应为 http(s) 地址';
  }
  const right = Number.isInteger(maxPercent) && maxPercent >= 0 && maxPercent <= 100;
  return right ? undefined : 'profitSharing.maxPercent 应为 0 到 100 的整数';
}
