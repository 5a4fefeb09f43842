/**
 * The rules of parameters and the sentences in which WeChat says that one is broken. Both versions of the API answer
 * in these words: v2 with sources like `/body/xml/total_fee`, v3 with sources like `/body/amount/total`.
 */
export interface Field {
  /** WeChat's Chinese name of the field, which it quotes. */
  label: string;
  type: 'string' | 'integer' | 'boolean' | 'object' | 'array';
  required?: boolean;
  /** Bytes of a string, value of an integer, items of an array. */
  min?: number;
  max?: number;
  /** As WeChat shows it: the source of a regular expression. */
  pattern?: string;
  /** Fields of an object, or of each object in an array; where absent, anything may be inside. */
  fields?: Fields;
}

export type Fields = Record<string, Field>;

export interface Violation {
  rule: 'unknown' | 'required' | 'type' | 'length' | 'range' | 'pattern';
  /** `/body/amount/total` */
  source: string;
  value: unknown;
  message: string;
}

export interface Source {
  /** `/body`, `/body/xml`, `/query`, `/uri_template` */
  path: string;
  /** Text has no types: a number is a string of digits. */
  format: 'json' | 'text';
  /** API v2 tolerates parameters it does not know; API v3 does not. */
  unknown: 'refused' | 'tolerated';
}

/** The first rule that an object breaks, or undefined. */
export function violation(object: Record<string, unknown>, fields: Fields, source: Source): Violation | undefined {
  if (source.unknown === 'refused') {
    const extra = Object.keys(object).find((name) => !Object.hasOwn(fields, name));
    if (extra !== undefined) {
      const path = `${source.path}/${extra}`;
      return { rule: 'unknown', source: path, value: [path], message: '请求中含有未在API文档中定义的参数' };
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const broken = valueViolation(value, field, { ...source, path: `${source.path}/${name}` });
    if (broken) return broken;
  }
  return undefined;
}

function valueViolation(value: unknown, field: Field, source: Source): Violation | undefined {
  const broken = (rule: Violation['rule'], shown: unknown, message: string): Violation => ({
    rule,
    source: source.path,
    value: shown,
    message,
  });
  if (value === undefined || (source.format === 'text' && value === '')) {
    if (!field.required) return undefined;
    return broken(
      'required',
      null,
      `输入源“${source.path}”映射到字段“${field.label}”必填性规则校验失败，此字段为必填项`,
    );
  }
  const typed = source.format === 'text' ? textAs(String(value), field.type) : value;
  const type = typeProblem(typed, field.type);
  if (type) {
    const origin = source.format === 'json' ? ' JSON 输入源' : '输入源';
    return broken(
      'type',
      value,
      `无法将${origin}“${source.path}”映射到目标字段“${field.label}”中，此字段需要一个${type}`,
    );
  }
  switch (field.type) {
    case 'string':
      return stringViolation(typed as string, field, source.path, broken);
    case 'integer':
      return rangeViolation(typed as number, field, source.path, broken);
    case 'object':
      return field.fields && violation(typed as Record<string, unknown>, field.fields, source);
    case 'array':
      return arrayViolation(typed as unknown[], field, source, broken);
    default:
      return undefined;
  }
}

type Broken = (rule: Violation['rule'], shown: unknown, message: string) => Violation;

function stringViolation(value: string, field: Field, path: string, broken: Broken): Violation | undefined {
  const rule = `输入源“${path}”映射到值字段“${field.label}”字符串规则校验失败，`;
  const bytes = Buffer.byteLength(value);
  const { min = field.required ? 1 : 0, max } = field;
  if (bytes < min) return broken('length', bytes, `${rule}字节数 ${bytes}，小于最小值 ${min}`);
  if (max !== undefined && bytes > max) return broken('length', bytes, `${rule}字节数 ${bytes}，大于最大值 ${max}`);
  // WeChat stores at most three bytes a character: an emoji is refused.
  if (/[\u{10000}-\u{10FFFF}]|[\uD800-\uDFFF]/u.test(value)) {
    return broken('pattern', value, `${rule}字符串含有超过 3 个字节的 UTF-8 字符`);
  }
  if (field.pattern && !new RegExp(field.pattern).test(value)) {
    return broken('pattern', value, `${rule}字符串必须匹配正则表达式“${field.pattern}”`);
  }
  return undefined;
}

function rangeViolation(value: number, field: Field, path: string, broken: Broken): Violation | undefined {
  const rule = `输入源“${path}”映射到数值字段“${field.label}”规则校验失败，`;
  if (field.min !== undefined && value < field.min) return broken('range', value, `${rule}值低于最小值 ${field.min}`);
  if (field.max !== undefined && value > field.max) return broken('range', value, `${rule}值高于最大值 ${field.max}`);
  return undefined;
}

function arrayViolation(value: unknown[], field: Field, source: Source, broken: Broken): Violation | undefined {
  const rule = `输入源“${source.path}”映射到数组字段“${field.label}”规则校验失败，`;
  if (field.min !== undefined && value.length < field.min) {
    return broken('length', value.length, `${rule}元素个数 ${value.length}，小于最小值 ${field.min}`);
  }
  if (field.max !== undefined && value.length > field.max) {
    return broken('length', value.length, `${rule}元素个数 ${value.length}，大于最大值 ${field.max}`);
  }
  if (!field.fields) return undefined;
  const item: Field = { label: field.label, type: 'object', fields: field.fields };
  for (const [index, each] of value.entries()) {
    const problem = valueViolation(each, item, { ...source, path: `${source.path}/${index}` });
    if (problem) return problem;
  }
  return undefined;
}

function textAs(text: string, type: Field['type']): unknown {
  if (type === 'integer') return /^[+-]?\d{1,18}$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** What the field needs, in WeChat's words, if the value is something else. */
function typeProblem(value: unknown, type: Field['type']): string | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? undefined : ' string 类型的 Json 值';
    case 'integer':
      return Number.isSafeInteger(value) ? undefined : '合法的 64 位有符号整数';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : ' bool 类型的 Json 值';
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? undefined
        : ' object 类型的 Json 值';
    case 'array':
      return Array.isArray(value) ? undefined : ' array 类型的 Json 值';
  }
}
