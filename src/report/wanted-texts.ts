import { CodePointOffsets } from "../code-points.ts";
import { excerptOf } from "./excerpt.ts";
import type { Copy, Tail } from "./report-data.ts";

/** Code points that are shown before the cut of a tail. */
const BEFORE_CHARACTERS = 240;
/** Code points that are shown of what covers a passage. */
const KEPT_CHARACTERS = 1000;
/** Stands between two passages that cover one together. */
const BETWEEN = " … ";

/** Texts of the output that are shown, by document: what covers a copy, what stands before a tail. */
export class WantedTexts {
  private readonly copies: readonly Copy[];
  private readonly tails = new Map<string, Tail[]>();
  /** Texts of the spans, once they are found. */
  private readonly spans = new Map<string, Map<string, string>>();

  constructor(copies: readonly Copy[], tails: readonly Tail[]) {
    this.copies = copies;
    for (const { id } of copies.flatMap(({ covers }) => covers)) this.spans.set(id, new Map());
    for (const tail of tails) this.tails.set(tail.id, [...(this.tails.get(tail.id) ?? []), tail]);
  }

  isWanted(id: string): boolean {
    return this.spans.has(id) || this.tails.has(id);
  }

  /** Takes what is wanted of a document. */
  take(id: string, source: string): void {
    const offsets = new CodePointOffsets(source);
    const slice = (start: number, end: number): string => source.slice(offsets.unitAt(start), offsets.unitAt(end));
    for (const tail of this.tails.get(id) ?? []) tail.before = slice(Math.max(0, tail.start - BEFORE_CHARACTERS), tail.start).trimEnd();
    const spans = this.spans.get(id);
    if (spans === undefined) return;
    for (const { covers } of this.copies) {
      for (const { id: cover, start, end } of covers) {
        if (cover === id) spans.set(`${start} ${end}`, excerptOf(slice(start, end), KEPT_CHARACTERS).text);
      }
    }
  }

  /** Puts the texts where they are shown. */
  settle(): void {
    for (const copy of this.copies) {
      const texts = copy.covers.flatMap(({ id, start, end }) => this.spans.get(id)?.get(`${start} ${end}`) ?? []);
      const characters = copy.covers.reduce((sum, { start, end }) => sum + end - start, 0) + BETWEEN.length * (copy.covers.length - 1);
      if (texts.length > 0) copy.kept = { text: excerptOf(texts.join(BETWEEN), KEPT_CHARACTERS).text, characters };
    }
  }
}
