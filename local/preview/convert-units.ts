const skipOrLength = /url\([^)]*\)|"[^"]*"|'[^']*'|(?<![\w#.-])(-?(?:\d+\.?\d*|\.\d+))(rpx|vh|vw)\b/gi;
const inset = /\b(?:env|constant)\(\s*(safe-area-inset-(?:top|right|bottom|left))\s*\)/g;

/**
 * A WXSS value for a browser. The phone is a box in the page, so what WeChat measures by the screen is measured by
 * that box: `rpx`, `vh`, `vw` and the safe area become custom properties that the page sets on it.
 */
export function convertUnits(value: string): string {
  return value
    .replace(skipOrLength, (whole, amount?: string, unit?: string) =>
      amount === undefined ? whole : `calc(${amount} * var(--${unit?.toLowerCase()}))`,
    )
    .replace(inset, 'var(--$1)');
}
