import { askForBill, type BillName, billLines } from '../../bills/ask-for-bill';
import { billFile, billHash } from '../../bills/bill-file';
import { corrupted } from '../../faults/corrupted';
import { refusal } from '../errors';
import type { Operation } from '../operation';

/** Bills are kept since then. */
const first = '2017-06-01';

/** 下载资金账单: how the balance of an account changed on a day. Only the basic account has anything in it here. */
export const downloadfundflow: Operation = {
  path: '/pay/downloadfundflow',
  title: '下载资金账单',
  source: 'https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_18',
  needsCertificate: true,
  signTypes: ['HMAC-SHA256'],
  unsigned: { nonce: false },
  errors: ['SYSTEMERROR', 'PARAM_ERROR', 'NO_BILL_EXIST', 'BILL_CREATING'],
  fields: {
    bill_date: { label: '资金账单日期', type: 'string', required: true, max: 8 },
    account_type: { label: '资金账户类型', type: 'string', required: true, max: 32 },
    tar_type: { label: '压缩账单', type: 'string', max: 8 },
  },
  run(gateway, { fields, merchant }) {
    const text = fields.get('bill_date') as string;
    const account = fields.get('account_type') as string;
    const packed = fields.get('tar_type') === 'GZIP';
    if (!/^\d{8}$/.test(text)) return refusal('PARAM_ERROR', 'bill_date参数格式错误');
    if (!['Basic', 'Operation', 'Fees'].includes(account)) return refusal('PARAM_ERROR', 'account_type参数错误');
    if (fields.get('tar_type') && !packed) return refusal('PARAM_ERROR', 'tar_type参数错误');
    const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
    const name: BillName = { kind: 'fund-flow', date, mchid: merchant.mchid, wrong: gateway.faults.wrongBill() };
    const asked = askForBill(gateway, name, { keeps: true }).kind;
    if (asked === 'no-such-day' || date < first) return refusal('PARAM_ERROR', 'bill_date参数错误');
    if (asked === 'creating') return refusal('BILL_CREATING');
    if (asked === 'none' || account !== 'Basic') return refusal('NO_BILL_EXIST');
    const hash = billHash(billLines(gateway, name));
    return {
      ok: true,
      file: billFile(billLines(gateway, name), packed),
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        digest: `SHA=${name.wrong.wrongHash ? corrupted(hash) : hash}`,
      },
      about: `（${date} 的资金账单${packed ? '，GZIP 压缩' : ''}）`,
    };
  },
};
