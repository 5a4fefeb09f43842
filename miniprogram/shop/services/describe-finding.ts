import type { FindingView } from '../../../typings/api';

export interface FindingText {
  title: string;
  /** What to do about it, or what is being done. */
  advice: string;
  /** Where it is. */
  state: string;
}

interface Words {
  title: string;
  /** What the clock does about it, before it gives up. */
  meanwhile?: string;
  advice: string;
}

const COMPARE = '请在微信支付商户平台按单号核对，核对完点「已核对」';
const AGAIN = '第二天的账单出来后会再核对一次';

/** Each kind in the shopkeeper's words. */
const WORDS: Record<FindingView['kind'], Words> = {
  'repeated-line': { title: '账单里同一笔出现两次', advice: COMPARE },
  'unknown-state': { title: '账单里有不认识的状态', advice: COMPARE },
  'unknown-order': { title: '账单里有一笔，店里没有这笔订单', advice: `可能来自别的系统或环境。${COMPARE}` },
  mismatch: { title: '金额或订单号与账单不同', advice: COMPARE },
  'second-payment': { title: '同一笔订单付了两次', advice: '请在微信支付商户平台把多收的一笔退给买家' },
  'paid-after-closing': { title: '订单关闭后又付了款', meanwhile: '向微信核实后会全额退款，不发货', advice: COMPARE },
  unsettled: { title: '买家付了款，店里没有记上', meanwhile: '向微信核实后会自动补记', advice: COMPARE },
  'refund-unknown': { title: '在商户平台退的款', meanwhile: '向微信核实后会自动记进账目', advice: COMPARE },
  'refund-unsettled': { title: '退款的结果与账单不同', meanwhile: '向微信核实后会自动更正', advice: COMPARE },
  fee: { title: '手续费与费率不符', advice: COMPARE },
  'not-in-bill': { title: '店里已收款，账单里没有', meanwhile: AGAIN, advice: COMPARE },
  'refund-not-in-bill': { title: '店里已退款，账单里没有', meanwhile: AGAIN, advice: COMPARE },
};

const STATES: Record<FindingView['status'], string> = {
  OPEN: '正在向微信核实',
  OK: '已核对',
  REPAIRED: '已自动更正',
  ESCALATED: '等您核对',
};

/** A difference in the shopkeeper's words, with advice as long as it is not over. A kind of tomorrow is shown as it is. */
export function describeFinding({ kind, status }: FindingView): FindingText {
  const { title, meanwhile, advice } = WORDS[kind] ?? { title: `与账单不同（${kind}）`, advice: COMPARE };
  const state = STATES[status];
  if (status === 'OPEN') return { title, advice: meanwhile ?? advice, state };
  if (status === 'ESCALATED') return { title, advice: meanwhile ? `没能自动核实。${advice}` : advice, state };
  return { title, advice: '', state };
}
