import { createHash } from 'node:crypto';
import { createDatabase } from '../../../cloudfunctions/lib/cloudbase/create-database';
import { DatabaseUnavailable, GatewayRefusal, GatewayUnknown, NotConfigured } from '../../../cloudfunctions/lib/errors';
import type { BackofficePorts } from '../../../cloudfunctions/lib/operations/ports';
import { NotDelivered } from './carrier';
import type { Invocation } from './invocation';
import { MERCHANT, OPERATORS, ORDER_MINUTES, SECOND_OPERATOR_ABOVE } from './shop';
import { virtualDatabase } from './virtual-database';
import { virtualGateway } from './virtual-gateway';

/** How product code fails where nobody has made a mistake. */
const FORESEEN = [GatewayRefusal, GatewayUnknown, DatabaseUnavailable, NotConfigured, NotDelivered];

/** The product's own way of saying that it has waited long enough for a receiver. */
const WAITED = /was not delivered within \d+ seconds/;

/** All that an operation needs from outside, bound to one invocation: when that is dead, nothing of it goes on. */
export function portsOf(invocation: Invocation): BackofficePorts {
  const { world, name, choices } = invocation;
  const pause = (milliseconds: number) => invocation.pause(milliseconds);
  const note = (message: string, details: Record<string, unknown> = {}) => {
    const { error } = details;
    world.note(name, `logs ${message}${error === undefined ? '' : ` (${error})`}`);
    if (error !== undefined && !isForeseen(error)) world.unexpected(invocation, error);
    if (message.startsWith('ALERT ')) world.alerted.add(String(details.id));
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
    settings: { orderMinutes: ORDER_MINUTES, operators: OPERATORS, secondOperatorAbove: SECOND_OPERATOR_ABOVE },
    fulfil: (order, outboxId) => world.carrier.fulfil(invocation, order, outboxId),
    uploadShipping: (info) => world.carrier.upload(invocation, info),
    // In this world there is one clock.
    clockSkew: () => 0,
    log: { info: note, rejected: note, error: note },
  };
}

function isForeseen(error: unknown): boolean {
  return FORESEEN.some((kind) => error instanceof kind) || WAITED.test(String(error));
}
