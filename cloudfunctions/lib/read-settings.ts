import type { Settings } from './operations/ports';

/** WeChat's prepay_id lives two hours. */
const MAX_ORDER_MINUTES = 120;

/** The shop's own settings from the function's environment, or what is wrong with them. */
export function readSettings(
  environment: Record<string, string | undefined>,
): { settings: Settings } | { problems: string[] } {
  const text = environment.SHOP_ORDER_MINUTES || '15';
  const orderMinutes = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (orderMinutes >= 1 && orderMinutes <= MAX_ORDER_MINUTES) return { settings: { orderMinutes } };
  return {
    problems: [`SHOP_ORDER_MINUTES 应是 1 到 ${MAX_ORDER_MINUTES} 的整数（分钟），现在是「${text.slice(0, 20)}」`],
  };
}
