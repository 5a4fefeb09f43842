/** A stretch of a text, and whether the other text has something else in its place. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** Comparing every part with every other takes so much patience; beyond it, everything in the middle differs. */
const mostComparisons = 1_000_000;

/**
 * Where two strings that should have been the same are not, by the parts of which signed strings are made: lines,
 * `name=value` pairs, members of JSON. Where something is in one text only, the other has an empty piece.
 */
export function difference(one: string, other: string): [Piece[], Piece[]] {
  const a = parts(one);
  const b = parts(other);
  const head = commonHead(a, b);
  const tail = commonHead(a.slice(head).reverse(), b.slice(head).reverse());
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const same = middleA.length * middleB.length <= mostComparisons ? commonParts(middleA, middleB) : [];
  const pieces: [Piece[], Piece[]] = [[], []];
  const add = (textA: string, textB: string, differs: boolean) => {
    if (!differs && textA === '') return;
    pieces[0].push({ text: textA, differs });
    pieces[1].push({ text: textB, differs });
  };
  add(a.slice(0, head).join(''), b.slice(0, head).join(''), false);
  let [atA, atB] = [0, 0];
  for (const [nextA, nextB] of [...same, [middleA.length, middleB.length] as const]) {
    const [goneA, goneB] = [middleA.slice(atA, nextA).join(''), middleB.slice(atB, nextB).join('')];
    if (goneA !== '' || goneB !== '') addDiffering(goneA, goneB, add);
    if (nextA < middleA.length) add(middleA[nextA] as string, middleB[nextB] as string, false);
    [atA, atB] = [nextA + 1, nextB + 1];
  }
  const rest = a.slice(a.length - tail).join('');
  add(rest, rest, false);
  return pieces;
}

/** Of two stretches that differ, what they begin and end with alike does not. */
function addDiffering(one: string, other: string, add: (a: string, b: string, differs: boolean) => void) {
  const a = Array.from(one);
  const b = Array.from(other);
  const head = commonHead(a, b);
  const tail = commonHead(a.slice(head).reverse(), b.slice(head).reverse());
  const cut = (all: string[]) => all.slice(head, all.length - tail).join('');
  const before = a.slice(0, head).join('');
  const after = a.slice(a.length - tail).join('');
  add(before, before, false);
  add(cut(a), cut(b), true);
  add(after, after, false);
}

function parts(text: string): string[] {
  return text.match(/[^\n&,]*[\n&,]|[^\n&,]+$/g) ?? [];
}

function commonHead(a: string[], b: string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** Places of the longest sequence of parts that both have, in order. */
function commonParts(a: string[], b: string[]): [number, number][] {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const skipped = Math.max(longest[(i + 1) * width + j] as number, longest[i * width + j + 1] as number);
      longest[i * width + j] = a[i] === b[j] ? (longest[(i + 1) * width + j + 1] as number) + 1 : skipped;
    }
  }
  const places: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if ((longest[(i + 1) * width + j] as number) >= (longest[i * width + j + 1] as number)) i += 1;
    else j += 1;
  }
  return places;
}
