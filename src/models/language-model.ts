import { endianness } from "node:os";
import { naturalLogarithm } from "./language-logarithm.ts";
import { readModelFile } from "./model-file.ts";
import { madeOnce } from "./shared-memory.ts";

/**
 * A naive Bayes model over byte n-grams of one script's languages, as src/models/make/language-model.ts packs it.
 * Held once it is loaded, by each thread or by all together: `quads` and the trie (Latin: 4.4 MB each).
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
 * (0 = free), the child, and the child's n-gram + 1 (0 = none).
 */
export const SLOT_WORDS = 4;
export interface ByteTrie {
  readonly mask: number;
  readonly slots: Int32Array;
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
/** Bits of a column in `quads`, and of a sum of codes. */
const LANE = 8;
const LANE_MASK = 0xff;
const SUM_LANE = 16;
const SUM_MASK = 0xffff;
/** Every second column of a number, with room for a sum. */
const EVEN_LANES = 0x00ff_00ff;

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
  return PLACED_WORDS + headerWords(JSON.stringify(header)) + trie.slots.length + trie.ngrams.length + quads.length;
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
  for (const part of [trie.slots, trie.ngrams, quads]) {
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
  const quadsAt = ngramsAt + nodes;
  const trie = { mask: slotWords / SLOT_WORDS - 1, slots: memory.subarray(slotsAt, ngramsAt), ngrams: memory.subarray(ngramsAt, quadsAt) };
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
  const path = new Int32Array(16);
  let lastSlot = 0;
  let nodes = 1;
  let at = start;
  for (let ngram = 0; ngram < count; ngram++) {
    const lengths = bytes[at++]!;
    let depth = lengths >> 4;
    for (let rest = lengths & 15; rest > 0; rest--) {
      const key = path[depth]! * 256 + bytes[at++]! + 1;
      let slot = Math.imul(key, GOLDEN) >>> 7 & (size - 1);
      while (slots[slot * SLOT_WORDS] !== 0) slot = (slot + 1) & (size - 1);
      lastSlot = slot * SLOT_WORDS;
      slots[lastSlot] = key;
      slots[lastSlot + 1] = nodes;
      path[++depth] = nodes++;
    }
    ngrams[path[depth]!] = ngram;
    slots[lastSlot + 2] = ngram + 1;
  }
  return { trie: { mask: size - 1, slots, ngrams: ngrams.subarray(0, nodes) }, end: at };
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
  for (let i = at; i >= 0; i--) {
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
    if (slots[word + 2]! > 0) longest = slots[word + 2]!;
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
  readonly #sums: Float64Array;
  /** Sums of codes, two columns to a number: columns 0 and 2 of each quad, and columns 1 and 3. */
  readonly #even: Int32Array;
  readonly #odd: Int32Array;
  #total = 0;
  #bytes = 0;

  constructor(model: LanguageModel) {
    this.#model = model;
    this.#counts = new Uint16Array(model.ngrams);
    this.#seen = new Int32Array(LONGEST_QUESTION);
    this.#sums = new Float64Array(model.labels.length);
    this.#even = new Int32Array(quadsOfRow(model.labels.length));
    this.#odd = new Int32Array(quadsOfRow(model.labels.length));
  }

  /**
   * Scores by column: Σ ln(1 + count) × log weight. The array is used again by the next call.
   * @param bytes at most LONGEST_QUESTION
   */
  score(bytes: Uint8Array): Float64Array {
    const { floors, priors, step } = this.#model;
    const sums = this.#sums;
    const once = this.#addOnce(this.#count(bytes));
    let total = once * LOG_COUNTS[1]!;
    sums.fill(0);
    total += this.#addRepeated();
    for (let column = 0; column < sums.length; column++) {
      const lanes = (column & 1) === 0 ? this.#even : this.#odd;
      const codesOnce = (lanes[column >> 2]! >>> (SUM_LANE * ((column >> 1) & 1))) & SUM_MASK;
      sums[column] = (sums[column]! + codesOnce * LOG_COUNTS[1]!) * step + total * floors[column]! + priors[column]!;
    }
    this.#total = total;
    this.#bytes = bytes.length;
    return sums;
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

  #repeated = 0;

  /** Adds the codes of n-grams seen once, four columns at a time; moves the others to the front of `#seen`. Returns how many were seen once. */
  #addOnce(different: number): number {
    const counts = this.#counts;
    const seen = this.#seen;
    const even = this.#even;
    const odd = this.#odd;
    const { quads } = this.#model;
    const width = even.length;
    even.fill(0);
    odd.fill(0);
    let repeated = 0;
    for (let i = 0; i < different; i++) {
      const ngram = seen[i]!;
      if (counts[ngram] !== 1) {
        seen[repeated++] = ngram;
        continue;
      }
      counts[ngram] = 0;
      const row = ngram * width;
      for (let quad = 0; quad < width; quad++) {
        const codes = quads[row + quad]!;
        even[quad] = even[quad]! + (codes & EVEN_LANES);
        odd[quad] = odd[quad]! + ((codes >>> LANE) & EVEN_LANES);
      }
    }
    this.#repeated = repeated;
    return different - repeated;
  }

  /** Adds the codes of n-grams seen several times, by weight; returns the sum of their weights. */
  #addRepeated(): number {
    const { quads } = this.#model;
    const counts = this.#counts;
    const sums = this.#sums;
    const width = this.#even.length;
    let total = 0;
    for (let i = 0; i < this.#repeated; i++) {
      const ngram = this.#seen[i]!;
      const weight = LOG_COUNTS[Math.min(counts[ngram]!, LOG_COUNTS.length - 1)]!;
      counts[ngram] = 0;
      total += weight;
      const row = ngram * width;
      for (let column = 0; column < sums.length; column++) {
        const code = (quads[row + (column >> 2)]! >>> (LANE * (column & 3))) & LANE_MASK;
        sums[column] = sums[column]! + weight * code;
      }
    }
    return total;
  }

  /** How far the last text's n-grams are above the column's floor, on average a byte: low = no text of this language, or none at all. */
  familiarity(column: number): number {
    const { floors, priors } = this.#model;
    return (this.#sums[column]! - priors[column]! - this.#total * floors[column]!) / Math.max(1, this.#bytes);
  }
}
