import crypto from 'node:crypto';
import { scratchFolder, shop } from '../gateway.mjs';
import { check, markdownOf, measure, wallTime } from '../measure.mjs';

const atOnce = 8;
const WHOLE = `${atOnce} × order, query, payment, notification`;
const BY_CPU = `${WHOLE}, in CPU time`;
const FLOOR = `${atOnce} × five signatures and verifications, AES`;

/**
 * Whole orders of API v3 at the local WeChat Pay, over loopback, eight at once, gateway and merchant in this process,
 * against the bare crypto of the same messages: two requests, two answers and a notification, each signed and
 * verified, the notification encrypted and decrypted as well. The gateway signs on other threads, so what counts is how
 * many orders go by in a second; what they cost all threads together is told besides.
 */
export default async function table({ quick }) {
  const running = await shop(scratchFolder());
  const { keys, merchant } = running;
  const text = Buffer.alloc(420, 'x');
  const crypt = (Cipher) => Cipher('aes-256-gcm', merchant.apiV3Key, '0123456789ab').setAAD(Buffer.from('transaction'));
  const signed = (secret, key) => crypto.verify('sha256', text, key, crypto.sign('sha256', text, secret));
  const oneOrder = () => {
    for (let message = 0; message < 2; message++) signed(keys.merchant, keys.merchantPublic);
    for (let message = 0; message < 3; message++) signed(keys.platformPrivate, keys.platform);
    const cipher = crypt(crypto.createCipheriv);
    const bytes = Buffer.concat([cipher.update(text), cipher.final()]);
    const decipher = crypt(crypto.createDecipheriv).setAuthTag(cipher.getAuthTag());
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  };
  const bareCrypto = () => {
    for (let order = 0; order < atOnce; order++) oneOrder();
  };
  const wholeOrders = () => Promise.all(Array.from({ length: atOnce }, running.order));
  try {
    // A path through so many rooms takes longer to be compiled than a loop of signatures.
    for (let round = 0; round < (quick ? 20 : 200); round++) await wholeOrders();
    const rows = await measure({ [FLOOR]: bareCrypto, [WHOLE]: wholeOrders }, { quick, batchMs: 40, time: wallTime });
    const [, inAll] = await measure({ [FLOOR]: bareCrypto, [BY_CPU]: wholeOrders }, { quick, batchMs: 40 });
    return {
      title: 'Local WeChat Pay: whole orders of API v3',
      markdown: markdownOf([...rows, inAll]),
      // Half the speed of the crypto alone.
      checks: [check(rows, WHOLE, 2)],
    };
  } finally {
    await running.close();
  }
}
