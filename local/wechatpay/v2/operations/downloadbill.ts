import { askForBill, type BillName, billLines } from '../../bills/ask-for-bill';
import { billFile } from '../../bills/bill-file';
import type { TradeBillType } from '../../bills/trade-bill';
import type { Gateway } from '../../gateway';
import { type BillError, billRefusal } from '../errors';
import type { Operation, Request, Result } from '../operation';

/**
 * 下载对账单: payments and refunds of a day, as a file. Here all refusals are of the communication level and have an
 * `error_code`; `invalid bill_date` is what real answers say of a day that cannot be asked for.
 */
export const downloadbill: Operation = {
  path: '/pay/downloadbill',
  title: '下载对账单',
  source: 'https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=9_6',
  errors: [
    'SYSTEMERROR',
    'invalid bill_type',
    'data format error',
    'missing parameter',
    'SIGN ERROR',
    'No Bill Exist',
    'Bill Creating',
    'CompressGZip Error',
    'UnCompressGZip Error',
  ],
  refuse: (code) => billRefusal(code as BillError),
  // What is wrong with them is told below, in words that only this page has.
  fields: {
    bill_date: { label: '对账单日期', type: 'string' },
    bill_type: { label: '账单类型', type: 'string' },
    tar_type: { label: '压缩账单', type: 'string' },
  },
  run(gateway, { fields, merchant, subMerchant }) {
    const date = fields.get('bill_date');
    if (!date) return billRefusal('missing parameter');
    const type = fields.get('bill_type') || 'ALL';
    if (!['ALL', 'SUCCESS', 'REFUND', 'RECHARGE_REFUND'].includes(type)) return billRefusal('invalid bill_type');
    if (!/^\d{8}$/.test(date) || !['', 'GZIP'].includes(fields.get('tar_type') ?? '')) {
      return billRefusal('data format error');
    }
    // Of refunds paid with money that was paid in for them (充值退款) there are none here.
    const exists = type !== 'RECHARGE_REFUND';
    const name: BillName = {
      kind: 'trade',
      date: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
      mchid: merchant.mchid,
      subMchid: subMerchant?.mchid ?? null,
      type: exists ? (type as TradeBillType) : 'REFUND',
      wrong: gateway.faults.wrongBill(),
    };
    switch (askForBill(gateway, name).kind) {
      case 'no-such-day':
        return billRefusal('invalid bill_date');
      case 'creating':
        return billRefusal('Bill Creating');
      case 'none':
        return billRefusal('No Bill Exist');
      case 'ready':
        return exists ? fileOf(gateway, name, fields) : billRefusal('No Bill Exist');
    }
  },
};

function fileOf(gateway: Gateway, name: BillName, fields: Request['fields']): Result {
  const packed = fields.get('tar_type') === 'GZIP';
  return {
    ok: true,
    file: billFile(billLines(gateway, name), packed),
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    about: `（${name.date} 的交易账单${packed ? '，GZIP 压缩' : ''}）`,
  };
}
