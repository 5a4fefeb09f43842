import { Choices } from '../world/choices';
import type { World } from '../world/world';
import { Phone } from './phone';

const LATEST = 4 * 3600_000;

/** Anybody with the mini program can call any function with any event: somebody tries them all, on what belongs to others. */
export function intruderTries(world: World): void {
  const choices = new Choices(world.seed, 'intruder');
  if (!world.happens('intruder', 0.3, choices)) return;
  const phone = new Phone(world, 'Intruder');
  for (let i = 1; i <= 6; i++) {
    world.scheduler.after(choices.below(LATEST), () => attempt(world, phone, choices));
  }
}

function attempt(world: World, phone: Phone, choices: Choices): void {
  const orders = [...world.wechat.orders.keys()];
  const outTradeNo = orders[choices.below(orders.length)] ?? 'none';
  const refunds = world.store.all('refunds');
  const outRefundNo = refunds[choices.below(refunds.length)]?._id ?? 'none';
  const refund = { requestId: 'intruder', outTradeNo, amount: 1, reason: '骗' };
  const [functionName, event] = choices.pick<[string, object]>([
    ['trade', { action: 'requestRefund', ...refund }],
    ['trade', { action: 'refunds', outTradeNo }],
    ['trade', { action: 'cancel', outTradeNo }],
    ['prepay', { action: 'repay', outTradeNo }],
    ['backoffice', { action: 'refund', ...refund }],
    ['backoffice', { action: 'decideRefund', outRefundNo, approve: true }],
    ['backoffice', { action: choices.pick(['orders', 'refunds', 'anomalies', 'summary']) }],
    ['backoffice', { Type: 'Timer', TriggerName: 'every-minute', Time: '' }],
    ['trade', { httpMethod: 'POST', path: '/notify/v3', headers: {}, body: '{}', isBase64Encoded: false }],
  ]);
  void phone.call(functionName, { ...event, openid: 'oOperator1', source: 'wx_trigger' });
}
