import { gunzip } from 'node:zlib';
import { GatewayUnknown } from '../errors';

/** Of the file as it is sent; a hundred thousand rows take about six megabytes. */
export const MAX_PACKED_BYTES = 16 * 1024 * 1024;
/** Of the file itself: about 170,000 rows. */
const MAX_BYTES = 48 * 1024 * 1024;

/**
 * A bill's bytes, unpacked if they were packed, and no more of them than a day of a shop can fill: a few kilobytes of GZIP
 * may hold gigabytes of nothing. Throws GatewayUnknown for a file that is too large or broken.
 */
export async function unpackBill(bytes: Buffer): Promise<Buffer> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isPacked ? unzip(bytes) : bytes;
}

function unzip(packed: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(packed, { maxOutputLength: MAX_BYTES }, (cause, bytes) => {
      const isTooLarge = (cause as NodeJS.ErrnoException | null)?.code === 'ERR_BUFFER_TOO_LARGE';
      if (isTooLarge) reject(new GatewayUnknown(`账单解压后超过 ${MAX_BYTES} 字节`, { cause }));
      else if (cause) reject(new GatewayUnknown('账单不是完整的 GZIP 文件', { cause }));
      else resolve(bytes);
    });
  });
}
