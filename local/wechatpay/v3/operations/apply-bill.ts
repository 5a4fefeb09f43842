import { randomBytes } from 'node:crypto';
import { askForBill, type BillName, billLines } from '../../bills/ask-for-bill';
import { billHash } from '../../bills/bill-file';
import type { TradeBillType } from '../../bills/trade-bill';
import { corrupted } from '../../faults/corrupted';
import type { Gateway } from '../../gateway';
import type { Field } from '../../protocol/fields';
import { refusal } from '../errors';
import type { Operation, Request, Result } from '../operation';
import { downloadBill } from './download-bill';

/** How long a `download_url` lasts. */
const lifetime = 5 * 60_000;

const dateField: Field = {
  label: '账单日期',
  type: 'string',
  required: true,
  max: 10,
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
};
const packingField: Field = { label: '压缩类型', type: 'string', max: 32, pattern: '^GZIP$' };
const errors = [
  'PARAM_ERROR',
  'INVALID_REQUEST',
  'SIGN_ERROR',
  'NO_AUTH',
  'NO_STATEMENT_EXIST',
  'STATEMENT_CREATING',
  'FREQUENCY_LIMITED',
  'SYSTEM_ERROR',
] as const;

/** 申请交易账单. A service provider gets those of all its sub-merchants, or of the one it names. */
export const applyTradeBill: Operation = {
  method: 'GET',
  path: '/v3/bill/tradebill',
  title: '申请交易账单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4013071227',
  side: 'either',
  parameters: {
    query: {
      bill_date: dateField,
      sub_mchid: { label: '子商户号', type: 'string', max: 32 },
      bill_type: {
        label: '账单类型',
        type: 'string',
        max: 32,
        pattern: '^(ALL|SUCCESS|REFUND|RECHARGE_REFUND|ALL_SPECIAL|SUC_SPECIAL|REF_SPECIAL)$',
      },
      tar_type: packingField,
    },
  },
  errors,
  run(gateway, request) {
    const { query, merchant, subMerchant } = request;
    const type = query.bill_type ?? 'ALL';
    // Nobody here has trades of the other types: refunds paid with money paid in for them, and bills by appointment.
    const exists = ['ALL', 'SUCCESS', 'REFUND'].includes(type);
    const name: BillName = {
      kind: 'trade',
      date: query.bill_date as string,
      mchid: merchant.mchid,
      subMchid: subMerchant?.mchid ?? null,
      type: exists ? (type as TradeBillType) : 'ALL',
      wrong: gateway.faults.wrongBill(),
    };
    return offer(gateway, request, name, exists);
  },
};

/** 申请资金账单. Only the basic account has anything in it here. */
export const applyFundFlowBill: Operation = {
  method: 'GET',
  path: '/v3/bill/fundflowbill',
  title: '申请资金账单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4013071235',
  side: 'either',
  parameters: {
    query: {
      bill_date: dateField,
      account_type: { label: '资金账户类型', type: 'string', max: 32, pattern: '^(BASIC|OPERATION|FEES)$' },
      tar_type: packingField,
    },
  },
  errors,
  run(gateway, request) {
    const { query, merchant } = request;
    const wrong = gateway.faults.wrongBill();
    const name: BillName = { kind: 'fund-flow', date: query.bill_date as string, mchid: merchant.mchid, wrong };
    return offer(gateway, request, name, (query.account_type ?? 'BASIC') === 'BASIC');
  },
};

/** Where the file is, and the hash by which its receiver knows that it is whole. */
function offer(gateway: Gateway, { query, merchant, host }: Request, name: BillName, exists: boolean): Result {
  const asked = askForBill(gateway, name).kind;
  if (asked === 'no-such-day') return refusal('INVALID_REQUEST', { message: '账单日期bill_date不正确，请检查' });
  if (asked === 'creating') return refusal('STATEMENT_CREATING');
  if (asked === 'none' || !exists) return refusal('NO_STATEMENT_EXIST');
  const hash = billHash(billLines(gateway, name));
  const token = randomBytes(48).toString('base64url');
  const now = gateway.clock.now();
  const { mchid } = merchant;
  gateway.world.billOffers.add({ token, mchid, bill: JSON.stringify(name), expiresAt: now + lifetime }, now);
  const packed = query.tar_type === undefined ? '' : '&tartype=gzip';
  return {
    ok: true,
    status: 200,
    body: {
      download_url: `${addressFor(gateway, host)}${downloadBill.path}?token=${token}${packed}`,
      hash_type: 'SHA1',
      hash_value: name.wrong.wrongHash ? corrupted(hash) : hash,
    },
  };
}

/** Who was led here under WeChat's own name, by a hosts file say, goes on under it: some clients sign for no other. */
function addressFor({ address }: Gateway, host = ''): string {
  return /^[\w-]+\.mch\.weixin\.qq\.com(:\d+)?$/.test(host) ? `https://${host}` : address();
}
