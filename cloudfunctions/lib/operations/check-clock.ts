import type { BackofficePorts } from './ports';
import { raiseAlert } from './raise-alert';

/** WeChat refuses what is signed five minutes off, and so do we: a person is called long before. */
const TOLERATED_SECONDS = 60;

/** Calls a person where our clock and WeChat's have drifted apart; nobody can pay once it is minutes. */
export async function checkClock(ports: BackofficePorts): Promise<void> {
  const skew = ports.clockSkew();
  if (Math.abs(skew) <= TOLERATED_SECONDS) return;
  const direction = skew > 0 ? '快' : '慢';
  const message = `云函数的时钟比微信支付${direction} ${Math.abs(skew)} 秒，差到 5 分钟就无法收款：请向平台报告`;
  await raiseAlert(ports, 'clock', message);
}
