export interface Authorization {
  mchid: string;
  nonce_str: string;
  signature: string;
  timestamp: string;
  serial_no: string;
}

/** The five parts of the header, in any order; undefined unless each is there exactly once. */
export function parseAuthorization(parameters: string): Authorization | undefined {
  const parts = new Map<string, string>();
  for (const part of parameters.split(',')) {
    const match = /^\s*(mchid|nonce_str|signature|timestamp|serial_no)="([^"]*)"\s*$/.exec(part);
    if (!match || parts.has(match[1] as string)) return undefined;
    parts.set(match[1] as string, match[2] as string);
  }
  return parts.size === 5 ? (Object.fromEntries(parts) as unknown as Authorization) : undefined;
}
