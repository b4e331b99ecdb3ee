import type { Passages } from "../../document.ts";
import { floorWeight } from "./weights.ts";

/**
 * Short passages are no evidence by themselves, but a block of them that stands in a document twice is. In: the passages
 * of one document. Out: for each passage that stands in the second copy of a block, the passage that it repeats.
 *
 * A block is two or more passages in a row that stand in the same order earlier, together as long as one passage that
 * would be evidence.
 */

/** Earlier places of a line that are tried as the start of a block: enough for any text but made-up ones. */
const MAX_TRIED = 8;

/**
 * @param minWeight of a block
 * @returns for each passage the earlier one that it repeats as part of a block, or −1
 */
export function findRepeatedBlocks(passages: Passages, rawText: (passage: number) => string, minWeight: number): Int32Array {
  const repeats = new Int32Array(passages.count).fill(-1);
  if (!hasRepeatedShortPassages(passages, rawText)) return repeats;
  const classes = equalityClasses(passages, rawText);
  const earlier = new Map<number, number[]>();
  for (let i = 0; i < passages.count; ) {
    const block = longestBlock(i, classes, earlier.get(classes[i]!) ?? []);
    const isBlock = block.length >= 2 && weightOf(passages, i, block.length) >= minWeight;
    const step = isBlock ? block.length : 1;
    for (let k = 0; k < step; k++) {
      if (isBlock) repeats[i + k] = rootOf(repeats, block.start + k);
      else remember(earlier, classes[i + k]!, i + k);
    }
    i += step;
  }
  return repeats;
}

interface Block {
  readonly start: number;
  readonly length: number;
}

/** Most documents have none, and need no more than this look. */
function hasRepeatedShortPassages(passages: Passages, rawText: (passage: number) => string): boolean {
  const seen = new Set<number | string>();
  for (let i = 0; i < passages.count; i++) {
    if (passages.evidence[i] === 1) continue;
    const empty = passages.normalStart[i] === passages.normalStart[i + 1];
    const key = empty ? rawText(i).trim() : passages.wholeHash[i * 2 + 1]!;
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}

/**
 * Numbers passages so that equal ones have equal numbers; one without letters or digits is compared as it stands. Texts are
 * compared, not hashes alone: should two texts share a hash, the second counts as equal to nothing.
 */
function equalityClasses(passages: Passages, rawText: (passage: number) => string): Uint32Array {
  const firstOfKey = new Map<string, number>();
  const classes = new Uint32Array(passages.count);
  for (let i = 0; i < passages.count; i++) {
    const empty = passages.normalStart[i] === passages.normalStart[i + 1];
    const key = empty ? `text ${rawText(i).trim()}` : `hash ${passages.wholeHash[i * 2]} ${passages.wholeHash[i * 2 + 1]}`;
    const first = firstOfKey.get(key);
    if (first === undefined) firstOfKey.set(key, i);
    classes[i] = first !== undefined && (empty || areEqual(passages, i, first)) ? first : i;
  }
  return classes;
}

/** Whether two passages have the same normal form and the same numbers. */
export function areEqual(passages: Passages, a: number, b: number): boolean {
  if (passages.numbers[a] !== passages.numbers[b]) return false;
  const start = passages.normalStart[a]!;
  const other = passages.normalStart[b]!;
  const length = passages.normalStart[a + 1]! - start;
  if (passages.normalStart[b + 1]! - other !== length) return false;
  for (let i = 0; i < length; i++) if (passages.normal[start + i] !== passages.normal[other + i]) return false;
  return true;
}

function longestBlock(at: number, classes: Uint32Array, starts: readonly number[]): Block {
  let best: Block = { start: -1, length: 0 };
  for (const start of starts) {
    let length = 0;
    while (at + length < classes.length && start + length < at && classes[at + length] === classes[start + length]) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

function remember(earlier: Map<number, number[]>, key: number, place: number): void {
  const places = earlier.get(key);
  if (places === undefined) earlier.set(key, [place]);
  else if (places.length < MAX_TRIED) places.push(place);
}

function rootOf(repeats: Int32Array, passage: number): number {
  let root = passage;
  while (repeats[root]! >= 0) root = repeats[root]!;
  return root;
}

function weightOf(passages: Passages, first: number, count: number): number {
  let weight = 0;
  for (let i = passages.normalStart[first]!; i < passages.normalStart[first + count]!; i++) weight += floorWeight(passages.normal[i]!);
  return weight;
}
