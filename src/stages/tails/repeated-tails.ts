import type { Paragraphs } from "../../document.ts";
import { diceSimilarity } from "../duplicates/similarity.ts";
import { firstEndLine } from "./document-end.ts";
import { lettersOfLine, type LineSketch, sketchLine } from "./line-sketch.ts";

/** A line that closes many documents: what `--learn-tails` finds, and `--save-tails` and `--tails-from` carry. */
export interface RepeatedTail {
  readonly text: string;
  /** Documents that it was found in, at least. */
  readonly documents: number;
}

/** A line of a document's end that closes many. */
export interface RepeatedLine {
  /** The paragraph. */
  readonly line: number;
  /** How like the learned line it is, 0 to 1. */
  readonly similarity: number;
  readonly documents: number;
}

/** Lines at least as alike as this are one line with edits: a name or a date changed in a promotion of a sentence. */
const MIN_SIMILARITY = 0.75;
/** So many lines in a row that do not repeat may stand in a repeated end, such as the name of who posted it. They stay. */
const MAX_GAP = 1;
/** What repeats must have this many half-letters in all (20 letters, 8 wide characters): "The end" alone closes many a story. */
const MIN_WEIGHT = 40;

/** How alike the letters of two lines are; undefined where they are not one line, give or take an edit. */
export function likeness(a: string, b: string): number | undefined {
  if (a === b) return 1;
  // A Dice coefficient can be no higher than this.
  if (2 * Math.min(a.length, b.length) < MIN_SIMILARITY * (a.length + b.length)) return undefined;
  const similarity = diceSimilarity(a, b);
  return similarity >= MIN_SIMILARITY ? similarity : undefined;
}

/** Repeated lines by the keys of their sketches. */
export class RepeatedTailIndex {
  private readonly byKey = new Map<number, { readonly letters: string; readonly documents: number }>();

  constructor(tails: readonly RepeatedTail[]) {
    for (const { text, documents } of tails) {
      const sketch = sketchLine(text, 0, text.length);
      if (sketch === undefined) continue;
      const entry = { letters: lettersOfLine(text), documents };
      for (const key of sketch.keys) if (!this.byKey.has(key)) this.byKey.set(key, entry);
    }
  }

  /** @param text the line that the sketch was made of */
  find({ keys }: LineSketch, text: string): { readonly similarity: number; readonly documents: number } | undefined {
    for (const key of keys) {
      const entry = this.byKey.get(key);
      const similarity = entry && likeness(entry.letters, lettersOfLine(text));
      if (entry !== undefined && similarity !== undefined) return { similarity, documents: entry.documents };
    }
    return undefined;
  }
}

/**
 * The lines that close a document and many others, in order. None where all that can be looked at repeats: then the documents are
 * likely copies of each other, and the duplicates stage sees to them.
 */
export function findRepeated(text: string, paragraphs: Paragraphs, index: RepeatedTailIndex): RepeatedLine[] {
  const found: RepeatedLine[] = [];
  const first = firstEndLine(paragraphs);
  let weight = 0;
  let gap = 0;
  for (let line = paragraphs.count - 1; line >= first && gap <= MAX_GAP; line--) {
    const start = paragraphs.starts[line]!;
    const end = paragraphs.ends[line]!;
    const sketch = sketchLine(text, start, end);
    const repeated = sketch && index.find(sketch, text.slice(start, end));
    gap = repeated === undefined ? gap + 1 : 0;
    if (repeated === undefined || sketch === undefined) continue;
    found.unshift({ line, ...repeated });
    weight += sketch.weight;
  }
  return weight < MIN_WEIGHT || (found[0]!.line <= first && !isShortUnderFirst(paragraphs, found)) ? [] : found;
}

/** Whether all of a short document but its first line repeats, and that line is the longer part: a post, not the title of a copy. */
function isShortUnderFirst({ starts, ends }: Paragraphs, found: readonly RepeatedLine[]): boolean {
  return found[0]!.line === 1 && ends[0]! - starts[0]! >= found.reduce((units, { line }) => units + ends[line]! - starts[line]!, 0);
}

const indexes = new WeakMap<readonly RepeatedTail[], RepeatedTailIndex>();

/** Made once a run and thread. */
export function repeatedTailIndex(tails: readonly RepeatedTail[]): RepeatedTailIndex {
  const known = indexes.get(tails);
  if (known !== undefined) return known;
  const index = new RepeatedTailIndex(tails);
  indexes.set(tails, index);
  return index;
}
