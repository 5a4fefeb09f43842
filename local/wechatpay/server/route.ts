import type { Gateway } from '../gateway';
import { answerV2, failed } from '../v2/envelope';
import { operations as operationsV2 } from '../v2/operations';
import { answerV3 } from '../v3/envelope';
import type { Operation as OperationV3 } from '../v3/operation';
import { operations as operationsV3 } from '../v3/operations';
import type { Handled, Incoming } from './answer';

const v2 = new Map(operationsV2.map((operation) => [operation.path, operation]));
const v3 = operationsV3.map((operation) => ({ operation, pattern: patternOf(operation.path) }));

/** Finds the operation and lets it answer. A path that is not built says so, and what is. */
export function route(gateway: Gateway, incoming: Incoming): Handled {
  const path = incoming.target.split('?')[0] as string;
  const inV2 = v2.get(path);
  if (inV2) return answerV2(gateway, inV2, incoming);
  const matching = v3.filter(({ pattern }) => pattern.test(path));
  const found = matching.find(({ operation }) => operation.method === incoming.method);
  if (found) return answerV3(gateway, found.operation, parametersOf(found, path), incoming);
  if (matching.length > 0) return wrongMethod(matching[0]?.operation as OperationV3);
  return notBuilt(incoming, path);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function parametersOf({ pattern }: { pattern: RegExp }, path: string): Record<string, string> {
  const groups = Object.entries(pattern.exec(path)?.groups ?? {});
  return Object.fromEntries(groups.map(([name, value]) => [name, decoded(value)]));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** As WeChat answers a wrong method: no body at all. */
function wrongMethod({ title, method }: OperationV3): Handled {
  return {
    answer: { status: 405, headers: {}, body: '' },
    title,
    verdict: { ok: false, reason: `请求方法不对，应为 ${method}` },
  };
}

const supported = [
  ...operationsV2.map(({ path }) => `POST ${path}`),
  ...operationsV3.map(({ method, path }) => `${method} ${path}`),
];

function notBuilt({ method, headers }: Incoming, path: string): Handled {
  const message = `本地微信支付没有实现 ${method} ${path}`;
  if (/xml/i.test(headers['content-type'] ?? '')) {
    const { answer, ...rest } = failed('未实现的接口', `${message}。已实现：${supported.join('，')}`, message);
    return { ...rest, answer: { ...answer, status: 501 } };
  }
  return {
    answer: {
      status: 501,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ code: 'NOT_IMPLEMENTED', message, supported }),
    },
    title: '未实现的接口',
    verdict: { ok: false, reason: message },
  };
}
