import { createHash } from 'node:crypto';
import { GatewayRefusal, GatewayUnknown } from '../../errors';
import type { BillDownload } from '../../payment/bill';
import { billDate } from '../bill-date';
import { send } from '../send';
import { MAX_PACKED_BYTES, unpackBill } from '../unpack-bill';
import { call, requestHeaders, type V3Client } from './call';
import { object, text } from './json-values';

/** Where WeChat keeps bills, besides the address that is configured. */
const HOSTS = new Set(['api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com']);

/**
 * 申请交易账单 of a day, `yyyy-mm-dd` in Beijing, and 下载账单: payments and refunds. The file itself is not signed; the
 * signed answer to the first question has its hash. Throws GatewayRefusal and GatewayUnknown, and a RangeError for a day
 * that is none.
 *
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013071254
 */
export async function downloadBill(client: V3Client, date: string): Promise<BillDownload> {
  const { subMchid } = client.configuration.merchant;
  const query = new URLSearchParams({
    bill_date: billDate(date),
    bill_type: 'ALL',
    tar_type: 'GZIP',
    ...(subMchid === undefined ? {} : { sub_mchid: subMchid }),
  });
  let answer: Buffer;
  try {
    answer = await call(client, 'GET', `/v3/bill/tradebill?${query}`);
  } catch (error) {
    if (error instanceof GatewayRefusal && error.code === 'NO_STATEMENT_EXIST') return { kind: 'none' };
    if (error instanceof GatewayRefusal && error.code === 'STATEMENT_CREATING') return { kind: 'not-yet' };
    throw error;
  }
  const { url, sha1 } = readOffer(answer, client.configuration.baseUrl);
  const bytes = await unpackBill(await fetchFile(client, url));
  if (createHash('sha1').update(bytes).digest('hex') !== sha1) {
    throw new GatewayUnknown('账单的 SHA1 与微信支付给出的不同：文件不完整或被改动过');
  }
  return { kind: 'ready', bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

function readOffer(answer: Buffer, baseUrl: string): { url: URL; sha1: string } {
  try {
    const { hash_type, hash_value, download_url } = object(JSON.parse(answer.toString()));
    if (hash_type !== 'SHA1') throw new SyntaxError('hash_type 不是 SHA1');
    const sha1 = text(hash_value)?.toLowerCase() ?? '';
    if (!/^[0-9a-f]{40}$/.test(sha1)) throw new SyntaxError('hash_value 不是 SHA1');
    return { url: allowedUrl(text(download_url) ?? '', baseUrl), sha1 };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new GatewayUnknown(`申请账单的答复无法使用：${cause.message}`, { cause });
  }
}

/** Our signed request goes nowhere but to WeChat, and to the gateway that is configured in its place. */
function allowedUrl(address: string, baseUrl: string): URL {
  const url = webAddress(address);
  const isConfigured = url.origin === new URL(baseUrl).origin;
  const isWeChat = url.protocol === 'https:' && HOSTS.has(url.host);
  if (url.username !== '' || url.password !== '' || !(isConfigured || isWeChat)) {
    throw new SyntaxError('download_url 不是微信支付的地址');
  }
  return url;
}

function webAddress(address: string): URL {
  try {
    return new URL(address);
  } catch (cause) {
    throw new SyntaxError('download_url 不是网址', { cause });
  }
}

async function fetchFile(client: V3Client, url: URL): Promise<Buffer> {
  const target = url.pathname + url.search;
  const headers = requestHeaders(client, 'GET', target, '');
  const request = { method: 'GET', url: url.origin + target, headers, body: '' } as const;
  const { status, body } = await send(client, request, { maxBytes: MAX_PACKED_BYTES });
  if (status !== 200) throw new GatewayUnknown(`下载账单得到 HTTP ${status}`);
  return body;
}
