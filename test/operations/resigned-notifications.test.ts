// What nobody but WeChat can say, said wrongly: every message here has a valid signature. What has to become of it is decided
// a second time, in judge.ts, from what was changed and not from what was sent.
import { createPrivateKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Order } from '../../cloudfunctions/lib/payment/order';
import type { WechatpayConfiguration } from '../../cloudfunctions/lib/wechatpay/configuration';
import { readNotification } from '../../cloudfunctions/lib/wechatpay/read-notification';
import { keys as publishedKeys } from '../fixtures/wechatpay/v3.json';
import { anOrder, fen } from '../support/an-order';
import { howMany, PATIENCE } from '../support/how-many';
import { memoryShop, overHttp } from '../support/memory-shop';
import type { Message, WechatKeys } from '../support/sign-as-wechat';
import { API_KEY, API_V3_KEY, PLATFORM_SERIAL, v2Credentials, v3Credentials } from '../wechatpay/wechat';
import { type Case, cases } from './resigned/cases';
import { deviations, OTHER_ORDER, USED_TRANSACTION } from './resigned/deviations';
import { genuineDraft, sellers, signed } from './resigned/genuine';
import { judge } from './resigned/judge';
import { type Everything, isEqual, whatIsWrong } from './resigned/what-is-wrong';

const MESSAGES = howMany(20_000, 200_000);
const SEED = 20261210;
const TRANSACTION = '4200000000000000000000000001';
const CLASSES = ['untrusted', 'unreadable', 'noticed', 'unknown-order', 'conflict', 'repeated', 'paid', 'hold', 'late'];

const keys: WechatKeys = {
  merchant: { ...sellers.merchant, apiKey: API_KEY, apiV3Key: API_V3_KEY },
  privateKey: createPrivateKey(publishedKeys.goTest.privateKey),
  serial: PLATFORM_SERIAL,
};

/** A shop that sells as the case says, with the order it is about and another buyer's, which has been paid. */
async function shopOf({ status, orderApi, api, signType, seller }: Case) {
  const merchant = sellers[seller];
  const { appid: _, mchid: __, ...sub } = merchant;
  const address = 'https://api.mch.weixin.qq.com';
  const configuration: WechatpayConfiguration = {
    ...{ api, merchant, baseUrl: address, tlsBaseUrl: address, notifyUrl: 'https://shop.example/trade' },
    ...{ v2: v2Credentials(signType), v3: v3Credentials },
  };
  const shop = memoryShop({
    merchant,
    readNotification: (by, request) => readNotification(configuration, by, request),
  });
  const paid = { status: 'PAID', paidAt: shop.now } as const;
  const order = anOrder({
    ...{ status, api: orderApi, ...sub },
    ...(status === 'PAID' ? { ...paid, transactionId: TRANSACTION } : {}),
  });
  const other: Order = {
    ...{ ...order, ...paid, _id: OTHER_ORDER },
    ...{ openid: 'oBuyerB', amount: fen(99_900), transactionId: USED_TRANSACTION },
  };
  await shop.database.transaction(async (transaction) => {
    for (const one of [order, other]) {
      await transaction.create('orders', one);
      const { _id: outTradeNo, amount, transactionId: _id } = one;
      const payment = { outTradeNo, amount, paidAt: shop.now, createdAt: shop.now, rawDigest: 'ab'.repeat(32) };
      if (_id) await transaction.create('payments', { _id, source: 'query', ...payment });
    }
  });
  const deliver = async ({ path, headers, body }: Message) =>
    said(await shop.call.trade({ httpMethod: 'POST', path, headers, body, isBase64Encoded: false }, overHttp));
  return { now: shop.now, order, deliver, everything: () => shop.database.everything() as Everything };
}

/** Status and word: API v2 looks at the word, API v3 at the status. */
function said(answer: unknown): string {
  const { statusCode, body } = answer as { statusCode: number; body: string };
  return `${statusCode} ${/SUCCESS|FAIL/.exec(body)?.[0] ?? ''}`;
}

const ANSWERS = {
  v2: { accepted: '200 SUCCESS', untrusted: '200 FAIL', failed: '200 FAIL' },
  v3: { accepted: '204 ', untrusted: '401 FAIL', failed: '500 FAIL' },
};

/** What the database holds at first, by the order it holds: to read it anew for every message would be half of the work. */
const BEFORE = new Map<string, Everything>();

/** Delivers one message, and answers its outcome and what is not as it has to be. */
async function deliverOne(one: Case): Promise<{ kind: string; problem?: string }> {
  const { status, orderApi, api, seller, signType, changed, twice } = one;
  const { now, order, deliver, everything } = await shopOf(one);
  const draft = genuineDraft(api, order, TRANSACTION);
  for (const { apply } of changed) apply(draft);
  if (api === 'v3') draft.wrap.v3 = { timestamp: now / 1000, ...draft.wrap.v3 };
  const message = signed(draft, keys, seller, signType);

  const meanings = changed.map(({ means }) => means);
  const outcome = judge(status, orderApi === api, meanings);
  const { kind } = outcome;
  const before = BEFORE.get(JSON.stringify(order)) ?? everything();
  BEFORE.set(JSON.stringify(order), before);
  const answer = await deliver(message);
  const after = everything();
  if (answer !== ANSWERS[api][outcome.answer]) return { kind, problem: `it was answered ${answer}` };
  const problem = whatIsWrong(order, draft.parts.transactionId, outcome, before, after);
  if (problem || !twice) return { kind, problem };
  const alike = (await deliver(message)) === answer && isEqual(everything(), after);
  return { kind, problem: alike ? undefined : 'the second time was not like the first' };
}

test(
  `[S2] [T04] [T05] [T06] [T07] [T19] ${MESSAGES.toLocaleString('en')} signed messages that say what they should not become what the rules say, and are answered so (seed ${SEED})`,
  async () => {
    const wrong: unknown[] = [];
    const met = new Map<string, number>();
    const count = (what: string) => met.set(what, (met.get(what) ?? 0) + 1);
    for (const one of cases(SEED, MESSAGES)) {
      const { kind, problem } = await deliverOne(one);
      if (problem) wrong.push({ ...one, changed: one.changed.map(({ name }) => name), kind, problem });
      for (const what of [kind, ...one.changed.map(({ name }) => name)]) count(what);
    }
    expect({ wrong: wrong.length, first: wrong.slice(0, 3) }).toEqual({ wrong: 0, first: [] });
    // Whatever never came up would not have been looked at.
    expect(CLASSES.filter((kind) => (met.get(kind) ?? 0) < MESSAGES / 1000)).toEqual([]);
    expect(deviations.map(({ name }) => name).filter((name) => !met.has(name))).toEqual([]);
  },
  PATIENCE,
);
