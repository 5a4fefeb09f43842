/** JSON whose spacing and escapes no library reproduces: `{"k":v, "k2":v}`, text beyond ASCII escaped. */
export function unevenJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(unevenJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${unevenJson(each)}`);
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
