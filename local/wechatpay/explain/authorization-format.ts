import { parseAuthorization } from '../v3/parse-authorization';

interface Named {
  reason: string;
  mistake?: string;
}

const format = 'Authorization 应有 mchid、nonce_str、signature、timestamp、serial_no 各一个，值在双引号中，以逗号分隔';
const parts = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'];

/** How others call the parts, in small letters and without signs between. */
const aliases: Record<string, string> = {
  mchid: 'mchid',
  merchantid: 'mchid',
  nonce: 'nonce_str',
  noncestr: 'nonce_str',
  sign: 'signature',
  signature: 'signature',
  time: 'timestamp',
  timestamp: 'timestamp',
  serial: 'serial_no',
  serialno: 'serial_no',
  serialnumber: 'serial_no',
};

/** Each undoes one mistake; it was that one if the header can be read afterwards. */
const repairs: [mistake: string, reason: string, repair: (parameters: string) => string][] = [
  ['single-quotes', '值在单引号中，应为双引号', (text) => text.replaceAll("'", '"')],
  ['quotes-missing', '值没有放在双引号中', (text) => text.replace(/(\w+)=([^",]+)(?=,|$)/g, '$1="$2"')],
  ['quotes-escaped', '双引号前多了反斜杠', (text) => text.replaceAll('\\"', '"')],
  ['wrong-separator', '各部分之间是分号，应为逗号', (text) => text.replace(/"\s*;/g, '",')],
  ['wrong-separator', '各部分之间是 &，应为逗号', (text) => text.replace(/"\s*&/g, '",')],
  ['wrong-separator', '各部分之间是空格，应为逗号', (text) => text.replace(/"\s+(?=\w+=)/g, '",')],
  ['wrong-separator', '名字和值之间是冒号，应为等号', (text) => text.replace(/(\w+)\s*:\s*"/g, '$1="')],
  ['wrong-separator', '末尾多了逗号', (text) => text.replace(/[,;]\s*$/, '')],
  ['spaces-around-equals', '等号两边有空格', (text) => text.replace(/\s*=\s*"/g, '="')],
];

/** Why the parameters of an Authorization header cannot be read. */
export function explainFormat(parameters: string): Named {
  const repaired = repairs.find(([, , repair]) => parseAuthorization(repair(parameters)));
  if (repaired) {
    const [mistake, reason] = repaired;
    return { mistake, reason: `Authorization 的${reason}。${format}` };
  }
  const names = Array.from(parameters.matchAll(/(?:^|[,\s])([\w-]+)=(?=")/g), ([, name]) => name as string);
  const renamed = parameters.replace(/(^|[,\s])([\w-]+)=(?=")/g, (all, before: string, name: string) => {
    const alias = aliases[name.toLowerCase().replace(/[-_]/g, '')];
    return alias === undefined ? all : `${before}${alias}=`;
  });
  if (parseAuthorization(renamed)) {
    const misspelled = names.filter((name) => !parts.includes(name));
    return { mistake: 'part-misspelled', reason: `Authorization 里写错了名字：${misspelled.join('、')}。${format}` };
  }
  const twice = parts.filter((part) => names.filter((name) => name === part).length > 1);
  if (twice.length > 0)
    return { mistake: 'part-twice', reason: `Authorization 里 ${twice.join('、')} 不止一个。${format}` };
  const missing = parts.filter((part) => !names.includes(part));
  if (missing.length > 0) {
    return { mistake: 'part-missing', reason: `Authorization 里没有 ${missing.join('、')}。${format}` };
  }
  const unknown = names.filter((name) => !parts.includes(name));
  if (unknown.length > 0) {
    return { mistake: 'part-unknown', reason: `Authorization 里多了 ${unknown.join('、')}。${format}` };
  }
  return { reason: format };
}

/** Why the header does not begin as it should. */
export function explainScheme(header: string): Named {
  const expected = 'WECHATPAY2-SHA256-RSA2048';
  if (header === '') return { mistake: 'authorization-missing', reason: '请求没有 Authorization 头' };
  if (/^\w+\s*=/.test(header)) {
    return { mistake: 'scheme-missing', reason: `Authorization 开头没有认证类型 ${expected}` };
  }
  const scheme = header.split(' ', 1)[0] as string;
  return { mistake: 'wrong-scheme', reason: `认证类型是 ${scheme}，应为 ${expected}` };
}
