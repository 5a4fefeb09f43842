import { parseCompactTime } from '../trade/beijing-time';
import type { CodeOrderDraft } from '../trade/pay-by-code';
import type { Request } from './operation';

const defaultLifetime = 7 * 86_400_000;

/**
 * The order a request describes, without who pays and whom to tell; undefined where `time_expire` is no time, or not
 * after `time_start`. What is said anew in every attempt is no part of its parameters.
 */
export function orderDraft(
  { appid, fields, merchant, subMerchant, seller, signType }: Request,
  { tradeType, now, anew }: { tradeType: string; now: number; anew: readonly string[] },
): CodeOrderDraft | undefined {
  const expiresAt = expiry(fields, now);
  if (expiresAt === undefined) return undefined;
  const field = (name: string) => fields.get(name) || null;
  const once = ['nonce_str', 'sign', ...anew];
  const same = [...fields].filter(([name, value]) => value !== '' && !once.includes(name));
  return {
    mchid: merchant.mchid,
    appid,
    subMchid: subMerchant?.mchid ?? null,
    subAppid: field('sub_appid'),
    seller,
    outTradeNo: fields.get('out_trade_no') as string,
    api: 'v2',
    tradeType,
    signType,
    description: fields.get('body') as string,
    total: Number(fields.get('total_fee')),
    attach: field('attach'),
    expiresAt,
    parameters: { ...Object.fromEntries(same.sort()), sign_type: signType },
  };
}

function expiry(fields: Map<string, string>, now: number): number | undefined {
  const text = fields.get('time_expire');
  if (!text) return now + defaultLifetime;
  const stated = parseCompactTime(text);
  const start = parseCompactTime(fields.get('time_start') ?? '');
  return stated !== undefined && start !== undefined && stated <= start ? undefined : stated;
}
