import { CodePointOffsets } from "../code-points.ts";
import { excerptOf } from "./excerpt.ts";
import type { Copy, Cut } from "./report-data.ts";

/** Code points that are shown of what stands beside a cut. */
const BESIDE_CHARACTERS = 240;
/** Code points that are shown of what covers a passage. */
const KEPT_CHARACTERS = 1000;
/** Stands between two passages that cover one together. */
const BETWEEN = " … ";

/** Texts of the output that are shown, by document: what covers a copy, what stands before a tail and behind a head. */
export class WantedTexts {
  private readonly copies: readonly Copy[];
  private readonly tails: ReadonlyMap<string, readonly Cut[]>;
  private readonly heads: ReadonlyMap<string, readonly Cut[]>;
  /** Texts of the spans, once they are found. */
  private readonly spans = new Map<string, Map<string, string>>();

  constructor(copies: readonly Copy[], tails: readonly Cut[], heads: readonly Cut[]) {
    this.copies = copies;
    for (const { id } of copies.flatMap(({ covers }) => covers)) this.spans.set(id, new Map());
    this.tails = byDocument(tails);
    this.heads = byDocument(heads);
  }

  isWanted(id: string): boolean {
    return this.spans.has(id) || this.tails.has(id) || this.heads.has(id);
  }

  /** Takes what is wanted of a document. */
  take(id: string, source: string): void {
    const offsets = new CodePointOffsets(source);
    const slice = (start: number, end: number): string => source.slice(offsets.unitAt(start), offsets.unitAt(end));
    for (const tail of this.tails.get(id) ?? []) tail.beside = slice(Math.max(0, tail.start - BESIDE_CHARACTERS), tail.start).trimEnd();
    const length = offsets.at(source.length);
    for (const head of this.heads.get(id) ?? []) head.beside = slice(head.end, Math.min(length, head.end + BESIDE_CHARACTERS)).trimStart();
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

function byDocument(cuts: readonly Cut[]): Map<string, Cut[]> {
  const known = new Map<string, Cut[]>();
  for (const cut of cuts) known.set(cut.id, [...(known.get(cut.id) ?? []), cut]);
  return known;
}
