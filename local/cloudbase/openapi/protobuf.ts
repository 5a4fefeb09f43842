import { invalidParam } from '../errors';

/** One field of a protobuf message: a number, or bytes that are a text, a message or just bytes. */
export type ProtobufField = { number: number; value: bigint | Buffer };

/**
 * The fields of a message, in the order they came. Knows the two wire types that cloud.openapi uses: varint and
 * length-delimited (https://protobuf.dev/programming-guides/encoding).
 *
 * @throws CloudError where the bytes are no such message
 */
export function readProtobuf(bytes: Buffer): ProtobufField[] {
  const fields: ProtobufField[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw invalidParam('the request data ends too early');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw invalidParam('the request data has a number that does not end');
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    if ((tag & 7n) === 0n) {
      fields.push({ number, value: varint() });
      continue;
    }
    if ((tag & 7n) !== 2n) throw invalidParam('the request data has a field of an unknown type');
    const length = Number(varint());
    if (length > bytes.length - at) throw invalidParam('the request data ends too early');
    fields.push({ number, value: bytes.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

export function writeProtobuf(fields: readonly ProtobufField[]): Buffer {
  return Buffer.concat(
    fields.map(({ number, value }) => {
      const tag = BigInt(number) << 3n;
      if (typeof value === 'bigint') return Buffer.concat([varintOf(tag), varintOf(value)]);
      return Buffer.concat([varintOf(tag | 2n), varintOf(BigInt(value.length)), value]);
    }),
  );
}

/** Seven bits a byte, lowest first. A negative number is written as 64 bits. */
function varintOf(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}
