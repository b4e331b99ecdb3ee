import { endianness } from "node:os";
import { naturalLogarithm } from "./language-logarithm.ts";
import { readModelFile } from "./model-file.ts";
import { madeOnce } from "./shared-memory.ts";

/**
 * A naive Bayes model over byte n-grams of one script's languages, as src/models/make/language-model.ts packs it.
 * Held once it is loaded, by each thread or by all together: `quads` and the trie (Latin: 4.4 MB each, and .3 MB of pairs).
 */
export interface LanguageModel {
  /** Language of each column; one language can have several. */
  readonly labels: readonly string[];
  /** Log weight of an n-gram that the column's language never showed. */
  readonly floors: readonly number[];
  readonly priors: readonly number[];
  /** Log weight of one step of `codes` above the floor. */
  readonly step: number;
  readonly ngrams: number;
  /**
   * Codes of n-gram by column, four columns to a number of 32 bits (the first in the low byte): what a question costs is mostly the
   * lines of memory that its rows stand in.
   */
  readonly quads: Int32Array;
  /** n-grams as reversed bytes, so that the longest one ending at a byte is found walking backwards. */
  readonly trie: ByteTrie;
}

/**
 * A trie in a hashed array. A slot is SLOT_WORDS numbers, which lie in one line of the processor's cache: parent × 256 + byte + 1
 * (0 = free), the child, the longest n-gram on the way to the child + 1 (0 = none), and by the low five bits of a byte whether the child may have
 * one for it: most ways end there, without another look at memory.
 */
export const SLOT_WORDS = 4;
const CHILDREN = 3;
export interface ByteTrie {
  readonly mask: number;
  readonly slots: Int32Array;
  /** By the last byte × 256 + the one before: where the slot of both begins + 1, 0 for none. Two steps of nearly four in one. */
  readonly pairs: Int32Array;
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
/** Columns in a number of `quads`, and bits of each; bits of a sum of codes. */
const LANES = 4;
const LANE = 8;
const LANE_MASK = 0xff;
const SUM_LANE = 16;
const SUM_MASK = 0xffff;
/** Every second column of a number, with room for a sum. */
const EVEN_LANES = 0x00ff_00ff;

const PAIRS = 1 << 16;

/** Words of a placed model before its header: length of the header in bytes, slots of the trie, nodes. */
const PLACED_WORDS = 3;

/**
 * Loads the packed model of one script (Latin: about 40 ms).
 * @param memory where threads share it
 */
export function loadLanguageModel(file: string, memory?: SharedArrayBuffer): LanguageModel {
  return memory === undefined ? unpackModel(file) : madeOnce(memory, () => unpackModel(file), { place: placeModel, find: placedModel });
}

function unpackModel(file: string): LanguageModel {
  const bytes = readModelFile(file);
  const headerEnd = bytes.indexOf(0x0a);
  const header: Header = JSON.parse(bytes.toString("utf8", 0, headerEnd));
  const { trie, end } = readTrie(bytes, headerEnd + 1, header.ngrams);
  return { ...header, quads: readQuads(bytes.subarray(end)), trie };
}

/** The rows stand in the file as they are used. */
function readQuads(rows: Buffer): Int32Array {
  const aligned = rows.byteOffset % Int32Array.BYTES_PER_ELEMENT === 0 ? rows : Buffer.from(Uint8Array.from(rows).buffer);
  if (endianness() === "BE") aligned.swap32();
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length / Int32Array.BYTES_PER_ELEMENT);
}

/** 32-bit words that a model takes in shared memory. */
export function placedWords({ quads, trie, ...header }: LanguageModel): number {
  return PLACED_WORDS + headerWords(JSON.stringify(header)) + trie.slots.length + trie.ngrams.length + trie.pairs.length + quads.length;
}

/** Behind a header of ASCII. */
function headerWords(header: string): number {
  return Math.ceil(header.length / Int32Array.BYTES_PER_ELEMENT);
}

function placeModel(model: LanguageModel, memory: Int32Array): boolean {
  if (placedWords(model) > memory.length) return false;
  const { quads, trie, ...header } = model;
  const json = JSON.stringify(header);
  memory.set([json.length, trie.slots.length, trie.ngrams.length]);
  bytesOf(memory.subarray(PLACED_WORDS)).write(json, "latin1");
  let at = PLACED_WORDS + headerWords(json);
  for (const part of [trie.slots, trie.ngrams, trie.pairs, quads]) {
    memory.set(part, at);
    at += part.length;
  }
  return true;
}

function placedModel(memory: Int32Array): LanguageModel {
  const [jsonBytes = 0, slotWords = 0, nodes = 0] = memory;
  const json = bytesOf(memory.subarray(PLACED_WORDS)).toString("latin1", 0, jsonBytes);
  const header: Header = JSON.parse(json);
  const slotsAt = PLACED_WORDS + headerWords(json);
  const ngramsAt = slotsAt + slotWords;
  const pairsAt = ngramsAt + nodes;
  const quadsAt = pairsAt + PAIRS;
  const trie = { mask: slotWords / SLOT_WORDS - 1, slots: memory.subarray(slotsAt, ngramsAt), ngrams: memory.subarray(ngramsAt, pairsAt), pairs: memory.subarray(pairsAt, quadsAt) };
  return { ...header, quads: memory.subarray(quadsAt, quadsAt + header.ngrams * quadsOfRow(header.labels.length)), trie };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function readTrie(bytes: Uint8Array, start: number, count: number): { trie: ByteTrie; end: number } {
  let size = 1;
  while (size < count * 3) size *= 2;
  const slots = new Int32Array(size * SLOT_WORDS);
  const ngrams = new Int32Array(size).fill(-1);
  const pairs = new Int32Array(PAIRS);
  const path = new Int32Array(16);
  /** By depth: the longest n-gram on the path + 1. */
  const longest = new Int32Array(16);
  /** By depth: where the slot of the path's node begins. */
  const words = new Int32Array(16);
  let nodes = 1;
  let at = start;
  for (let ngram = 0; ngram < count; ngram++) {
    const lengths = bytes[at++]!;
    let depth = lengths >> 4;
    for (let rest = lengths & 15; rest > 0; rest--) {
      const byte = bytes[at++]!;
      const key = path[depth]! * 256 + byte + 1;
      let slot = Math.imul(key, GOLDEN) >>> 7 & (size - 1);
      while (slots[slot * SLOT_WORDS] !== 0) slot = (slot + 1) & (size - 1);
      const word = slot * SLOT_WORDS;
      // An n-gram stands before all that begin with it, so what is on the way here is known.
      longest[depth + 1] = rest === 1 ? ngram + 1 : longest[depth]!;
      slots.set([key, nodes, longest[depth + 1]!], word);
      if (depth > 0) slots[words[depth]! + CHILDREN]! |= 1 << byte;
      if (depth === 1) pairs[(slots[words[1]!]! - 1) * 256 + byte] = word + 1;
      path[++depth] = nodes++;
      words[depth] = word;
    }
    ngrams[path[depth]!] = ngram;
  }
  return { trie: { mask: size - 1, slots, ngrams: ngrams.subarray(0, nodes), pairs }, end: at };
}

/** Numbers of 32 bits in a row. */
export function quadsOfRow(columns: number): number {
  return (columns + 3) >> 2;
}

/** The code of an n-gram in a column. */
export function codeAt({ quads, labels }: LanguageModel, ngram: number, column: number): number {
  return (quads[ngram * quadsOfRow(labels.length) + (column >> 2)]! >>> (LANE * (column & 3))) & LANE_MASK;
}

/** Bytes that a question can have at most: 16 bits hold the sum of so many codes (the largest is 60). */
const LONGEST_QUESTION = 1024;

/** The n-gram that ends behind `bytes[at]` and is the longest one known, -1 for none. */
export function ngramEndingAt(trie: ByteTrie, bytes: Uint8Array, at: number): number {
  const { mask, slots } = trie;
  let node = 0;
  let longest = 0;
  let children = -1;
  let i = at;
  const pair = at > 0 ? trie.pairs[bytes[at]! * 256 + bytes[at - 1]!]! - 1 : -1;
  if (pair >= 0) {
    node = slots[pair + 1]!;
    longest = slots[pair + 2]!;
    children = slots[pair + CHILDREN]!;
    i = at - 2;
  }
  for (; i >= 0 && (children & (1 << bytes[i]!)) !== 0; i--) {
    const key = node * 256 + bytes[i]! + 1;
    let slot = Math.imul(key, GOLDEN) >>> 7 & mask;
    let found = slots[slot * SLOT_WORDS]!;
    while (found !== key && found !== 0) {
      slot = (slot + 1) & mask;
      found = slots[slot * SLOT_WORDS]!;
    }
    if (found === 0) break;
    const word = slot * SLOT_WORDS;
    node = slots[word + 1]!;
    longest = slots[word + 2]!;
    children = slots[word + CHILDREN]!;
  }
  return longest - 1;
}

/** ln(1 + count), for counts that a question can have. */
const LOG_COUNTS: Float64Array = Float64Array.from({ length: LONGEST_QUESTION + 1 }, (_, count) => naturalLogarithm(1 + count));

/** Log scores of the columns for the bytes of a question. */
export class LanguageScorer {
  readonly #model: LanguageModel;
  readonly #counts: Uint16Array;
  /** n-grams seen, and how many. */
  readonly #seen: Int32Array;
  /** Where the rows of those begin that were seen once. */
  readonly #rows: Int32Array;
  /** Of all columns that `quads` has room for, and those that there are. */
  readonly #sums: Float64Array;
  readonly #scores: Float64Array;
  #total = 0;
  #bytes = 0;

  constructor(model: LanguageModel) {
    this.#model = model;
    this.#counts = new Uint16Array(model.ngrams);
    this.#seen = new Int32Array(LONGEST_QUESTION);
    this.#rows = new Int32Array(LONGEST_QUESTION);
    this.#sums = new Float64Array(quadsOfRow(model.labels.length) * LANES);
    this.#scores = this.#sums.subarray(0, model.labels.length);
  }

  /**
   * Scores by column: Σ ln(1 + count) × log weight. The array is used again by the next call.
   * @param bytes at most LONGEST_QUESTION
   */
  score(bytes: Uint8Array): Float64Array {
    const different = this.#count(bytes);
    const repeated = this.#setApart(different);
    this.#sums.fill(0);
    this.#total = this.#addRepeated(repeated) + (different - repeated) * LOG_COUNTS[1]!;
    this.#addOnce(different - repeated);
    this.#bytes = bytes.length;
    return this.#scores;
  }

  /** Counts n-grams; returns how many different ones stand in `#seen`. */
  #count(bytes: Uint8Array): number {
    const counts = this.#counts;
    const seen = this.#seen;
    const { trie } = this.#model;
    let different = 0;
    for (let at = 0; at < bytes.length; at++) {
      const ngram = ngramEndingAt(trie, bytes, at);
      if (ngram >= 0 && counts[ngram]!++ === 0) seen[different++] = ngram;
    }
    return different;
  }

  /** Rows of the n-grams seen once go to `#rows`, the others to the front of `#seen`. Returns how many these are. */
  #setApart(different: number): number {
    const counts = this.#counts;
    const seen = this.#seen;
    const rows = this.#rows;
    const width = quadsOfRow(this.#model.labels.length);
    let repeated = 0;
    let once = 0;
    for (let i = 0; i < different; i++) {
      const ngram = seen[i]!;
      if (counts[ngram] === 1) {
        counts[ngram] = 0;
        rows[once++] = ngram * width;
      } else seen[repeated++] = ngram;
    }
    return repeated;
  }

  /** Adds the codes of n-grams seen several times, by weight; returns the sum of their weights. */
  #addRepeated(repeated: number): number {
    const { quads, labels } = this.#model;
    const counts = this.#counts;
    const seen = this.#seen;
    const sums = this.#sums;
    const width = quadsOfRow(labels.length);
    let total = 0;
    for (let i = 0; i < repeated; i++) {
      const ngram = seen[i]!;
      const weight = LOG_COUNTS[Math.min(counts[ngram]!, LOG_COUNTS.length - 1)]!;
      counts[ngram] = 0;
      total += weight;
      const row = ngram * width;
      for (let quad = 0; quad < width; quad++) {
        const codes = quads[row + quad]!;
        const column = quad * LANES;
        sums[column]! += weight * (codes & LANE_MASK);
        sums[column + 1]! += weight * ((codes >>> LANE) & LANE_MASK);
        sums[column + 2]! += weight * ((codes >>> (2 * LANE)) & LANE_MASK);
        sums[column + 3]! += weight * (codes >>> (3 * LANE));
      }
    }
    return total;
  }

  /** Adds the codes of n-grams seen once, four columns at a time, and what is the same for all texts. */
  #addOnce(once: number): void {
    const { quads, labels } = this.#model;
    const rows = this.#rows;
    const width = quadsOfRow(labels.length);
    for (let quad = 0; quad < width; quad++) {
      // Sums of codes, two columns to a number: 0 and 2 of the quad, and 1 and 3.
      let even = 0;
      let odd = 0;
      for (let i = 0; i < once; i++) {
        const codes = quads[rows[i]! + quad]!;
        even = (even + (codes & EVEN_LANES)) | 0;
        odd = (odd + ((codes >>> LANE) & EVEN_LANES)) | 0;
      }
      const column = quad * LANES;
      this.#finish(column, even & SUM_MASK);
      this.#finish(column + 1, odd & SUM_MASK);
      this.#finish(column + 2, even >>> SUM_LANE);
      this.#finish(column + 3, odd >>> SUM_LANE);
    }
  }

  #finish(column: number, codesOnce: number): void {
    const { floors, priors, step } = this.#model;
    if (column < floors.length) this.#sums[column] = (this.#sums[column]! + codesOnce * LOG_COUNTS[1]!) * step + this.#total * floors[column]! + priors[column]!;
  }

  /** How far the last text's n-grams are above the column's floor, on average a byte: low = no text of this language, or none at all. */
  familiarity(column: number): number {
    const { floors, priors } = this.#model;
    return (this.#sums[column]! - priors[column]! - this.#total * floors[column]!) / Math.max(1, this.#bytes);
  }
}
