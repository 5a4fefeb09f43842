import type { Readable } from 'node:stream';
import type { Exchange } from '../../exchange';
import type { Signable } from '../protocol/signed';

/** An HTTP answer about to be written. */
export interface Answer extends Signable {
  status: number;
  body: string;
  /** A file, sent instead of the body as it is made: the log shows the body, which says what was sent. */
  file?: Readable;
}

/** A request as it came, its body read. */
export interface Incoming {
  method: string;
  /** Path and query, as sent: API v3 signs exactly this. */
  target: string;
  headers: Record<string, string>;
  body: Buffer;
  /** What the client proved to have in the TLS handshake, DER; absent over http. */
  clientCertificate?: Buffer;
}

/** What a protocol version made of a request: the answer for the wire, and the rest for the log. */
export interface Handled {
  answer: Answer;
  /** What the call is, in WeChat's words. */
  title: string;
  outTradeNo?: string;
  verdict: Exchange['verdict'];
  signed?: string;
}
