let pairs: Map<string, number> | undefined;

/** The bytes of a text in GBK; undefined where it has a character that GBK has not. */
export function gbk(text: string): Buffer | undefined {
  pairs ??= tableOf();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const pair = pairs.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else return undefined;
  }
  return Buffer.from(bytes);
}

/** The platform decodes GBK but does not encode it, so every pair of bytes is decoded once. */
function tableOf(): Map<string, number> {
  const decoder = new TextDecoder('gbk');
  const table = new Map<string, number>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const character = decoder.decode(Uint8Array.of(high, low));
      const whole = [...character].length === 1 && character !== '\uFFFD';
      if (whole && !table.has(character)) table.set(character, (high << 8) | low);
    }
  }
  return table;
}
