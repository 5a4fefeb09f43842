import type { Notification } from '../../../cloudfunctions/lib/payment/notification';
import type { RefundFact } from '../../../cloudfunctions/lib/payment/refund-fact';
import type { Api } from '../../../cloudfunctions/lib/payment/trade';
import { type Answered, callFunction } from './call-function';
import { Choices } from './choices';
import type { World } from './world';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long WeChat waits before it sends again (pay.weixin.qq.com/doc/v3/merchant/4012791902). */
const PAUSES = [
  ...[15 * SECOND, 15 * SECOND, 30 * SECOND, 3 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 30 * MINUTE],
  ...[30 * MINUTE, HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR],
];

/** WeChat counts an answer that comes later as none. */
const PATIENCE = 5 * SECOND;

/** From somewhere on the internet, where nobody is logged in. */
const ANYBODY = { source: '', clientIp: '203.0.113.80' };

const ADDRESSES = {
  v2: { paths: ['/notify/v2/paid', '/trade/notify/v2/paid'], contentType: 'text/xml' },
  'v2 refund': { paths: ['/notify/v2/refunded', '/trade/notify/v2/refunded'], contentType: 'text/xml' },
  v3: { paths: ['/notify/v3', '/trade/notify/v3'], contentType: 'application/json; charset=utf-8' },
} as const;

/** A notification under way: what it says, and how the shop has answered so far. */
export interface Sent {
  name: string;
  api: Api;
  notification: Notification;
  /** What a hint, which says nothing itself, is about. */
  means?: RefundFact;
  accepted: boolean;
}

/**
 * WeChat's notifications: sent until one is answered as it should be, lost, doubled, delayed and overtaking each other on
 * the way. A message is the simulation's own JSON with a seal that nobody else can know, which stands for a signature.
 */
export class Notifier {
  readonly sent: Sent[] = [];
  readonly #sealed = new Map<string, Sent>();

  constructor(private readonly world: World) {}

  send(name: string, notification: Notification, api = this.#apiOf(notification), means?: RefundFact): void {
    const sent: Sent = { name, api, notification, accepted: false, ...(means ? { means } : {}) };
    const choices = new Choices(this.world.seed, `notification · ${name}`);
    const seal = `seal-${choices.below(2 ** 31)}`;
    this.sent.push(sent);
    this.#sealed.set(seal, sent);
    this.#attempt(sent, JSON.stringify({ seal }), 0, choices);
  }

  /** One more copy of everything, out of turn. */
  repeatAll(): void {
    for (const [seal, sent] of this.#sealed) void this.#post(sent, JSON.stringify({ seal }), 0);
  }

  /** What a stranger makes up has no seal of ours. */
  forge(api: Api, body: string): Promise<Answered> {
    return this.#post(
      { name: 'forged', api, notification: { kind: 'untrusted', reason: '' }, accepted: false },
      body,
      0,
    );
  }

  read(api: Api, body: string): Notification {
    const sent = this.#sealed.get(sealOf(body) ?? '');
    return sent?.api === api ? sent.notification : { kind: 'untrusted', reason: 'the seal is broken' };
  }

  #apiOf(notification: Notification): Api {
    return notification.kind === 'trade' ? notification.trade.api : this.world.wechat.api;
  }

  #attempt(sent: Sent, body: string, attempt: number, choices: Choices): void {
    const { world } = this;
    const copies = world.happens(`${sent.name} · ${attempt}: doubled`, world.faults.doubledNotification, choices)
      ? 2
      : 1;
    for (let copy = 1; copy <= copies; copy++) {
      const key = `${sent.name} · ${attempt}.${copy}`;
      const delay = choices.below(choices.pick([50, 50, 2_000, 20_000]));
      const lost = world.happens(`${key}: lost`, world.faults.lostNotification, choices);
      const unheard = world.happens(`${key}: answer lost`, world.faults.lostNotification / 2, choices);
      if (lost || world.faults.loseAllNotifications) continue;
      world.scheduler.after(delay, async () => {
        const sentAt = world.scheduler.now;
        const answered = await this.#post(sent, body, attempt);
        const inTime = world.scheduler.now - sentAt <= PATIENCE;
        if (inTime && !unheard && isAcceptance(sent.api, answered)) sent.accepted = true;
      });
    }
    const pause = PAUSES[attempt];
    if (pause === undefined) return;
    world.scheduler.after(pause + choices.below(2_000), () => {
      if (!sent.accepted) this.#attempt(sent, body, attempt + 1, choices);
    });
  }

  #post(sent: Sent, body: string, attempt: number): Promise<Answered> {
    const { paths, contentType } = ADDRESSES[sent.notification.kind === 'refund-hint' ? 'v2 refund' : sent.api];
    return callFunction(this.world, {
      who: `WeChat, ${sent.name}`,
      functionName: 'trade',
      event: {
        httpMethod: 'POST',
        path: paths[attempt % 2],
        headers: { 'Content-Type': contentType },
        body,
        isBase64Encoded: false,
      },
      caller: ANYBODY,
      about: sent,
    });
  }
}

function sealOf(body: string): string | undefined {
  try {
    return String((JSON.parse(body) as { seal?: unknown }).seal);
  } catch {
    return undefined;
  }
}

/** In API v3 the status alone decides, in v2 the body alone. */
export function isAcceptance(api: Api, answered: Answered): boolean {
  if (answered.kind === 'silent') return false;
  const { statusCode, body } = answered.reply as { statusCode: number; body: string };
  if (api === 'v3') return statusCode >= 200 && statusCode < 300;
  return statusCode === 200 && body.includes('<return_code><![CDATA[SUCCESS]]></return_code>');
}
