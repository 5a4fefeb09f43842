/** The fields of an API v2 message: flat, and every value the text that stood on the wire. */
export type Fields = Readonly<Record<string, string>>;

/**
 * The text that an API v2 signature is made over, the key not yet appended: every non-empty field but `sign`, in the
 * order of their names' bytes, as `name=value` joined by `&`. Values are neither escaped nor wrapped.
 *
 * It cannot be read back: a value containing `&` looks like two fields. That is harmless only as long as no buyer can
 * write one, which is why no order carries `attach` and the reason of a refund loses its `&`.
 *
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011985891
 */
export function stringToSign(fields: Fields): string {
  const names = Object.keys(fields).sort();
  let text = '';
  for (const name of names) {
    const value = fields[name];
    if (name === 'sign' || value === undefined || value === '') continue;
    text += text === '' ? `${name}=${value}` : `&${name}=${value}`;
  }
  return text;
}
