/** Pieces that mean something to one of the readers. */
const PIECES = [
  ...[
    '<',
    '>',
    '/>',
    '</',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE x>',
    '<!--',
    '-->',
    '<?x?>',
    '&lt;',
    '&#48;',
    '&x;',
    '\n',
    ' ',
  ],
  ...[
    '<sign></sign>',
    '<total_fee>1</total_fee>',
    '<sign_type>MD5</sign_type>',
    '<a/>',
    '__proto__',
    'attach',
    '=',
    '&',
  ],
  ...[
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\u0000',
    '\\',
    'null',
    'true',
    '1e3',
    '-',
    '.',
    '0',
    '1',
    '\0',
    '\r',
    '\ufeff',
  ],
];

/**
 * The bytes with one to three changes: a bit, a byte or a stretch of them changed, removed, repeated or moved, or something
 * put in. Never the same bytes.
 *
 * @param below answers a whole number below another
 */
export function mutateBytes(original: Buffer, below: (limit: number) => number): Buffer {
  for (;;) {
    let bytes = original;
    for (let changes = 1 + below(3); changes > 0; changes--) bytes = changed(bytes, below);
    if (!bytes.equals(original)) return bytes;
  }
}

function changed(bytes: Buffer, below: (limit: number) => number): Buffer {
  const at = below(bytes.length + 1);
  const length = 1 + below(below(8) === 0 ? 200 : 6);
  const [head, stretch, tail] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
  switch (below(9)) {
    case 0:
    case 1: {
      const flipped = Buffer.from(bytes);
      if (at < bytes.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << below(8));
      return flipped;
    }
    case 2:
      return Buffer.concat([head, Buffer.from([below(256)]), bytes.subarray(at + 1)]);
    case 3:
      return Buffer.concat([head, tail]);
    case 4:
      return Buffer.concat([head, stretch, stretch, tail]);
    case 5:
      return Buffer.concat([head, tail, stretch]);
    case 6:
      return below(8) === 0 ? head : Buffer.concat([head, Buffer.from(stretch).reverse(), tail]);
    default:
      return Buffer.concat([head, Buffer.from(PIECES[below(PIECES.length)] ?? ''), bytes.subarray(at)]);
  }
}
