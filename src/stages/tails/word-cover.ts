import { normalTable } from "../duplicates/normal-form.ts";
import { isUnspacedUnit, type WordTrie, WORD_KINDS } from "./word-lists.ts";

/** Letters of a line that list words of each kind cover; `letters` = all letters and digits of the line. */
export interface WordCover {
  readonly byKind: Int32Array;
  any: number;
  letters: number;
}

/** Longest line that is looked at: pleas and controls are short, and long lines would cost most. */
export const MAX_COVERED_UNITS = 240;

const SPACE_UNIT = 0x20;
const buffer = new Uint16Array(MAX_COVERED_UNITS + 2);
const result: WordCover = { byKind: new Int32Array(WORD_KINDS.length), any: 0, letters: 0 };

/**
 * Covers text[start, end) from left to right with the longest entries. The result is reused by the next call.
 */
export function coverWithWords(trie: WordTrie, text: string, start: number, end: number): WordCover {
  result.byKind.fill(0);
  result.any = 0;
  const length = writeNormalWords(text, start, Math.min(end, start + MAX_COVERED_UNITS));
  for (let i = 0; i < length; ) {
    const taken = isWordStart(i) && trie.begins(buffer[i]!, buffer[i + 1]!) ? takeLongest(trie, i, length) : 0;
    i += taken === 0 ? 1 : taken;
  }
  return result;
}

function isWordStart(i: number): boolean {
  return i === 0 || buffer[i - 1] === SPACE_UNIT || isUnspacedUnit(buffer[i]!) || isUnspacedUnit(buffer[i - 1]!);
}

/** Takes the longest entry that begins at `i`; @returns its units, 0 for none */
function takeLongest(trie: WordTrie, i: number, length: number): number {
  let node = 0;
  let best = 0;
  let bestKinds = 0;
  for (let k = i; k < length; k++) {
    node = trie.move(node, buffer[k]!);
    if (node < 0) break;
    const kinds = trie.kindsAt(node);
    if (kinds === 0) continue;
    const closed = k + 1 >= length || buffer[k + 1] === SPACE_UNIT || (k > i && isUnspacedUnit(buffer[k + 1]!));
    if (trie.endsInside(node) || (closed && (k > i || !isUnspacedUnit(buffer[i]!) || i === 0 || buffer[i - 1] === SPACE_UNIT))) {
      best = k + 1 - i;
      bestKinds = kinds;
    }
  }
  if (best > 0) count(i, best, bestKinds);
  return best;
}

function count(i: number, units: number, kinds: number): void {
  let letters = 0;
  for (let k = i; k < i + units; k++) if (buffer[k] !== SPACE_UNIT) letters++;
  result.any += letters;
  for (let kind = 0; kind < WORD_KINDS.length; kind++) {
    if ((kinds & (1 << kind)) !== 0) result.byKind[kind] = result.byKind[kind]! + letters;
  }
}

/** Fills the buffer, and counts the letters. */
function writeNormalWords(text: string, start: number, end: number): number {
  const table = normalTable();
  let n = 0;
  let spaces = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const normal = table[unit]!;
    if (normal !== 0) buffer[n++] = normal === 1 ? unit : normal;
    else if (n > 0 && buffer[n - 1] !== SPACE_UNIT) {
      buffer[n++] = SPACE_UNIT;
      spaces++;
    }
  }
  buffer[n] = SPACE_UNIT;
  result.letters = n - spaces;
  return n;
}
