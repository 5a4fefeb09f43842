import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedNotification {
  headers: http.IncomingHttpHeaders;
  body: string;
}

export const heardV2 =
  '<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>';

/** The merchant's own server, which hears notifications and answers as a test wants. */
export async function startMerchantServer() {
  const received: ReceivedNotification[] = [];
  let rawHeaders: string[] = [];
  let answer = { status: 200, body: heardV2, headers: {} as Record<string, string>, whole: true };
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      rawHeaders = request.rawHeaders;
      response.writeHead(answer.status, answer.headers);
      if (answer.whole) response.end(answer.body);
      else response.write(answer.body, () => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    received,
    answers(status: number, body = '', headers: Record<string, string> = {}) {
      answer = { status, body, headers, whole: true };
    },
    /** Begins to say that it heard, and hangs up. */
    breaksOff() {
      answer = { status: 200, body: heardV2, headers: {}, whole: false };
    },
    /** Of the last notification, as they were written: name, value, name, … */
    rawHeaders: () => rawHeaders,
    /** Waits until so many notifications have come. */
    async hears(count: number): Promise<ReceivedNotification[]> {
      for (const end = Date.now() + 10_000; received.length < count; ) {
        if (Date.now() > end) throw new Error(`${received.length} of ${count} notifications came`);
        await new Promise((resume) => setTimeout(resume, 10));
      }
      return received;
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
