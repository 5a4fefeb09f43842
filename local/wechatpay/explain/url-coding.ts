/** A text with its URL escapes undone; as it is where they are broken. */
export function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The other way round; as it is where it is no text that has an encoding. */
export function urlEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

/** %2F as %2f, which .NET and some others write. */
export function withSmallEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
