import { isIP } from 'node:net';

/** Who calls, as the platform says; a caller can write nothing of this himself. */
export interface Caller {
  /** Absent where nobody is logged in to WeChat. */
  openid?: string;
  /** What the call came through, the first first, parted by commas; empty for HTTP access. */
  source: string;
  clientIp: string;
}

/**
 * Reads `getWXContext()` (developers.weixin.qq.com/minigame/dev/wxcloud/reference-sdk-api/utils/Cloud.getWXContext).
 * FROM_OPENID is left alone: no other account shares these functions.
 *
 * The SDK makes numbers of values that are all digits. One that a number cannot hold is no openid any more, because
 * two buyers could share it.
 */
export function readCaller(context: Record<string, unknown>): Caller {
  const { OPENID, SOURCE, CLIENTIP, CLIENTIPV6 } = context;
  const openid = Number.isSafeInteger(OPENID) ? String(OPENID) : OPENID;
  const clientIp = [CLIENTIP, CLIENTIPV6].find((address) => typeof address === 'string' && isIP(address) > 0);
  return {
    ...(typeof openid === 'string' && openid !== '' ? { openid } : {}),
    source: typeof SOURCE === 'string' ? SOURCE : '',
    // WeChat wants an address, and takes this one from shops that do not know it.
    clientIp: typeof clientIp === 'string' ? clientIp : '127.0.0.1',
  };
}
