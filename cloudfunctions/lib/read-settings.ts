import type { Settings } from './operations/ports';
import type { Fen } from './payment/fen';

/** WeChat's prepay_id lives two hours. */
const MAX_ORDER_MINUTES = 120;
/** 500 yuan. */
const SECOND_OPERATOR_FEN = '50000';
const MAX_OPERATORS = 50;

/**
 * The shop's own settings from the function's environment, or all that is wrong with them. No value is repeated: what
 * stands in the wrong place may be a key.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
): { settings: Settings } | { problems: string[] } {
  const problems: string[] = [];
  const settings: Settings = {
    orderMinutes: readOrderMinutes(environment.SHOP_ORDER_MINUTES || '15', problems),
    operators: readOperators(environment.SHOP_OPERATORS ?? '', problems),
    secondOperatorAbove: readLimit(environment.SHOP_SECOND_OPERATOR_FEN || SECOND_OPERATOR_FEN, problems),
  };
  return problems.length > 0 ? { problems } : { settings };
}

function readOrderMinutes(text: string, problems: string[]): number {
  const minutes = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > MAX_ORDER_MINUTES) {
    problems.push(`SHOP_ORDER_MINUTES 应是 1 到 ${MAX_ORDER_MINUTES} 的整数（分钟）`);
  }
  return minutes;
}

function readOperators(text: string, problems: string[]): string[] {
  const openids = text.split(',').flatMap((openid) => openid.trim() || []);
  const wrong = openids.filter((openid) => !/^[\w-]{1,64}$/.test(openid)).length;
  if (wrong > 0) problems.push(`SHOP_OPERATORS 应是用英文逗号隔开的 openid，其中 ${wrong} 个不是`);
  if (openids.length > MAX_OPERATORS) problems.push(`SHOP_OPERATORS 最多 ${MAX_OPERATORS} 个 openid`);
  return openids;
}

function readLimit(text: string, problems: string[]): Fen {
  if (/^\d{1,11}$/.test(text)) return Number(text) as Fen;
  problems.push('SHOP_SECOND_OPERATOR_FEN 应是整数（分）');
  return 0 as Fen;
}
