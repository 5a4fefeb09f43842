import { createHash } from 'node:crypto';
import { createDatabase } from '../../../cloudfunctions/lib/cloudbase/create-database';
import { DatabaseUnavailable, GatewayRefusal, GatewayUnknown, NotConfigured } from '../../../cloudfunctions/lib/errors';
import type { Ports } from '../../../cloudfunctions/lib/operations/ports';
import type { Fen } from '../../../cloudfunctions/lib/payment/fen';
import type { Invocation } from './invocation';
import { MERCHANT, ORDER_MINUTES } from './shop';
import { virtualDatabase } from './virtual-database';
import { virtualGateway } from './virtual-gateway';

/** How product code fails where nobody has made a mistake. */
const FORESEEN = [GatewayRefusal, GatewayUnknown, DatabaseUnavailable, NotConfigured];

/** All that an operation needs from outside, bound to one invocation: when that is dead, nothing of it goes on. */
export function portsOf(invocation: Invocation): Ports {
  const { world, name, choices } = invocation;
  const pause = (milliseconds: number) => invocation.pause(milliseconds);
  const note = (message: string, details: Record<string, unknown> = {}) => {
    const { error } = details;
    world.note(name, `logs ${message}${error === undefined ? '' : ` (${error})`}`);
    if (error !== undefined && !FORESEEN.some((kind) => error instanceof kind)) world.unexpected(invocation, error);
  };
  return {
    clock: () => world.scheduler.now,
    pause,
    random: (bytes) => choices.bytes(bytes),
    digest: (text) => createHash('sha256').update(text).digest(),
    database: createDatabase(virtualDatabase(invocation), pause),
    gateway: (api) => virtualGateway(invocation, api),
    readNotification: (api, request) => world.wechat.readNotification(api, request),
    merchant: MERCHANT,
    api: world.wechat.api,
    settings: { orderMinutes: ORDER_MINUTES, operators: [], secondOperatorAbove: 50_000 as Fen },
    log: { info: note, rejected: note, error: note },
  };
}
