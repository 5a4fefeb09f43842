/** Unique among one buyer's requests, which is all it needs to be: the server adds the buyer's identity. */
export function newRequestId(): string {
  const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
  return Date.now().toString(36) + random() + random();
}
