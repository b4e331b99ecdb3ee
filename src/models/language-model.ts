import { naturalLogarithm } from "./language-logarithm.ts";
import { readModelFile } from "./model-file.ts";

/**
 * A naive Bayes model over byte n-grams of one script's languages, as src/models/make/language-model.ts packs it.
 * Held per thread once it is loaded: `codes` (Latin: 4.4 MB) and the trie (1.5 MB).
 */
export interface LanguageModel {
  /** Language of each column; one language can have several. */
  readonly labels: readonly string[];
  /** Log weight of an n-gram that the column's language never showed. */
  readonly floors: readonly number[];
  readonly priors: readonly number[];
  /** Log weight of one step of `codes` above the floor. */
  readonly step: number;
  /** n-gram by column, `labels.length` to a row. */
  readonly codes: Uint8Array;
  /** n-grams as reversed bytes, so that the longest one ending at a byte is found walking backwards. */
  readonly trie: ByteTrie;
}

/** A trie in two hashed arrays: a slot holds parent × 256 + byte + 1, and the child. */
export interface ByteTrie {
  readonly mask: number;
  readonly keys: Int32Array;
  readonly children: Int32Array;
  /** n-gram of each node, -1 for none. */
  readonly ngrams: Int32Array;
}

interface Header {
  readonly labels: readonly string[];
  readonly floors: readonly number[];
  readonly priors: readonly number[];
  readonly step: number;
  readonly ngrams: number;
}

/** Spreads parent × 256 + byte over the slots: Knuth's multiplicative hashing. */
const GOLDEN = 0x9e3779b1;

/** Loads the packed model of one script (Latin: about 45 ms). */
export function loadLanguageModel(file: string): LanguageModel {
  const bytes = readModelFile(file);
  const headerEnd = bytes.indexOf(0x0a);
  const header: Header = JSON.parse(bytes.toString("utf8", 0, headerEnd));
  const { trie, end } = readTrie(bytes, headerEnd + 1, header.ngrams);
  const codes = transpose(bytes.subarray(end), header.labels.length, header.ngrams);
  return { labels: header.labels, floors: header.floors, priors: header.priors, step: header.step, codes, trie };
}

function readTrie(bytes: Uint8Array, start: number, count: number): { trie: ByteTrie; end: number } {
  let size = 1;
  while (size < count * 3) size *= 2;
  const keys = new Int32Array(size);
  const children = new Int32Array(size);
  const ngrams = new Int32Array(size).fill(-1);
  const path = new Int32Array(16);
  let nodes = 1;
  let at = start;
  for (let ngram = 0; ngram < count; ngram++) {
    const lengths = bytes[at++]!;
    let depth = lengths >> 4;
    for (let rest = lengths & 15; rest > 0; rest--) {
      const key = path[depth]! * 256 + bytes[at++]! + 1;
      let slot = Math.imul(key, GOLDEN) >>> 7 & (size - 1);
      while (keys[slot] !== 0) slot = (slot + 1) & (size - 1);
      keys[slot] = key;
      children[slot] = nodes;
      path[++depth] = nodes++;
    }
    ngrams[path[depth]!] = ngram;
  }
  return { trie: { mask: size - 1, keys, children, ngrams: ngrams.subarray(0, nodes) }, end: at };
}

/** Column after column, as it packs best, to row after row, as it is read. */
function transpose(columns: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(width * height);
  const block = 2048;
  for (let top = 0; top < height; top += block) {
    const bottom = Math.min(height, top + block);
    for (let column = 0; column < width; column++) {
      const offset = column * height;
      for (let row = top; row < bottom; row++) rows[row * width + column] = columns[offset + row]!;
    }
  }
  return rows;
}

/** The n-gram that ends behind `bytes[at]` and is the longest one known, -1 for none. */
export function ngramEndingAt(trie: ByteTrie, bytes: Uint8Array, at: number): number {
  const { mask, keys, children, ngrams } = trie;
  let node = 0;
  let longest = -1;
  for (let i = at; i >= 0; i--) {
    const key = node * 256 + bytes[i]! + 1;
    let slot = Math.imul(key, GOLDEN) >>> 7 & mask;
    while (keys[slot] !== key && keys[slot] !== 0) slot = (slot + 1) & mask;
    if (keys[slot] === 0) return longest;
    node = children[slot]!;
    if (ngrams[node]! >= 0) longest = ngrams[node]!;
  }
  return longest;
}

/** ln(1 + count), for counts that a question can have. */
const LOG_COUNTS: Float64Array = Float64Array.from({ length: 1024 }, (_, count) => naturalLogarithm(1 + count));

/** Log scores of the columns for these bytes, and how many n-grams told them. */
export class LanguageScorer {
  readonly #model: LanguageModel;
  readonly #counts: Uint16Array;
  readonly #sums: Float64Array;
  #total = 0;
  #bytes = 0;

  constructor(model: LanguageModel) {
    this.#model = model;
    this.#counts = new Uint16Array(model.codes.length / model.labels.length);
    this.#sums = new Float64Array(model.labels.length);
  }

  /** Scores by column: Σ ln(1 + count) × log weight. The array is used again by the next call. */
  score(bytes: Uint8Array): Float64Array {
    const { labels, floors, priors, step, codes, trie } = this.#model;
    const counts = this.#counts;
    const sums = this.#sums.fill(0);
    const width = labels.length;
    const seen: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const ngram = ngramEndingAt(trie, bytes, at);
      if (ngram >= 0 && counts[ngram]!++ === 0) seen.push(ngram);
    }
    let total = 0;
    for (const ngram of seen) {
      const weight = LOG_COUNTS[Math.min(counts[ngram]!, LOG_COUNTS.length - 1)]!;
      counts[ngram] = 0;
      total += weight;
      const row = ngram * width;
      for (let column = 0; column < width; column++) sums[column]! += weight * codes[row + column]!;
    }
    this.#total = total;
    this.#bytes = bytes.length;
    for (let column = 0; column < width; column++) {
      sums[column] = sums[column]! * step + total * floors[column]! + priors[column]!;
    }
    return sums;
  }
  /** How far the last text's n-grams are above the column's floor, on average a byte: low = no text of this language, or none at all. */
  familiarity(column: number): number {
    const { floors, priors } = this.#model;
    return (this.#sums[column]! - priors[column]! - this.#total * floors[column]!) / Math.max(1, this.#bytes);
  }
}
