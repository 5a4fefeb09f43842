import { expect } from '@jest/globals';
import type { Fields, TestGateway } from './gateway';
import { authorization, toXml, v2Sign } from './sign';

/** A moment as bills write it: what the clock on the wall shows in Beijing. */
export function beijing(moment: string | number): string {
  return new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** What asks for bills and takes files, by either API. */
export function billClient(gateway: TestGateway) {
  const date = (moment: number) => beijing(moment).slice(0, 10);
  /** The day `days` from the real today, `yyyy-mm-dd` in Beijing. */
  const day = (days: number) => date(Date.now() + days * 86_400_000);
  const goTo = (date: string, time: string) => gateway.control('clock', { now: `${date}T${time}+08:00` });

  const v2 = async (fields: Fields) => {
    const { appid, mchid, apiKey } = gateway.merchant;
    const asked: Fields = { appid, mch_id: mchid, nonce_str: 'n', ...fields };
    const body = toXml({ ...asked, sign: v2Sign(asked, apiKey) });
    const answer = await fetch(`${gateway.url}/pay/downloadbill`, { method: 'POST', body });
    return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const fetchFile = async (url: string, signer = gateway.signer) => {
    const target = url.slice(gateway.url.length);
    const answer = await fetch(url, { headers: { authorization: authorization(signer, 'GET', target, '') } });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers) as Record<string, string>,
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const offer = (target: string) => gateway.v3('GET', target);
  const v3 = async (target: string) => {
    const { status, body } = await offer(target);
    expect(status).toBe(200);
    const url = String(body.download_url);
    return { url, hash: body.hash_value, hashType: body.hash_type, ...(await fetchFile(url)) };
  };
  return { day, goTo, v2, v3, offer, fetchFile };
}
