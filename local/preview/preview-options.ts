export interface PreviewOptions {
  /** 0 picks a free one. */
  port: number;
  /** `127.0.0.1` unless given: the preview is for this machine. */
  host?: string;
  /** The folder of `app.json`. */
  miniprogram: string;
  /** The repository: its `node_modules` holds the packages, its `local/preview` the runtime. */
  packageRoot: string;
  /** For what is built; the preview's own, nothing else may lie in it. */
  outDir: string;
  /** What `wx.getAccountInfoSync` says, and what payment parameters are checked with. */
  appid: string;
  cloud: {
    /** What `wx.cloud.callFunction` gets: `{ result, errMsg?, requestID? }`, or `{ errMsg, errCode }` for a failure. */
    call(request: { name: string; data: unknown; openid: string }): Promise<unknown>;
  };
  wechatpay: {
    /** Payment parameters with `appId`; answers a `CashierVerdict`. */
    cashier(parameters: Record<string, unknown>): Promise<unknown>;
    /** A `Payment`; an answer with `error: { message }` tells why nobody may pay. */
    pay(payment: Record<string, unknown>): Promise<unknown>;
  };
  /** What stands beside the phone on a desktop: its script fills `<aside id="panel">`. */
  panel?: {
    /** Paths of the files served as `/panel.js` and `/panel.css`. */
    script: string;
    style?: string;
    /** By the name under `/_panel/`; answered as JSON. */
    routes: Record<string, (request: { query: URLSearchParams; body: unknown }) => Promise<unknown>>;
  };
  /** Rebuild when a source file changes; the open pages then load the new build. */
  watch?: boolean;
  /** Gets what the compiler has to say; standard error unless given. */
  report?: (line: string) => void;
}
