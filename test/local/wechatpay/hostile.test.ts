import net from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Json } from './support/gateway';
import { fromXml } from './support/sign';
import { useGateway } from './support/use-gateway';

const gateway = useGateway({ limits: { headersPatience: 400, bodyPatience: 400 } });

/** Whatever was done to it, the next one is served. */
afterEach(async () => {
  expect((await gateway.v3('GET', `/v3/pay/transactions/id/4200000001?mchid=${gateway.merchant.mchid}`)).status).toBe(
    404,
  );
});

/** Writes bytes to a port and reads until the other side has said enough or closes. */
function wire(url: string, bytes: string, { enough = /$^/, hangUp = false } = {}): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    const socket = net.connect(Number(port), '127.0.0.1', () => {
      socket.write(bytes);
      if (hangUp) setTimeout(() => socket.destroy(), 20);
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (enough.test(received)) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

describe('XML', () => {
  const post = (body: string | Uint8Array<ArrayBuffer>) => gateway.postXml('/pay/unifiedorder', body);

  test.each([
    ['text', 'hello'],
    ['JSON', '{"xml":1}'],
    ['HTML', '<html><body>1</body></html>'],
    ['another root', '<root><a>1</a></root>'],
    ['a root that does not end', '<xml><a>1</a>'],
    ['a field that comes twice', '<xml><a>1</a><a>2</a></xml>'],
    ['nesting', '<xml><a><b>1</b></a></xml>'],
    ['nesting a hundred thousand deep', `<xml>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</xml>`],
    ['attributes', '<xml><a x="1">1</a></xml>'],
    ['a comment', '<xml><a>1<!-- 2 --></a></xml>'],
    ['an instruction', '<xml><?php echo 1 ?><a>1</a></xml>'],
    ['a section that does not end', '<xml><a><![CDATA[1</a></xml>'],
    ['the end of a section alone', '<xml><a>1]]><b>2</b></a></xml>'],
    ['a file of the machine', '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>'],
    ['a file of the network', '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml><a>1</a></xml>'],
    [
      'a billion laughs',
      `<!DOCTYPE xml [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><xml><a>&j;</a></xml>`,
    ],
    ['an entity nobody knows', '<xml><a>&nbsp;</a></xml>'],
    ['a namespace', '<x:xml xmlns:x="urn:x"><a>1</a></x:xml>'],
  ])('%s is no XML of API v2', async (_, xml) => {
    expect(await post(xml)).toEqual({ return_code: 'FAIL', return_msg: 'XML格式错误' });
  });

  test.each([
    ['nothing', new Uint8Array(), 'post数据为空'],
    ['bytes that are no UTF-8', Uint8Array.of(0x3c, 0xff, 0xfe, 0x3e), '编码格式错误'],
    [
      'GBK',
      Uint8Array.of(...Buffer.from('<xml><a>'), 0xc6, 0xbb, 0xb9, 0xfb, ...Buffer.from('</a></xml>')),
      '编码格式错误',
    ],
  ])('%s is refused in its own words', async (_, bytes, message) => {
    expect(await post(bytes)).toEqual({ return_code: 'FAIL', return_msg: message });
  });
});

describe('JSON, rightly signed,', () => {
  const notJson = '请求报文不是UTF-8编码的合法JSON';
  const notObject = '此字段需要一个 object 类型的 Json 值';
  const raw = (change: (order: string) => string): string => change(JSON.stringify(gateway.v3Order()));

  test.each<[string, (order: string) => string, string]>([
    ['that ends early', (order) => order.slice(0, -1), notJson],
    ['that goes on', (order) => `${order}${order}`, notJson],
    ['with a comma too many', (order) => order.replace(/}$/, ',}'), notJson],
    ['with a comment', (order) => `${order}// 1`, notJson],
    ['in single quotes', (order) => order.replaceAll('"', "'"), notJson],
    ['with NaN', (order) => order.replace('1280', 'NaN'), notJson],
    ['of XML', () => '<xml><a>1</a></xml>', notJson],
    ['of nothing', () => ' ', notJson],
    ['of null', () => 'null', notObject],
    ['of an array', (order) => `[${order}]`, notObject],
    ['of a text', () => '"order"', notObject],
    [
      'with an amount beyond all numbers',
      (order) => order.replace('1280', '1e400'),
      '此字段需要一个合法的 64 位有符号整数',
    ],
    [
      'with an amount beyond all money',
      (order) => order.replace('1280', '9007199254740991'),
      '值高于最大值 10000000000',
    ],
    ['with half a fen', (order) => order.replace('1280', '12.5'), '此字段需要一个合法的 64 位有符号整数'],
    ['with half a character', (order) => order.replace('苹果', '\\ud800'), '字符串含有超过 3 个字节的 UTF-8 字符'],
    [
      'with a prototype',
      (order) => order.replace('{', '{"__proto__":{"mchid":"1"},'),
      '请求中含有未在API文档中定义的参数',
    ],
    ['with a constructor', (order) => order.replace('{', '{"constructor":{},'), '请求中含有未在API文档中定义的参数'],
    [
      'with ten thousand articles',
      (order) => order.replace('{', `{"detail":{"goods_detail":[${'{},'.repeat(9_999)}{}]},`),
      '元素个数 10000，大于最大值 6000',
    ],
  ])('%s is refused in words, signed', async (_, change, message) => {
    const answer = await gateway.v3('POST', '/v3/pay/transactions/jsapi', raw(change));
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'PARAM_ERROR', message: expect.stringContaining(message) },
      headers: { 'wechatpay-signature': expect.stringMatching(/^[A-Za-z0-9+/=]{344}$/) },
    });
  });

  test.each([
    ['ten thousand parameters', `/v3/certificates?${'a=1&'.repeat(2_000)}`, 400],
    ['one parameter twice', '/v3/certificates?algorithm_type=RSA&algorithm_type=x', 400],
    ['half an escape', '/v3/pay/transactions/id/%?mchid=%', 400],
  ])('%s in the address are refused', async (_, target, status) => {
    expect(await gateway.v3('GET', target)).toMatchObject({ status, body: { code: expect.any(String) } });
  });
});

describe('on the wire', () => {
  const request = 'GET /v3/certificates HTTP/1.1\r\nHost: x\r\n';
  const post = 'POST /v3/pay/transactions/jsapi HTTP/1.1\r\nHost: x\r\n';

  test('requests that come in one piece are answered one after the other', async () => {
    const three = `${request}\r\nGET /v3/nowhere HTTP/1.1\r\nHost: x\r\n\r\n${request}Connection: close\r\n\r\n`;
    const answers = await wire(gateway.url, three);
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 501', 'HTTP/1.1 400']);
  });

  test('a hundred requests of which nobody reads the answers', async () => {
    await wire(gateway.url, `${request}\r\n`.repeat(100), { hangUp: true });
  });

  test.each([
    ['too many headers', `${request}${'X-Flood: 1\r\n'.repeat(4_000)}\r\n`, 431],
    ['a header too long', `${request}X-Flood: ${'1'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address too long', `GET /${'v3'.repeat(10_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['headers that never end', request, 408],
    ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400],
    ['a length and pieces', `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a length that is none', `${post}Content-Length: 1x\r\n\r\n{`, 400],
    ['a piece whose size is no number', `${post}Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n`, 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a method nobody knows', 'PAY / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ])('%s: cut off with a status', async (_, bytes, status) => {
    expect(await wire(gateway.url, bytes, { enough: /\r\n\r\n/ })).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test.each([
    ['half a request', `${post}Content-Le`],
    ['half a body', `${post}Content-Length: 100\r\n\r\n{"appid":`],
    ['half a piece', `${post}Transfer-Encoding: chunked\r\n\r\n5\r\n{"`],
    ['a tunnel', 'CONNECT 127.0.0.1:9 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('%s, and then nobody is there', async (_, bytes) => {
    await wire(gateway.url, bytes, { hangUp: true });
  });

  test('a body that drips is cut off in the words of its version', async () => {
    const drip = (path: string, type: string) => {
      const { port } = new URL(gateway.url);
      return new Promise<string>((resolve) => {
        let received = '';
        const socket = net.connect(Number(port), '127.0.0.1');
        socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 1000\r\n\r\n`);
        const dripping = setInterval(() => socket.write(' '), 50);
        socket.setEncoding('utf8').on('data', (chunk: string) => {
          received += chunk;
          if (received.includes('没有及时到达')) socket.destroy();
        });
        socket.on('error', () => undefined).on('close', () => resolve(received));
        socket.on('close', () => clearInterval(dripping));
      });
    };
    const [xml, json] = await Promise.all([
      drip('/tools/authcodetoopenid', 'text/plain'),
      drip('/v3/refund/domestic/refunds', 'application/json'),
    ]);
    expect(fromXml(xml)).toEqual({ return_code: 'FAIL', return_msg: '请求报文没有及时到达' });
    expect(json).toContain('{"code":"PARAM_ERROR","message":"请求报文没有及时到达"}');
  });

  test('two hundred who only hold the line', async () => {
    const { port } = new URL(gateway.url);
    const sockets = Array.from({ length: 200 }, () =>
      net.connect(Number(port), '127.0.0.1').on('error', () => undefined),
    );
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect(await gateway.control('state', undefined, 'GET')).toMatchObject({ status: 200 });
    for (const socket of sockets) socket.destroy();
  });

  test('plain words on the port for https', async () => {
    expect(await wire(gateway.tlsUrl, `${request}\r\n`)).not.toContain('HTTP/1.1 200');
  });
});

describe('the controls', () => {
  const values: unknown[] = [null, -1, 1e308, '', 'x'.repeat(1000), true, [], {}, [[1]]];
  const all = ['__proto__', 'constructor'];
  const order = ['outTradeNo', 'prepayId', 'codeUrl', 'webUrl', 'openid', 'outcome', 'mchid', 'notification'];

  test.each([
    ['pay', order],
    ['paycode', ['openid', 'subOpenid', 'balance', 'kind']],
    ['cashier', ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign', 'appid', 'prepayid', 'sign']],
    ['refund', [...order, 'amount', 'reason', 'outRefundNo', 'notifyUrl']],
    ['clock', ['advanceSeconds', 'now']],
    ['faults', ['answerStatus', 'refuse', 'script', 'refundOutcome', 'systemError', 'wrongBill']],
    ['keys', ['rotate']],
  ])('%s refuses what makes no sense, and says why', async (control, names) => {
    for (const body of ['{', 'null', '[]', '"pay"', '5']) {
      const answer = await fetch(`${gateway.url}/_control/${control}`, { method: 'POST', body });
      const error = { code: 'BAD_REQUEST', message: '请求体应为 JSON 对象' };
      expect([answer.status, await answer.json()]).toEqual([400, { error }]);
    }
    for (const name of [...names, ...all]) {
      for (const value of values) {
        const { status, error } = await gateway.control(control, JSON.parse(`{"${name}":${JSON.stringify(value)}}`));
        const said = status === 200 || typeof (error as Json | undefined)?.message === 'string';
        expect([name, value, status < 500, said]).toEqual([name, value, true, true]);
      }
    }
    await gateway.control('reset');
  });
});
