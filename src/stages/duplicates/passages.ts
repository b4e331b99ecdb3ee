import type { Passages, SeededDocument, TailDocument } from "../../document.ts";
import type { DocumentContext } from "../../stage.ts";
import { cjkCount } from "../../characters.ts";
import { LineCounter } from "../write/line-ends.ts";
import { maxNormalUnits, writeNormalForm } from "./normal-form.ts";
import { numbersOf } from "./numbers.ts";
import { appendSeeds, SeedList } from "./seeds.ts";
import { CJK_FLOOR_WEIGHT, floorWeight, floorWeightOf, OTHER_FLOOR_WEIGHT } from "./weights.ts";

/**
 * In: a document whose tail is known. Out: its passages in normal form, with hashes and seeds. A pure function of the
 * document; buffers are kept between documents, and what is handed on is cut to size. Holds about 12 bytes a character.
 */
export function seedPassages(document: TailDocument, context: DocumentContext): SeededDocument {
  const { passages, documents } = context.settings.duplicates;
  return { ...document, passages: passages || documents ? makePassages(document, floorWeightOf(context.settings.minLength)) : NO_PASSAGES };
}

const NO_PASSAGES: Passages = {
  count: 0,
  paragraph: new Uint32Array(0),
  line: new Uint32Array(0),
  normal: new Uint16Array(0),
  normalStart: new Uint32Array(1),
  evidence: new Uint8Array(0),
  wholeHash: new Uint32Array(0),
  seedStart: new Uint32Array(1),
  seeds: new Uint32Array(0),
  sparse: new Uint8Array(0),
  numbers: [],
};

/** A document of more units than this gets buffers of its own, which go with it: they would be held until the end. */
const LARGE_UNITS = 1 << 18;
const FIRST_UNITS = 1 << 16;

/** Units of the text from `windowStart` on: reading a typed array is twice as fast as charCodeAt. */
let units = new Uint16Array(FIRST_UNITS);
let windowStart = 0;
let windowEnd = 0;
let normal = new Uint16Array(FIRST_UNITS);
let seeds = new SeedList();

function begin(text: string): void {
  windowStart = 0;
  windowEnd = 0;
  seeds.count = 0;
  const room = maxNormalUnits(text.length);
  if (normal.length < room) normal = new Uint16Array(text.length > LARGE_UNITS ? room : room * 2);
}

/** Loads a passage, and those behind it that fit. Passages must come in order. */
function load(text: string, start: number, end: number): void {
  if (end <= windowEnd) return;
  const length = Math.max(FIRST_UNITS, end - start);
  if (units.length < length || units.length > LARGE_UNITS) units = new Uint16Array(length);
  windowStart = start;
  windowEnd = Math.min(text.length, start + units.length);
  Buffer.from(units.buffer).write(text.slice(windowStart, windowEnd), 0, "utf16le");
}

/** What was written, cut to size; the buffers of a large document go with it. */
function taken(text: string, written: number): Pick<Passages, "normal" | "seeds" | "sparse"> {
  const { words, sparse, count } = seeds;
  if (text.length <= LARGE_UNITS) return { normal: normal.slice(0, written), seeds: words.slice(0, count * 2), sparse: sparse.slice(0, count) };
  const made = { normal: normal.subarray(0, written), seeds: words.subarray(0, count * 2), sparse: sparse.subarray(0, count) };
  normal = new Uint16Array(FIRST_UNITS);
  seeds = new SeedList();
  return made;
}

function makePassages(document: TailDocument, minWeight: number): Passages {
  const paragraph = passageParagraphs(document);
  const count = paragraph.length;
  const { text } = document;
  begin(text);
  const normalStart = new Uint32Array(count + 1);
  const seedStart = new Uint32Array(count + 1);
  const evidence = new Uint8Array(count);
  const wholeHash = new Uint32Array(count * 2);
  const numbers: string[] = [];
  const line = new Uint32Array(count);
  const lines = new LineCounter(text);
  const addresses = new AddressWeigher(text);
  for (let i = 0; i < count; i++) {
    const start = document.paragraphs.starts[paragraph[i]!]!;
    const end = document.paragraphs.ends[paragraph[i]!]!;
    line[i] = lines.at(start);
    load(text, start, end);
    const from = normalStart[i]!;
    const to = normalise(start - windowStart, end - windowStart, from);
    normalStart[i + 1] = to;
    const makeup = measure(from, to, wholeHash, i);
    const ownNumbers = makeup.hasDigit ? numbersOf(units, start - windowStart, end - windowStart) : "";
    numbers.push(ownNumbers);
    hashNumbers(ownNumbers, wholeHash, i);
    if (makeup.weight - addresses.weigh(start, end) >= minWeight) {
      evidence[i] = 1;
      seeds.from = start / text.length;
      seeds.to = end / text.length;
      appendSeeds(normal, from, to, makeup.cjkUnits, seeds);
    }
    seedStart[i + 1] = seeds.count;
  }
  return { count, paragraph, line, normalStart, evidence, wholeHash, seedStart, numbers, ...taken(text, normalStart[count]!) };
}

/** The paragraphs that nothing has removed yet. */
function passageParagraphs(document: TailDocument): Uint32Array {
  const isRemoved = new Uint8Array(document.paragraphs.count);
  for (const { first, last } of [...document.unwanted, ...document.tails]) isRemoved.fill(1, first, last);
  const kept = new Uint32Array(document.paragraphs.count);
  let count = 0;
  for (let i = 0; i < isRemoved.length; i++) if (isRemoved[i] === 0) kept[count++] = i;
  return kept.slice(0, count);
}

function normalise(start: number, end: number, at: number): number {
  for (;;) {
    const to = writeNormalForm(units, start, end, normal, at);
    if (to >= 0) return to;
    const bigger = new Uint16Array(normal.length * 2);
    bigger.set(normal);
    normal = bigger;
  }
}

/** What a passage's normal form is made of. */
interface Makeup {
  readonly weight: number;
  readonly cjkUnits: number;
  readonly hasDigit: boolean;
}

/** No unit of normal form. */
const NO_UNIT = 0xffff;
/** Of normal form: "9", the last of the digits, which come before all letters. */
const LAST_DIGIT = 0x39;

/** Makeup and hash in one pass without branches. The hash: FNV-1a in two lanes over pairs of units of the normal form, 64 bits together. */
function measure(from: number, to: number, out: Uint32Array, at: number): Makeup {
  const written = normal;
  let cjkUnits = 0;
  let digits = 0;
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = from; i < to; i += 2) {
    const unit = written[i]!;
    // Behind the last unit of an odd number: none, which counts for nothing.
    const next = i + 1 < to ? written[i + 1]! : NO_UNIT;
    const pair = unit | (next << 16);
    low = Math.imul(low ^ pair, 0x01000193);
    high = Math.imul(high ^ pair, 0x5bd1e995);
    low ^= low >>> 17;
    high ^= high >>> 15;
    cjkUnits += cjkCount(unit) + cjkCount(next);
    digits += ((unit - LAST_DIGIT - 1) >>> 31) + ((next - LAST_DIGIT - 1) >>> 31);
  }
  out[at * 2] = low;
  out[at * 2 + 1] = high;
  const weight = cjkUnits * CJK_FLOOR_WEIGHT + (to - from - cjkUnits) * OTHER_FLOOR_WEIGHT;
  return { weight, cjkUnits, hasDigit: digits > 0 };
}

/** Numbers are content: passages with others have another hash. */
function hashNumbers(numbers: string, out: Uint32Array, at: number): void {
  let low = out[at * 2]! | 0;
  let high = out[at * 2 + 1]! | 0;
  for (let i = 0; i < numbers.length; i++) {
    low = Math.imul(low ^ numbers.charCodeAt(i), 0x01000193);
    high = Math.imul(high ^ numbers.charCodeAt(i), 0x5bd1e995);
    high ^= high >>> 15;
  }
  out[at * 2] = low;
  out[at * 2 + 1] = high;
}

/**
 * Weighs the web addresses of passages: they say little of the text and share their host (DESIGN, rule 6).
 * Passages must be asked for in order: the text is searched once.
 */
class AddressWeigher {
  private readonly text: string;
  private mark: number;

  constructor(text: string) {
    this.text = text;
    this.mark = text.indexOf("://");
  }

  /** Floor weight of the addresses in [start, end). */
  weigh(start: number, end: number): number {
    let weight = 0;
    while (this.mark >= 0 && this.mark < end) {
      let last = this.mark + 3;
      while (last < end && isAddressUnit(this.text.charCodeAt(last))) last++;
      // Letters and digits only are in the normal form: about six of seven. Five for "https".
      if (this.mark >= start) weight += Math.round(((last - this.mark + 5) * floorWeight(0x61) * 6) / 7);
      this.mark = this.text.indexOf("://", last);
    }
    return weight;
  }
}

/** Printable ASCII but quotes and angle brackets. */
function isAddressUnit(unit: number): boolean {
  return unit > 0x22 && unit < 0x7f && unit !== 0x3c && unit !== 0x3e;
}
