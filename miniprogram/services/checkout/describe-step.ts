import type { PaymentStep } from './pay';

const TEXTS: Record<PaymentStep, string> = {
  ordering: '正在下单…',
  paying: '等待付款…',
  confirming: '支付结果确认中…',
};

/** What the busy pay button says. */
export function describeStep(step: PaymentStep): string {
  return TEXTS[step];
}
