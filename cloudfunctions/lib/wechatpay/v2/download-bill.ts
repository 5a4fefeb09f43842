import { createHash } from 'node:crypto';
import { GatewayUnknown } from '../../errors';
import type { BillDownload } from '../../payment/bill';
import { billDate } from '../bill-date';
import { MAX_PACKED_BYTES, unpackBill } from '../unpack-bill';
import { post, type V2Client } from './post';
import { communicationRefusal } from './refusal';
import type { Fields } from './string-to-sign';
import { parseXml } from './xml';

/**
 * 下载交易账单 of a day, `yyyy-mm-dd` in Beijing: payments and refunds. The file is neither signed nor hashed, so it says
 * what to ask about and proves nothing. Throws GatewayRefusal and GatewayUnknown, and a RangeError for a day that is none.
 *
 * @see https://pay.weixin.qq.com/wiki/doc/api/wxa/wxa_api.php?chapter=9_6
 */
export async function downloadBill(client: V2Client, date: string): Promise<BillDownload> {
  const content = { bill_date: billDate(date).replaceAll('-', ''), bill_type: 'ALL', tar_type: 'GZIP' };
  const { status, body } = await post(client, '/pay/downloadbill', content, { maxBytes: MAX_PACKED_BYTES });
  if (status !== 200) throw new GatewayUnknown(`微信支付答复 HTTP ${status}`);
  if (/^\s{0,8}<[?x]/.test(body.toString('latin1', 0, 16))) return outcome(readFailure(body));
  const bytes = await unpackBill(body);
  return { kind: 'ready', bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** A bill begins with the name of a column; what begins with a tag says why there is none. */
function readFailure(body: Buffer): Fields {
  try {
    return parseXml(body);
  } catch (cause) {
    throw new GatewayUnknown(`微信支付的答复无法读取：${(cause as Error).message}`, { cause });
  }
}

/** The page writes `NO Bill Exist` and the wire `No Bill Exist`. */
function outcome({ return_msg: message = '' }: Fields): BillDownload {
  if (/^no bill exist$/i.test(message)) return { kind: 'none' };
  if (/^bill creating$/i.test(message)) return { kind: 'not-yet' };
  if (/^(un)?compressgzip error$/i.test(message)) throw new GatewayUnknown(`微信支付：${message}`);
  throw communicationRefusal(message);
}
