/** Who calls a function, as getWXContext tells it. Nobody logged in: no openid. */
export interface Caller {
  openid?: string;
  appid?: string;
  unionid?: string;
  /** Empty for what does not come from WeChat, such as HTTP access. A chain of calls is joined by commas. */
  source: string;
}

/**
 * The environment that wx-server-sdk reads the caller from, and the token by which a nested call finds its way back to him.
 * https://developers.weixin.qq.com/minigame/dev/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 */
export function callerEnvironment(caller: Caller, token: string, requestId: string): Record<string, string> {
  const context: Record<string, string> = { WX_CLIENTIP: '127.0.0.1', WX_API_TOKEN: token };
  if (caller.openid) context.WX_OPENID = caller.openid;
  if (caller.appid) context.WX_APPID = caller.appid;
  if (caller.unionid) context.WX_UNIONID = caller.unionid;
  return {
    ...context,
    WX_CONTEXT_KEYS: Object.keys(context).join(','),
    TCB_SOURCE: caller.source,
    TCB_SEQID: requestId,
    ...(caller.source === 'wx_trigger' ? { TRIGGER_SRC: 'timer' } : {}),
  };
}

/** Who a function is for a function that it calls. */
export const nestedCaller = (caller: Caller | undefined): Caller => ({
  ...caller,
  source: caller?.source ? `${caller.source},scf` : 'scf',
});
