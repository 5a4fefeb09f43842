import type { Gateway } from '../gateway';
import type { Answer, Incoming } from '../server/answer';
import { bill, bills } from './bills';
import { cashier } from './cashier';
import { clock } from './clock';
import { badRequest, type Control, type ControlAnswer, refused } from './control';
import { explain } from './explain';
import { addFaults, clearFaults, showFaults } from './faults';
import { rotateKeys, showKeys } from './keys';
import { log } from './log';
import { operations } from './operations';
import { pay } from './pay';
import { paycode } from './paycode';
import { payee } from './payee';
import { redpack } from './redpack';
import { refund } from './refund';
import { reset } from './reset';
import { state } from './state';
import { transfer } from './transfer';

const controls: Record<string, Control> = {
  'POST pay': pay,
  'POST paycode': paycode,
  'POST cashier': cashier,
  'POST explain': explain,
  'POST refund': refund,
  'POST redpack': redpack,
  'POST transfer': transfer,
  'POST payee': payee,
  'POST clock': clock,
  'POST faults': addFaults,
  'GET faults': showFaults,
  'DELETE faults': clearFaults,
  'GET keys': showKeys,
  'POST keys': rotateKeys,
  'GET state': state,
  'GET operations': operations,
  'GET bills': bills,
  'GET bill': bill,
  'GET log': log,
  'POST reset': reset,
};

export async function answerControl(gateway: Gateway, incoming: Incoming): Promise<Answer> {
  const { status = 200, body } = await run(gateway, incoming);
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

async function run(gateway: Gateway, { method, target, body }: Incoming): Promise<ControlAnswer> {
  const url = new URL(target, 'http://gateway.invalid');
  const name = `${method} ${url.pathname.slice('/_control/'.length)}`;
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (!control) return refused(404, 'NOT_FOUND', `没有控制接口 ${name}。可用的有：${Object.keys(controls).join('、')}`);
  const parsed = method === 'POST' ? parseBody(body) : {};
  if (!parsed) return badRequest('请求体应为 JSON 对象');
  return control(gateway, { body: parsed, query: url.searchParams });
}

function parseBody(body: Buffer): Record<string, unknown> | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
