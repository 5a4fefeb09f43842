/** A message whose last headers may still be on their way. */
export interface Signable {
  headers: Record<string, string>;
  /** Its signature, as headers; absent where nobody signs it. */
  signature?: Promise<Record<string, string>>;
}

/** The message with all its headers. */
export async function signed<Message extends Signable>(message: Message): Promise<Omit<Message, 'signature'>> {
  const { signature, ...rest } = message;
  return signature ? { ...rest, headers: { ...message.headers, ...(await signature) } } : rest;
}
