import { GatewayRefusal, GatewayUnknown, type RefusalCode } from '../../errors';
import { refundPath } from './refund-paths';

/** The products of API v3 do not agree among themselves on how to spell these. */
const SPELLINGS: ReadonlyMap<string, RefusalCode> = new Map([
  ['ORDERPAID', 'ORDER_PAID'],
  ['ORDERCLOSED', 'ORDER_CLOSED'],
  ['ORDERNOTEXIST', 'ORDER_NOT_EXIST'],
  ['ORDER_NOT_EXISTS', 'ORDER_NOT_EXIST'],
  ['REFUNDNOTEXIST', 'REFUND_NOT_EXIST'],
  ['NOTENOUGH', 'NOT_ENOUGH'],
]);

/** Codes after which WeChat itself asks for the same request again, whatever the HTTP status. */
const UNDECIDED = new Set([
  'SYSTEM_ERROR',
  'SYSTEMERROR',
  'BANK_ERROR',
  'BIZ_ERR_NEED_RETRY',
  'BIZERR_NEED_RETRY',
  'FREQUENCY_LIMITED',
  'INVALID_REQ_TOO_MUCH',
  'RATELIMIT_EXCEEDED',
  'SERVICE_UNAVAILABLE',
]);

/** Codes that say what became of an order or a refund, and so need a signature to be believed. */
const ABOUT_THE_ORDER = new Set<RefusalCode>([
  'ORDER_PAID',
  'ORDER_CLOSED',
  'ORDER_NOT_EXIST',
  'REFUND_NOT_EXIST',
  'NOT_ENOUGH',
]);

export interface ErrorAnswer {
  /** What was asked. */
  path: string;
  status: number;
  body: Buffer;
  /** Whether the answer came with a signature that was verified. */
  signed: boolean;
}

/**
 * The error for an answer that is no success.
 *
 * WeChat signs its business errors. What it cannot attribute to a merchant (a wrong signature of ours above all) comes
 * unsigned, and so would the words of anything standing between us. An unsigned answer is therefore believed only in that
 * our request is wrong; what it says about an order counts as silence.
 */
export function refusal({ path, status, body, signed }: ErrorAnswer): GatewayRefusal | GatewayUnknown {
  const { code, message } = readError(body);
  const text = `微信支付拒绝了请求（HTTP ${status} ${code}）：${message}`;
  if (status < 400 || status >= 500 || status === 429) return new GatewayUnknown(text);
  if (code === '' || UNDECIDED.has(code)) return new GatewayUnknown(text);
  const spelled = code === 'RESOURCE_NOT_EXISTS' ? missingResource(path) : (SPELLINGS.get(code) ?? code);
  if (!signed && ABOUT_THE_ORDER.has(spelled)) return new GatewayUnknown(`${text}（答复没有签名，不作数）`);
  return new GatewayRefusal(spelled, status, text);
}

/** The same word stands for whichever thing a request names: a refund by its path, or else the order to be refunded. */
function missingResource(path: string): RefusalCode {
  return path.startsWith(refundPath('')) ? 'REFUND_NOT_EXIST' : 'ORDER_NOT_EXIST';
}

function readError(body: Buffer): { code: string; message: string } {
  try {
    const { code, message } = JSON.parse(body.toString()) as Record<string, unknown>;
    return {
      code: typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : '',
      message: typeof message === 'string' ? message.slice(0, 200) : '',
    };
  } catch {
    return { code: '', message: '答复不是 JSON' };
  }
}
