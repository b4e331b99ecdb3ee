import type { Cover } from "../../document.ts";
import { unitsToString } from "./normal-form.ts";
import { Spool, type SpoolBase, type UnitView } from "./spool.ts";

/** Where a text stands: units[start, end). Good until the next call of the store. */
export type StoredText = UnitView;

/** A passage on its way into the store. */
export interface NewPassage {
  readonly document: number;
  readonly line: number;
  readonly startCodePoint: number;
  readonly endCodePoint: number;
}

/** Records begin at multiples of this, so that a 32-bit number names one in 128 GB of spool. */
const ALIGNMENT_UNITS = 16;
const MAX_RECORDS = 2 ** 32 - 1;

/** Words of a passage's header, of two units each; its normal form and its numbers stand behind it. */
const DOCUMENT = 0;
const LINE = 1;
const START = 2;
const END = 3;
/** Units of the normal form, or GONE for passages that do not stay. */
const NORMAL_UNITS = 4;
const NUMBER_UNITS = 5;
const HEADER_WORDS = 6;
const GONE = 0xffff_ffff;
/** A document's record: units of its id, and the id. */
const ID_HEADER_WORDS = 1;
const NOTHING: UnitView = { units: new Uint16Array(0), start: 0, end: 0 };

/**
 * The passages of all documents so far. A passage is known by the place of its record, so the earlier passage has the lesser number.
 * Of those that stay it holds the normal form and the numbers, as the text that later passages are verified against.
 *
 * Memory: what the spool keeps of it (spool.ts); on disk 32 to 64 bytes a passage and 2 a kept unit.
 */
export class PassageStore {
  private readonly spool: Spool;
  private readonly header = new Uint16Array(HEADER_WORDS * 2);
  private readonly padding = new Uint16Array(ALIGNMENT_UNITS);
  private letters = new Uint16Array(256);

  /**
   * @param folder where the spool's file is made when it outgrows the memory
   * @param residentBytes how much stays in memory
   */
  constructor(folder: string, residentBytes: number, base?: SpoolBase) {
    this.spool = new Spool(folder, residentBytes, base);
  }

  /** Whether another passage can be numbered. */
  get hasRoom(): boolean {
    return this.spool.length / ALIGNMENT_UNITS < MAX_RECORDS;
  }

  /** Units of the spool. */
  get units(): number {
    return this.spool.length;
  }

  /** @returns the number of a new document */
  addDocument(id: string): number {
    this.setWord(0, id.length);
    return this.addRecord(ID_HEADER_WORDS, NOTHING, id);
  }

  /** Adds a passage that is gone: it counts towards the places of its seeds, and its copies go with it. */
  addGone(passage: NewPassage, sources: readonly number[]): number {
    const units = Uint16Array.from(sources.flatMap((source) => [source & 0xffff, source >>> 16]));
    return this.add(passage, GONE, { units, start: 0, end: units.length }, "");
  }

  /** The passages that cover one that is gone, as they were given. */
  sourcesOf(passage: number): readonly number[] {
    const count = this.word(passage, NUMBER_UNITS);
    const { units, start } = this.spool.view(passage * ALIGNMENT_UNITS + HEADER_WORDS * 2, count);
    return Array.from({ length: count / 2 }, (_, i) => (units[start + i * 2]! | (units[start + i * 2 + 1]! << 16)) >>> 0);
  }

  /** Adds a passage that stays. */
  addKept(passage: NewPassage, normal: UnitView, numbers: string): number {
    return this.add(passage, normal.end - normal.start, normal, numbers);
  }

  isKept(passage: number): boolean {
    return this.word(passage, NORMAL_UNITS) !== GONE;
  }

  /** Normal form of a passage that stays. */
  textOf(passage: number): StoredText {
    return this.spool.view(passage * ALIGNMENT_UNITS + HEADER_WORDS * 2, this.word(passage, NORMAL_UNITS));
  }

  /** Numbers of a passage that stays, as `numbersOf` gives them. */
  numbersOf(passage: number): string {
    const count = this.word(passage, NUMBER_UNITS);
    if (count === 0) return "";
    const { units, start, end } = this.spool.view(passage * ALIGNMENT_UNITS + HEADER_WORDS * 2 + this.word(passage, NORMAL_UNITS), count);
    return unitsToString(units, start, end);
  }

  coverOf(passage: number): Cover {
    return {
      id: this.idOf(this.word(passage, DOCUMENT)),
      line: this.word(passage, LINE),
      startCodePoint: this.word(passage, START),
      endCodePoint: this.word(passage, END),
    };
  }

  /** As Spool.from(). */
  unitsFrom(first: number): Iterable<Uint16Array> {
    return this.spool.from(first);
  }

  /** Frees memory and disk. */
  close(): void {
    this.spool.close();
  }

  private idOf(document: number): string {
    const { units, start, end } = this.spool.view(document * ALIGNMENT_UNITS + ID_HEADER_WORDS * 2, this.word(document, 0));
    return unitsToString(units, start, end);
  }

  private add(passage: NewPassage, normalUnits: number, text: UnitView, numbers: string): number {
    this.setWord(DOCUMENT, passage.document);
    this.setWord(LINE, passage.line);
    this.setWord(START, passage.startCodePoint);
    this.setWord(END, passage.endCodePoint);
    this.setWord(NORMAL_UNITS, normalUnits);
    this.setWord(NUMBER_UNITS, normalUnits === GONE ? text.end - text.start : numbers.length);
    return this.addRecord(HEADER_WORDS, text, numbers);
  }

  /** @param rest stands behind the text */
  private addRecord(headerWords: number, { units, start, end }: UnitView, rest: string): number {
    const number = this.spool.length / ALIGNMENT_UNITS;
    this.spool.append(this.header, 0, headerWords * 2);
    this.spool.append(units, start, end);
    if (rest !== "") this.appendString(rest);
    const begun = this.spool.length % ALIGNMENT_UNITS;
    if (begun > 0) this.spool.append(this.padding, begun, ALIGNMENT_UNITS);
    return number;
  }

  private appendString(text: string): void {
    if (this.letters.length < text.length) this.letters = new Uint16Array(text.length * 2);
    for (let i = 0; i < text.length; i++) this.letters[i] = text.charCodeAt(i);
    this.spool.append(this.letters, 0, text.length);
  }

  private setWord(word: number, value: number): void {
    this.header[word * 2] = value & 0xffff;
    this.header[word * 2 + 1] = value >>> 16;
  }

  private word(record: number, word: number): number {
    const { units, start } = this.spool.view(record * ALIGNMENT_UNITS + word * 2, 2);
    return (units[start]! | (units[start + 1]! << 16)) >>> 0;
  }
}
