/**
 * The text with what follows `key=` at its end left out. The gateway masks what it logs; this is for the screenshot
 * of a day on which it did not.
 */
export function maskKey(text: string): string {
  return text.replace(/(^|[&?])key=[^&\s]+/g, '$1key=••••••');
}
