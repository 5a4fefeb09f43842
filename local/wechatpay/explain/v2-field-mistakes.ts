import { filled, joined, ofPairs, type Pairs, sorted, type V2Mistake, type V2Signature } from './v2-mistake';

/** The mistakes in which fields are signed, in what order, and how they are put together. */
export function* v2FieldMistakes({ pairs, signType, known = [] }: V2Signature): Generator<V2Mistake> {
  const right = sorted(filled(pairs));
  for (const written of ['', 'null', 'undefined', 'None']) {
    const signed = pairs.map(([name, value]): [string, string] => [name, value === '' ? written : value]);
    const how = written === '' ? '' : `（签成了 ${written}）`;
    yield ofPairs('empty-field-signed', `空值的参数不参与签名，却被签了${how}`, sorted(signed));
  }
  yield ofPairs('sign-signed', 'sign 自己不参与签名，却以空值被签了', sorted([...right, ['sign', '']]));

  yield ofPairs('not-sorted', '参数没有按名字的 ASCII 码排序', filled(pairs));
  yield ofPairs('not-sorted', '参数是按名字倒序排列的', [...right].reverse());
  const ignoringCase = [...right].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  yield ofPairs('sorted-ignoring-case', '排序时忽略了大小写，应按 ASCII 码', ignoringCase);

  const put = (mistake: string, reason: string, text: (key: string) => string) => ({ mistake, reason, text });
  yield put('extra-ampersand', '签名串里多了一个 &', (key) => `${joined(right)}&&key=${key}`);
  yield put('extra-ampersand', '签名串末尾多了一个 &', (key) => `${joined(right)}&key=${key}&`);
  yield put('extra-ampersand', '签名串开头多了一个 &', (key) => `&${joined(right)}&key=${key}`);
  yield put('separators-missing', '签名串里没有 & 和 =', (key) => `${right.flat().join('')}key${key}`);
  yield put('separators-missing', '签名串里没有 &', (key) => [...right, ['key', key]].map((p) => p.join('=')).join(''));
  // To MD5 this and a key that ends in a newline are the same string, and the sentence of that one says so.
  if (signType === 'HMAC-SHA256') {
    yield put('trailing-newline-added', '签名串末尾多了一个换行', (key) => `${joined(right)}&key=${key}\n`);
  }

  yield* leftOut(right);
  yield* notSent(pairs, right, known);
  yield* renamed(right);
}

function* leftOut(right: Pairs): Generator<V2Mistake> {
  for (const [name] of right) {
    const mistake = name === 'sign_type' ? 'sign-type-not-signed' : 'field-not-signed';
    yield ofPairs(
      mistake,
      `发送了 ${name}，却没有签它`,
      right.filter(([each]) => each !== name),
    );
  }
}

/** What may be signed and then forgotten when the XML is written: fields whose values can be known. */
const usualValues: Pairs = [
  ['fee_type', 'CNY'],
  ['device_info', 'WEB'],
  ['limit_pay', 'no_credit'],
  ['trade_type', 'JSAPI'],
  ['trade_type', 'NATIVE'],
  ['version', '1.0'],
];

function* notSent(pairs: Pairs, right: Pairs, known: readonly string[]): Generator<V2Mistake> {
  const sent = new Set(pairs.map(([name]) => name));
  const alsoSigned = (name: string, value: string) => sorted([...right, [name, value]]);
  if (!sent.has('sign_type')) {
    for (const type of ['MD5', 'HMAC-SHA256']) {
      const reason = `签了 sign_type=${type}，却没有发送它`;
      yield ofPairs('sign-type-not-sent', reason, alsoSigned('sign_type', type));
    }
  }
  for (const [name, value] of usualValues) {
    if (sent.has(name)) continue;
    yield ofPairs('field-not-sent', `签了 ${name}=${value}，却没有发送它`, alsoSigned(name, value));
  }
  for (const name of known) {
    if (sent.has(name)) continue;
    for (const value of ['', 'null', 'undefined', 'None']) {
      const reason = `${name} 没有值，也没有发送，却以 ${name}=${value} 被签了`;
      yield ofPairs('empty-field-signed', reason, alsoSigned(name, value));
    }
  }
}

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function* renamed(right: Pairs): Generator<V2Mistake> {
  const all = (change: (name: string) => string) =>
    sorted(right.map(([name, value]): [string, string] => [change(name), value]));
  yield ofPairs('camel-case-names', '签名串里的参数名是驼峰式的，应与发送的一致', all(camelCase));
  yield ofPairs(
    'names-case',
    '签名串里的参数名都成了小写，应与发送的一致',
    all((name) => name.toLowerCase()),
  );
  yield ofPairs(
    'names-case',
    '签名串里的参数名都成了大写，应与发送的一致',
    all((name) => name.toUpperCase()),
  );
  for (const [name] of right) {
    for (const wrong of [camelCase(name), name.toLowerCase(), name.replace(/id$/, 'Id'), name.replaceAll('_', '')]) {
      if (wrong === name) continue;
      const reason = `签名串里 ${name} 写成了 ${wrong}`;
      yield ofPairs(
        'name-misspelled',
        reason,
        all((each) => (each === name ? wrong : each)),
      );
    }
  }
}
