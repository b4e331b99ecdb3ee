import type { DocumentEnd, EndLine } from "./document-end.ts";
import { lettersOfLine } from "./line-sketch.ts";
import { likeness, type RepeatedTail } from "./repeated-tails.ts";

/**
 * Finds lines that close many documents. In: the end of each document. Out: the lines that close at least five and one in a hundred.
 * Memory is bounded whatever the number of documents, by lossy counting (Manku and Motwani 2002): after each round of ROUND
 * documents, lines are forgotten that were rarer than one a round since they were first seen. So of N documents a count is too low by
 * at most N / ROUND, and what closes one in a hundred is never missed. A few ten thousand lines of at most 300 characters, and 6 MB.
 */

/** Closes at least as many documents … */
const MIN_DOCUMENTS = 5;
/** … and one document in so many. */
const MAX_RARITY = 100;
const ROUND = 500;
/** Lines seen once are only a key in a table of this size: most never come again. A line that meets another in it is learned a document later. */
const SIGHTINGS = 1 << 18;
/** Copies of a document are told by their marks as long as no other document has taken the place. */
const MARKS = 1 << 20;

interface Entry {
  readonly tail: EndLine;
  readonly letters: string;
  documents: number;
  /** The document that it was counted in last. */
  lastDocument: number;
  /** Documents that may have held it before it was seen. */
  readonly missed: number;
}

export class TailLearner {
  private documents = 0;
  private rounds = 0;
  private readonly marks = new Uint32Array(MARKS);
  private readonly sightedKeys = new Uint32Array(SIGHTINGS);
  private readonly sightedIn = new Uint32Array(SIGHTINGS);
  private byKey = new Map<number, Entry>();
  private entries: Entry[] = [];

  add({ mark, lines }: DocumentEnd): void {
    if (this.isCopy(mark)) return;
    this.documents++;
    for (const line of lines) this.count(line);
    if (this.documents % ROUND === 0) this.forgetRareLines();
  }

  /** What closes many documents, the most frequent first. */
  tails(): RepeatedTail[] {
    const enough = Math.max(MIN_DOCUMENTS, this.documents / MAX_RARITY);
    return this.entries
      .filter(({ documents, missed }) => documents >= MIN_DOCUMENTS && documents + missed >= enough)
      .sort((a, b) => b.documents - a.documents || (a.letters < b.letters ? -1 : 1))
      .map(({ tail, documents }) => ({ text: tail.text, documents }));
  }

  /** Lines that are held now; bounded, whatever was read. */
  get heldLines(): number {
    return this.entries.length;
  }

  private isCopy(mark: number): boolean {
    const place = mark & (MARKS - 1);
    const isKnown = this.marks[place] === mark;
    this.marks[place] = mark;
    return isKnown;
  }

  private count(line: EndLine): void {
    const entry = this.find(line) ?? this.learnSecondSighting(line);
    if (entry === undefined || entry.lastDocument === this.documents) return;
    entry.documents++;
    entry.lastDocument = this.documents;
  }

  private find({ keys, text }: EndLine): Entry | undefined {
    for (const key of keys) {
      const entry = this.byKey.get(key);
      if (entry !== undefined && likeness(entry.letters, lettersOfLine(text)) !== undefined) return entry;
    }
    return undefined;
  }

  /** Makes an entry of a line of which another document in this round has shown a key. */
  private learnSecondSighting(line: EndLine): Entry | undefined {
    let isSecond = false;
    for (const key of line.keys) {
      const place = key & (SIGHTINGS - 1);
      if (this.sightedKeys[place] === key && this.sightedIn[place]! > 0 && this.sightedIn[place] !== this.documents) isSecond = true;
      this.sightedKeys[place] = key;
      this.sightedIn[place] = this.documents;
    }
    if (!isSecond) return undefined;
    const entry: Entry = { tail: line, letters: lettersOfLine(line.text), documents: 1, lastDocument: 0, missed: this.rounds };
    this.entries.push(entry);
    this.addKeys(entry);
    return entry;
  }

  private addKeys(entry: Entry): void {
    for (const key of entry.tail.keys) if (!this.byKey.has(key)) this.byKey.set(key, entry);
  }

  private forgetRareLines(): void {
    this.rounds++;
    this.entries = this.entries.filter(({ documents, missed }) => documents + missed > this.rounds);
    this.byKey = new Map();
    for (const entry of this.entries) this.addKeys(entry);
    this.sightedIn.fill(0);
  }
}
