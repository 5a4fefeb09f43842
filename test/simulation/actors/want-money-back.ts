import { Choices } from '../world/choices';
import type { Phone } from './phone';

const MINUTE = 60_000;

/**
 * What a buyer who has paid does to have money back: all of it, some, too much or nothing at all; he taps twice, uses the same
 * request for another amount, and comes again for more.
 */
export function wantMoneyBack(phone: Phone, outTradeNo: string): void {
  const { world } = phone;
  const name = `${phone.name} wants money back for ${outTradeNo}`;
  const choices = new Choices(world.seed, name);
  if (!world.happens(name, 0.5, choices)) return;
  const total = Number(world.wechat.orders.get(outTradeNo)?.order.total);
  const amounts = {
    all: undefined,
    some: 1 + choices.below(total),
    tooMuch: total + 1 + choices.below(100),
    nothing: choices.pick([0, 0.5, -1]),
  };
  const kind = choices.pick(['all', 'all', 'all', 'some', 'some', 'some', 'some', 'tooMuch', 'nothing']);
  const first = choices.below(choices.pick([5_000, 5 * MINUTE, 5 * MINUTE, 120 * MINUTE]));
  const ask = (requestId: string, amount: number | undefined) =>
    phone.refund('requestRefund', { refundOf: outTradeNo, requestId, ...(amount === undefined ? {} : { amount }) });
  const step = (what: string, probability: number, delay: number, act: () => unknown) => {
    if (world.happens(`${name}: ${what}`, probability, choices)) world.scheduler.after(delay, act);
  };
  step('asks', 1, first, () => ask('refund-1', amounts[kind]));
  step('taps twice', 0.3, first + choices.below(300), () => ask('refund-1', amounts[kind]));
  step('tries again', 0.3, first + choices.below(10 * MINUTE), () => ask('refund-1', amounts[kind]));
  step('same request, another amount', 0.1, first + choices.below(MINUTE), () => ask('refund-1', amounts.some + 1));
  step('wants more', 0.4, first + choices.below(5 * MINUTE), () => ask('refund-2', amounts.some));
  step('wants the rest', 0.2, first + choices.below(60 * MINUTE), () => ask('refund-3', undefined));
  step('looks', 0.3, first + choices.below(120 * MINUTE), () => phone.about('refunds', outTradeNo));
}
