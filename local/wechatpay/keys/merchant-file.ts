import { randomBytes, randomInt } from 'node:crypto';
import type { BillForm, FeeRate } from './merchants';
import { type ProfitSharingEntry, profitSharingProblem } from './profit-sharing-entry';

/** What WeChat charges a merchant, and how it writes his bills. */
export interface BillingEntry {
  /** `0.60%` unless given. */
  feeRate?: string;
  /** `new` unless given. */
  billForm?: BillForm;
}

/** `merchant.json`: who may call this gateway, and the secrets that were agreed upon. */
export interface MerchantFile extends BillingEntry, ProfitSharingEntry {
  appid: string;
  mchid: string;
  /** API v2 key, 32 letters and digits. */
  apiKey: string;
  /** API v3 key, 32 bytes. */
  apiV3Key: string;
  /** 40 hex digits: serial numbers of `merchant.pem` and `platform.pem`. */
  merchantSerial: string;
  platformSerial: string;
  /** `PUB_KEY_ID_…`, the name of `wechat_public_key.pem`. */
  publicKeyId: string;
  /** What signs where a request does not ask for a certain key. */
  keyMode?: KeyMode;
  /** What the cashier shows. */
  merchantName?: string;
  /** Domains whose pages may open an H5 payment, as entered at the merchant platform; any, unless given. */
  h5Domains?: string[];
  others?: Others;
}

export type KeyMode = 'certificate' | 'publicKey' | 'mixed';

export interface Others {
  /** Further appids bound to the first merchant. */
  appids?: string[];
  merchants?: OtherMerchant[];
  subMerchants?: SubMerchantEntry[];
}

export interface OtherMerchant extends BillingEntry, ProfitSharingEntry {
  mchid: string;
  appids: string[];
  apiKey: string;
  apiV3Key: string;
  merchantName?: string;
  /** File name in the keys folder; `MCHID.pem` unless given. Made, with its key, where it is missing. */
  certificate?: string;
}

export interface SubMerchantEntry extends Pick<BillingEntry, 'feeRate'>, ProfitSharingEntry {
  mchid: string;
  /** Appids of the sub-merchant itself (`sub_appid`). */
  appids?: string[];
  /** The service provider; the first merchant unless given. */
  provider?: string;
  merchantName?: string;
}

const feeRatePattern = /^\d{1,2}\.\d\d%$/;
const keyModes = ['certificate', 'publicKey', 'mixed'];
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const secret = () => Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join('');
const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');

/** 20 bytes in hex whose first bit is not set, as certificate authorities make them. */
export function newSerial(): string {
  const bytes = randomBytes(20);
  bytes[0] = 0x40 | ((bytes[0] as number) & 0x3f);
  return bytes.toString('hex').toUpperCase();
}

export function newMerchantFile(): MerchantFile {
  const mchid = `19${digits(8)}`;
  return {
    appid: `wx${randomBytes(8).toString('hex')}`,
    mchid,
    apiKey: secret(),
    apiV3Key: secret(),
    merchantSerial: newSerial(),
    platformSerial: newSerial(),
    publicKeyId: `PUB_KEY_ID_01${mchid}${new Date().toISOString().slice(0, 10).replaceAll('-', '')}00${digits(10)}`,
    keyMode: 'certificate',
    merchantName: '本地商户',
  };
}

/** A file as somebody wrote it: the serial numbers may be left to the certificates. */
export type ParsedMerchantFile = Omit<MerchantFile, 'merchantSerial' | 'platformSerial'> &
  Partial<Pick<MerchantFile, 'merchantSerial' | 'platformSerial'>>;

/** Reads `merchant.json`. Throws one Error that names everything wrong with it, without repeating a secret. */
export function parseMerchantFile(text: string): ParsedMerchantFile {
  let file: Partial<MerchantFile>;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new Error(`merchant.json 不是合法的 JSON：${(error as Error).message}`);
  }
  const problems = problemsOf(file);
  if (problems.length > 0) throw new Error(`merchant.json 有误：${problems.join('；')}`);
  return file as ParsedMerchantFile;
}

function problemsOf(file: Partial<MerchantFile>): string[] {
  const problems: string[] = [];
  const must = (holds: unknown, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const serial = (value: unknown) => value === undefined || (isText(value) && /^[0-9A-Fa-f]{40}$/.test(value));
  const account = (where: string, { apiKey, apiV3Key, mchid }: Partial<OtherMerchant>) => {
    must(isText(mchid) && /^\d{8,12}$/.test(mchid), `${where}mchid 应为 8 到 12 位数字`);
    must(isText(apiKey) && Buffer.byteLength(apiKey) === 32, `${where}apiKey（APIv2 密钥）应为 32 个字节`);
    must(isText(apiV3Key) && Buffer.byteLength(apiV3Key) === 32, `${where}apiV3Key（APIv3 密钥）应为 32 个字节`);
  };
  const billing = (where: string, { feeRate, billForm }: BillingEntry) => {
    must(feeRate === undefined || feeRatePattern.test(feeRate), `${where}feeRate 应为两位小数的百分数，如 0.60%`);
    must(billForm === undefined || ['new', 'old'].includes(billForm), `${where}billForm 应为 new 或 old`);
  };
  const sharing = (where: string, entry: ProfitSharingEntry) => {
    const problem = profitSharingProblem(entry);
    must(problem === undefined, `${where}${problem}`);
  };
  account('', file);
  billing('', file);
  sharing('', file);
  must(isText(file.appid), '缺少 appid');
  must(serial(file.merchantSerial), 'merchantSerial 应为 40 位十六进制');
  must(serial(file.platformSerial), 'platformSerial 应为 40 位十六进制');
  must(isText(file.publicKeyId) && file.publicKeyId.startsWith('PUB_KEY_ID_'), 'publicKeyId 应以 PUB_KEY_ID_ 开头');
  must(file.keyMode === undefined || keyModes.includes(file.keyMode), `keyMode 应为 ${keyModes.join('、')} 之一`);
  const domains = file.h5Domains;
  must(domains === undefined || (Array.isArray(domains) && domains.every(isText)), 'h5Domains 应为域名的数组');
  for (const name of Object.keys(file.others ?? {})) {
    must(['appids', 'merchants', 'subMerchants'].includes(name), `others 中没有 ${name} 这一项`);
  }
  for (const [index, other] of (file.others?.merchants ?? []).entries()) {
    account(`others.merchants[${index}].`, other);
    billing(`others.merchants[${index}].`, other);
    sharing(`others.merchants[${index}].`, other);
    must(Array.isArray(other.appids), `others.merchants[${index}].appids 应为数组`);
    must(!/[/\\]/.test(other.certificate ?? ''), `others.merchants[${index}].certificate 应为密钥目录中的文件名`);
  }
  const providers = [file.mchid, ...(file.others?.merchants ?? []).map(({ mchid }) => mchid)];
  for (const [index, sub] of (file.others?.subMerchants ?? []).entries()) {
    must(isText(sub.mchid), `others.subMerchants[${index}] 缺少 mchid`);
    billing(`others.subMerchants[${index}].`, sub);
    sharing(`others.subMerchants[${index}].`, sub);
    must(
      providers.includes(sub.provider ?? file.mchid),
      `others.subMerchants[${index}].provider ${sub.provider} 没有声明`,
    );
  }
  return problems;
}

/** The rate of an entry in hundredths of a percent. */
export function feeRateOf({ feeRate = '0.60%' }: Pick<BillingEntry, 'feeRate'>): FeeRate {
  return Number(feeRate.replace(/[.%]/g, ''));
}
