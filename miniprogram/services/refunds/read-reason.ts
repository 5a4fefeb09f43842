/** The choice that says nothing without words. */
export const OTHER = '其他';

/** WeChat shows the payer 80 bytes of a reason and no more. */
const MAX_BYTES = 80;

export type Reason = { kind: 'reason'; text: string } | { kind: 'wrong'; problem: string };

/** The reason made of one of the choices and of somebody's own words, which may be empty where the choice says enough. */
export function readReason(choices: readonly string[], choice: string, words: string): Reason {
  const said = words.replace(/\s+/g, ' ').trim();
  if (!choices.includes(choice)) return { kind: 'wrong', problem: '请选择退款原因' };
  if (choice === OTHER && said === '') return { kind: 'wrong', problem: '请写下退款原因' };
  const text = choice === OTHER ? said : [choice, said].filter(Boolean).join('：');
  const over = countBytes(text) - MAX_BYTES;
  if (over > 0) return { kind: 'wrong', problem: `说明太长了，请减少 ${Math.ceil(over / 3)} 个字` };
  return { kind: 'reason', text };
}

/** Length in UTF-8. The phone has no TextEncoder. */
function countBytes(text: string): number {
  return [...text].reduce((sum, character) => sum + bytesOf(character.codePointAt(0) ?? 0), 0);
}

function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
