import { type BillName, billLines } from '../../bills/ask-for-bill';
import { billFile } from '../../bills/bill-file';
import { onEveryPage, refusal } from '../errors';
import type { Operation } from '../operation';

/** 下载账单: the file that was promised, to whom it was promised. It is signed for like any request; nobody signs the file. */
export const downloadBill: Operation = {
  method: 'GET',
  path: '/v3/billdownload/file',
  title: '下载账单',
  source: 'https://pay.weixin.qq.com/doc/v3/merchant/4013071238',
  side: 'either',
  parameters: {
    query: {
      token: { label: '下载凭证', type: 'string', required: true, max: 128 },
      tartype: { label: '压缩类型', type: 'string', max: 8, pattern: '^gzip$' },
    },
  },
  errors: [...onEveryPage, 'INVALID_REQUEST', 'NO_AUTH'],
  run(gateway, { query, merchant }) {
    const offer = gateway.world.billOffers.get(query.token as string);
    if (!offer || gateway.clock.now() >= offer.expiresAt) {
      return refusal('INVALID_REQUEST', { message: '账单下载地址已失效，请重新申请账单' });
    }
    if (offer.mchid !== merchant.mchid)
      return refusal('NO_AUTH', { message: '下载账单的商户号与申请账单的商户号不一致' });
    const name = JSON.parse(offer.bill) as BillName;
    const packed = query.tartype !== undefined;
    return {
      ok: true,
      file: billFile(billLines(gateway, name), packed),
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      about: `（${name.date} 的${name.kind === 'trade' ? '交易' : '资金'}账单${packed ? '，GZIP 压缩' : ''}）`,
    };
  },
};
