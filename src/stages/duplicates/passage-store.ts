import type { Cover } from "../../document.ts";
import { unitsToString } from "./normal-form.ts";

/** Where a text stands: units[start, end). Good until the next call of the store. */
export interface StoredText {
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
}

/** A passage on its way into the store. */
export interface NewPassage {
  readonly document: number;
  readonly startCodePoint: number;
  readonly endCodePoint: number;
}

const CHUNK_UNITS = 1 << 20;
const NO_TEXT = 0xffff_ffff;

/**
 * The passages of all documents so far, numbered in the order in which they were decided. Of those that stay it holds the
 * normal form and the numbers, as the text that later passages are verified against.
 *
 * Memory: 24 bytes a passage, 2 bytes a kept unit.
 */
export class PassageStore {
  private readonly documentIds: string[] = [];
  private documents = new Uint32Array(1024);
  private starts = new Uint32Array(1024);
  private ends = new Uint32Array(1024);
  /** Place of the text in the spool, in units; NO_TEXT for passages that are gone. */
  private textChunk = new Uint32Array(1024);
  private textStart = new Uint32Array(1024);
  private normalUnits = new Uint32Array(1024);
  private numberUnits = new Uint32Array(1024);
  private readonly chunks: Uint16Array[] = [];
  private lastChunkUsed = CHUNK_UNITS;
  count = 0;

  /** @returns the number of a new document */
  addDocument(id: string): number {
    return this.documentIds.push(id) - 1;
  }

  /** Adds a passage that is gone: it only counts towards the places of its seeds. */
  addGone(passage: NewPassage): number {
    return this.add(passage, NO_TEXT);
  }

  /** Adds a passage that stays. */
  addKept(passage: NewPassage, normal: Uint16Array, numbers: string): number {
    const units = normal.length + numbers.length;
    const chunk = this.chunkWithRoom(units);
    const number = this.add(passage, this.chunks.length - 1);
    this.textStart[number] = this.lastChunkUsed;
    this.normalUnits[number] = normal.length;
    this.numberUnits[number] = numbers.length;
    chunk.set(normal, this.lastChunkUsed);
    for (let i = 0; i < numbers.length; i++) chunk[this.lastChunkUsed + normal.length + i] = numbers.charCodeAt(i);
    this.lastChunkUsed += units;
    return number;
  }

  isKept(passage: number): boolean {
    return this.textChunk[passage] !== NO_TEXT;
  }

  /** Normal form of a passage that stays. */
  textOf(passage: number): StoredText {
    const start = this.textStart[passage]!;
    return { units: this.chunks[this.textChunk[passage]!]!, start, end: start + this.normalUnits[passage]! };
  }

  /** Numbers of a passage that stays, as `numbersOf` gives them. */
  numbersOf(passage: number): string {
    const { units, end } = this.textOf(passage);
    return unitsToString(units, end, end + this.numberUnits[passage]!);
  }

  coverOf(passage: number): Cover {
    return {
      id: this.documentIds[this.documents[passage]!]!,
      startCodePoint: this.starts[passage]!,
      endCodePoint: this.ends[passage]!,
    };
  }

  private add(passage: NewPassage, textChunk: number): number {
    if (this.count === this.documents.length) this.grow();
    this.documents[this.count] = passage.document;
    this.starts[this.count] = passage.startCodePoint;
    this.ends[this.count] = passage.endCodePoint;
    this.textChunk[this.count] = textChunk;
    return this.count++;
  }

  private chunkWithRoom(units: number): Uint16Array {
    const last = this.chunks.at(-1);
    if (last !== undefined && this.lastChunkUsed + units <= last.length) return last;
    const chunk = new Uint16Array(Math.max(CHUNK_UNITS, units));
    this.chunks.push(chunk);
    this.lastChunkUsed = 0;
    return chunk;
  }

  private grow(): void {
    this.documents = doubled(this.documents);
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
    this.textChunk = doubled(this.textChunk);
    this.textStart = doubled(this.textStart);
    this.normalUnits = doubled(this.normalUnits);
    this.numberUnits = doubled(this.numberUnits);
  }
}

function doubled(from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(from.length * 2);
  to.set(from);
  return to;
}
