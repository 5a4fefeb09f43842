/** Every id that a caller may send: a sku, a request id, an order number. No object gets through, so no operator. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value);
}
