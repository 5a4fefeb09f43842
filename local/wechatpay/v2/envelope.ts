import { explainV2 } from '../explain/v2';
import type { Gateway } from '../gateway';
import type { Merchant, SubMerchant } from '../keys/merchants';
import { type Fields, violation } from '../protocol/fields';
import type { Answer, Handled, Incoming } from '../server/answer';
import { newNonce } from '../trade/identifiers';
import { billRefusal, type ErrCode, refusal } from './errors';
import type { Operation, Request, Result, ResultFields } from './operation';
import { digest, type SignType, sign, stringToSign } from './sign';
import { parseXml, writeXml, type XmlField } from './xml';

const usual = { appid: 'appid', mchid: 'mch_id' } as const;

/** The fields that every request has, under the names of its page. */
function envelopeFields({ appid, mchid }: NonNullable<Operation['identity']>): Fields {
  return {
    ...(appid !== null && { [appid]: { label: '公众账号ID', type: 'string', required: true, max: 32 } }),
    [mchid]: { label: '商户号', type: 'string', required: true, max: 32 },
    ...restOfEnvelope,
  };
}

const restOfEnvelope: Fields = {
  sub_appid: { label: '子商户公众账号ID', type: 'string', max: 32 },
  sub_mch_id: { label: '子商户号', type: 'string', max: 32 },
  nonce_str: { label: '随机字符串', type: 'string', required: true, max: 32 },
  sign: { label: '签名', type: 'string', required: true, max: 64 },
  sign_type: { label: '签名类型', type: 'string', max: 32, pattern: '^(MD5|HMAC-SHA256)$' },
};

/**
 * Answers a request of API v2. A communication failure is unsigned; everything after that is signed with the request's
 * sign type, refusals included. Rules: https://pay.weixin.qq.com/doc/v2/merchant/4011985891
 */
export function answerV2(gateway: Gateway, operation: Operation, incoming: Incoming): Handled {
  const { title } = operation;
  const read = readFields(incoming);
  if ('problem' in read) return failed(title, read.problem);
  const { fields } = read;
  const outTradeNo = fields.get('out_trade_no');
  const about = outTradeNo === undefined ? {} : { outTradeNo };
  const names = operation.identity ?? usual;
  const broken = violation(Object.fromEntries(fields), envelopeFields(names), source);
  if (broken) return { ...failed(title, broken.message), ...about };

  const mchid = fields.get(names.mchid) as string;
  const merchant = gateway.keys.merchants.get(mchid);
  if (!merchant) {
    return { ...failed(title, `商户号${names.mchid}不存在`, `merchant.json 中没有商户号 ${mchid}`), ...about };
  }
  const signType = (fields.get('sign_type') || 'MD5') as SignType;
  if (operation.signTypes && !operation.signTypes.includes(signType)) {
    return { ...failed(title, `sign_type参数格式错误，应为 ${operation.signTypes.join(' 或 ')}`), ...about };
  }
  const text = stringToSign(fields, merchant.apiKey);
  const signed = masked(text, merchant.apiKey);
  const expected = digest(text, merchant.apiKey, signType);
  if (fields.get('sign') !== expected) {
    const known = Object.keys(operation.fields);
    const merchants = gateway.keys.merchants.all();
    const verdict = explainV2({ fields, signType, expected, known, merchant, merchants });
    const refused = operation.errors.includes('SIGN ERROR')
      ? failed(title, 'SIGN ERROR', 'SIGN ERROR', billRefusal('SIGN ERROR').errorCode)
      : failed(title, '签名错误');
    return { ...refused, verdict: { ok: false, ...verdict }, signed, ...about };
  }
  const checked = checkRequest(gateway, operation, fields, merchant, signType);
  if ('problem' in checked) return { ...failed(title, checked.problem), signed, ...about };

  const { request } = checked;
  const uncertified = operation.needsCertificate && whyUncertified(merchant, incoming);
  if (uncertified) {
    const refused = refusal(operation.errors.includes('CA_ERROR') ? 'CA_ERROR' : 'CERT_ERROR');
    const answer = resultAnswer(operation, request, refused);
    return { answer, title, verdict: { ok: false, reason: uncertified }, signed, ...about };
  }
  const result = runWithFaults(gateway, operation, request);
  if (!result.ok && 'returnMsg' in result) {
    const { returnMsg, errorCode } = result;
    return { ...failed(title, returnMsg, returnMsg, errorCode), signed, ...about };
  }
  if (result.ok && 'file' in result) {
    const { file, headers, about: body } = result;
    return { answer: { status: 200, headers, body, file }, title, verdict: { ok: true }, signed };
  }
  const verdict = result.ok ? { ok: true } : { ok: false, reason: `${result.errCode} ${result.errCodeDes}` };
  const told = result.ok ? result.fields.find(([name]) => name === 'out_trade_no') : undefined;
  const order = told ? { outTradeNo: String(told[1]) } : about;
  return { answer: resultAnswer(operation, request, result), title, verdict, signed, ...order };
}

/** What is wrong with the client's certificate, for the log; undefined where it is the merchant's own. */
function whyUncertified({ mchid, certificate }: Merchant, { clientCertificate }: Incoming): string | undefined {
  if (!clientCertificate) return '这个接口要求商户 API 证书：请用 https 地址，并在 TLS 握手时出示证书';
  return clientCertificate.equals(certificate) ? undefined : `TLS 握手时出示的证书不是商户 ${mchid} 的 API 证书`;
}

const source = { path: '/body/xml', format: 'text', unknown: 'tolerated' } as const;

function readFields({ method, body }: Incoming): { fields: Map<string, string> } | { problem: string } {
  if (method !== 'POST') return { problem: '请使用post方法' };
  if (body.length === 0) return { problem: 'post数据为空' };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return { problem: '编码格式错误' };
  }
  const fields = parseXml(text);
  return fields ? { fields } : { problem: 'XML格式错误' };
}

/** What is checked once it is certain who asks. */
function checkRequest(
  gateway: Gateway,
  operation: Operation,
  fields: Map<string, string>,
  merchant: Merchant,
  signType: SignType,
): { request: Request } | { problem: string } {
  const broken = violation(Object.fromEntries(fields), operation.fields, source);
  if (broken) return { problem: broken.message };
  const names = operation.identity ?? usual;
  const appid = names.appid === null ? '' : (fields.get(names.appid) as string);
  if (names.appid !== null && !merchant.appids.has(appid)) {
    return { problem: `${names.appid}和${names.mchid}不匹配` };
  }
  const subMchid = fields.get('sub_mch_id');
  let subMerchant: SubMerchant | undefined;
  if (subMchid) {
    subMerchant = gateway.keys.merchants.subMerchant(subMchid);
    if (subMerchant?.provider !== merchant.mchid) return { problem: '受理关系不存在' };
    const subAppid = fields.get('sub_appid');
    if (subAppid && !subMerchant.appids.has(subAppid)) return { problem: 'sub_mch_id与sub_appid不匹配' };
  }
  const seller = subMerchant?.mchid ?? merchant.mchid;
  return { request: { fields, appid, merchant, seller, signType, ...(subMerchant && { subMerchant }) } };
}

function runWithFaults(gateway: Gateway, operation: Operation, request: Request): Result {
  const refuse = operation.refuse ?? ((code: string) => refusal(code as ErrCode));
  if (gateway.faults.take('systemError')) return refuse('SYSTEMERROR');
  if (gateway.faults.take('frequencyLimited')) return refuse('FREQUENCY_LIMITED');
  const refused = gateway.faults.takeRefusal(operation.path);
  if (refused !== undefined) return refuse(refused);
  return operation.run(gateway, request);
}

/** What the result is in XML, signed unless the page says otherwise. */
function resultAnswer(
  { identity = usual, fields: known, unsigned, refused }: Operation,
  { fields: asked, merchant, signType }: Request,
  result: Exclude<Result, { file: unknown } | { returnMsg: string }>,
): Answer {
  const device = known.device_info ? ['device_info'] : [];
  const echoed = [identity.appid ?? '', identity.mchid, 'sub_appid', 'sub_mch_id', ...device]
    .map((name) => [name, asked.get(name) ?? ''] as [string, string])
    .filter(([name, value]) => value !== '' || name === 'device_info');
  const fields: ResultFields = [['return_code', 'SUCCESS'], ['return_msg', 'OK'], ...echoed, ['nonce_str', newNonce()]];
  if (result.ok) fields.push(['result_code', 'SUCCESS'], ...result.fields);
  else {
    fields.push(['result_code', 'FAIL'], ['err_code', result.errCode], ['err_code_des', result.errCodeDes]);
    fields.push(...(refused?.(result.errCode) ?? []));
  }
  // An empty device_info is written where HMAC-SHA256 signs, and not signed, as nothing empty is.
  const present = fields.filter(
    ([name, value]) => value !== '' || (name === 'device_info' && signType === 'HMAC-SHA256'),
  );
  if (unsigned) {
    const list = result.ok && result.list ? [result.list] : [];
    return xmlAnswer([...present.filter(([name]) => unsigned.nonce || name !== 'nonce_str'), ...list]);
  }
  return xmlAnswer([...present, ['sign', sign(present, merchant.apiKey, signType)]]);
}

/** A refusal at the communication level, which nobody signs. */
export function failed(title: string, returnMsg: string, reason = returnMsg, errorCode?: string): Handled {
  const answer = xmlAnswer([
    ['return_code', 'FAIL'],
    ['return_msg', returnMsg],
    ...(errorCode === undefined ? [] : ([['error_code', errorCode]] as ResultFields)),
  ]);
  return { answer, title, verdict: { ok: false, reason } };
}

function xmlAnswer(fields: XmlField[]): Answer {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: writeXml(fields) };
}

function masked(text: string, key: string): string {
  return text.endsWith(key) ? `${text.slice(0, -key.length)}${'*'.repeat(8)}` : text;
}
