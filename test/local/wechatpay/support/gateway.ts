import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange } from '../../../../local/exchange';
import { startWechatpay, type WechatpayOptions } from '../../../../local/wechatpay/start-wechatpay';
import { readyKeys } from './ready-keys';
import { authorization, fromXml, toXml, v2Sign } from './sign';

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;
export type Fields = Record<string, string | number>;
export type Json = Record<string, unknown>;

/** A gateway in a folder of its own, and the requests a merchant sends. */
export async function startGateway(options: Partial<WechatpayOptions> & { merchantFile?: object } = {}) {
  const { merchantFile, ...rest } = options;
  const folder = mkdtempSync(join(tmpdir(), 'wechatpay-gateway-'));
  const settings: WechatpayOptions = { port: 0, keysFolder: join(folder, 'keys'), stateFolder: folder, ...rest };
  if (!options.keysFolder) await readyKeys(settings.keysFolder);
  if (merchantFile) {
    const path = join(settings.keysFolder, 'merchant.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...merchantFile }));
  }
  let gateway = await startWechatpay(settings);
  const { merchant } = gateway;
  const key = (name: string) => readFileSync(join(settings.keysFolder, name));
  const signer = { mchid: merchant.mchid, serial: merchant.merchantSerial, privateKey: key('merchant.key') };
  let numbers = 0;

  const control = async (name: string, body?: unknown, method = 'POST') => {
    const answer = await fetch(`${gateway.url}/_control/${name}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, ...((await answer.json()) as Json) } as Json & { status: number };
  };
  const v2 = async (path: string, fields: Fields, signal?: AbortSignal) => {
    const asked = { appid: merchant.appid, mch_id: merchant.mchid, nonce_str: 'nonce', ...fields };
    const type = (asked as Fields).sign_type === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'MD5';
    return postXml(path, toXml({ ...asked, sign: v2Sign(asked, merchant.apiKey, type) }), signal);
  };
  const postXml = async (path: string, body: string | Uint8Array<ArrayBuffer>, signal: AbortSignal | null = null) => {
    const headers = { 'content-type': 'text/xml' };
    const answer = await fetch(gateway.url + path, { method: 'POST', body, headers, signal });
    return fromXml(await answer.text());
  };
  const v3 = async (
    method: 'GET' | 'POST',
    target: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal: AbortSignal | null = null,
  ) => {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(gateway.url + target, {
      method,
      signal,
      ...(body !== undefined && { body: text }),
      headers: {
        accept: 'application/json',
        'user-agent': 'test',
        'content-type': 'application/json',
        authorization: authorization(signer, method, target, text),
        ...headers,
      },
    });
    const answered = await answer.text();
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers) as Record<string, string>,
      text: answered,
      body: (answered === '' ? {} : JSON.parse(answered)) as Json,
    };
  };

  return {
    folder,
    merchant,
    key,
    signer,
    get url() {
      return gateway.url;
    },
    get tlsUrl() {
      return gateway.tlsUrl;
    },
    control,
    findPayment: (key: Parameters<typeof gateway.findPayment>[0]) => gateway.findPayment(key),
    v2,
    postXml,
    v3,
    newNumber: () => `T${Date.now()}${String(++numbers).padStart(4, '0')}`,
    v2Order: (fields: Fields = {}): Fields => ({
      body: '苹果 500 克',
      out_trade_no: `T${Date.now()}${String(++numbers).padStart(4, '0')}`,
      total_fee: 1280,
      spbill_create_ip: '127.0.0.1',
      notify_url: 'http://127.0.0.1:9/notify',
      trade_type: 'JSAPI',
      openid: 'oBuyer',
      ...fields,
    }),
    v3Order: (fields: Json = {}): Json => ({
      appid: merchant.appid,
      mchid: merchant.mchid,
      description: '苹果 500 克',
      out_trade_no: `T${Date.now()}${String(++numbers).padStart(4, '0')}`,
      notify_url: 'http://127.0.0.1:9/notify',
      amount: { total: 1280 },
      payer: { openid: 'oBuyer' },
      ...fields,
    }),
    async log(): Promise<Exchange[]> {
      const { entries } = await control('log?limit=1000', undefined, 'GET');
      return entries as Exchange[];
    },
    async lastExchange(): Promise<Exchange> {
      const { entries } = await control('log?limit=1000', undefined, 'GET');
      return (entries as Exchange[]).at(-1) as Exchange;
    },
    /** The same folders under a new gateway, on another port, after some milliseconds without any. */
    async restart(pause = 0) {
      await gateway.close();
      await new Promise((resume) => setTimeout(resume, pause));
      gateway = await startWechatpay(settings);
    },
    async close() {
      await gateway.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
