/** The server answers this many items at a time, newest first. */
const SIZE = 20;

export interface List<T> {
  items: T[];
  more: boolean;
}

/** The items after those already `shown`, added to them; from the newest if none is shown. `id` tells items apart. */
export async function nextPage<T extends { createdAt: number }>(
  shown: T[],
  id: (item: T) => string,
  ask: (page: { before?: number }) => Promise<T[]>,
): Promise<List<T>> {
  const before = shown[shown.length - 1]?.createdAt;
  const items = await ask(before === undefined ? {} : { before });
  const known = new Set(shown.map(id));
  return { items: [...shown, ...items.filter((item) => !known.has(id(item)))], more: items.length >= SIZE };
}
