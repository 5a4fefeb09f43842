/** The shapes of the two logs under `/_control/log`, which the workbench beside the phone draws. */

/** One exchange at the local WeChat Pay: a request it answered, or a notification it sent. */
export interface Exchange {
  id: number;
  /** Real time, ISO 8601. */
  at: string;
  /** The gateway's virtual time, ISO 8601. */
  virtualAt: string;
  direction: 'request' | 'notification';
  method: string;
  /** Path and query of a request; the whole address of a notification. */
  path: string;
  /** What the call is, in WeChat's words: 「统一下单」「支付通知」. */
  title: string;
  outTradeNo?: string;
  request: { headers: Record<string, string>; body: string };
  /** Absent where no answer came. */
  answer?: { status: number; headers: Record<string, string>; body: string };
  verdict: {
    ok: boolean;
    /** Why not, in Chinese. */
    reason?: string;
    /** Stable name of the single mistake that explains a refused signature. */
    mistake?: string;
    /** What was to be signed, and what the caller seems to have signed, keys masked. */
    expected?: string;
    received?: string;
  };
  /** Of a notification, the how manieth attempt it is, from 1. */
  attempt?: number;
  /** The string that the signature of the request is made over, keys masked. */
  signed?: string;
  durationMs: number;
}

/** One thing that happened at the local CloudBase. */
export interface CloudEvent {
  id: number;
  /** Real time, ISO 8601. */
  at: string;
  kind: 'call' | 'http' | 'timer' | 'database';
  /** The function, or the collection. */
  name: string;
  caller: { openid?: string; appid?: string; source: string };
  request: unknown;
  result?: unknown;
  error?: { code: string; message: string };
  /** What the function printed meanwhile. */
  output?: string;
  durationMs: number;
}

export interface LogPage<T> {
  entries: T[];
  next: number;
}
