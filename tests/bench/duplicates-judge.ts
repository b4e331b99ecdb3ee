/**
 * Judges what a tool removed by a coverage measure of its own (src/audit/coverage.ts, strings and sets): a passage is
 * covered by the passages that stay and come before it in the order that docs/formats.md tells (documents as they come, inside one
 * document the longer first).
 */
import { normalForm, numbersOf, shortestRun, weightOf } from "../../src/audit/coverage.ts";
import { splitParagraphs } from "../../src/stages/paragraphs/paragraphs.ts";
import type { PlantedText } from "./duplicates-planted.ts";

export interface Passage {
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly normal: string;
  readonly isPlanted: boolean;
}

/** Passages of all documents, as they come. Paragraphs are split as the program splits them. */
export function passagesOf(documents: readonly PlantedText[]): Passage[] {
  return documents.flatMap(({ id, text, planted }) => {
    const { starts, ends, count } = splitParagraphs(text);
    return Array.from({ length: count }, (_, i) => {
      const [start, end] = [starts[i]!, ends[i]!];
      const passage = text.slice(start, end);
      const isPlanted = planted.some(([from, to]) => start < to && end > from);
      return { document: id, start, end, text: passage, normal: normalForm(passage), isPlanted };
    });
  });
}

/** 15 CJK or 40 other characters, by the weights 8 and 3: 120. A CJK character weighs 12, another 5 in `weightOf`. */
function isShort(normal: string): boolean {
  const cjk = (weightOf(normal) - 5 * normal.length) / 7;
  return cjk * 8 + (normal.length - cjk) * 3 < 120;
}

export interface Judged {
  readonly passage: Passage;
  readonly isRemoved: boolean;
  /** Share that stands in passages that stay and come before, all of them together. */
  readonly coverage: number;
  /** Long enough, and no number that those passages lack. */
  readonly mayGo: boolean;
  /** A heading or scrap of a document of which nothing stays. */
  readonly isScrap: boolean;
}

const runsOfPassage = new WeakMap<Passage, readonly (string | undefined)[]>();

/** The run from each place on. */
function runsOf(passage: Passage): readonly (string | undefined)[] {
  const runs = runsOfPassage.get(passage) ?? Array.from({ length: passage.normal.length }, (_, at) => shortestRun(passage.normal, at));
  runsOfPassage.set(passage, runs);
  return runs;
}

export function judge(passages: readonly Passage[], removed: ReadonlySet<Passage>): Judged[] {
  const documentRank = new Map([...new Set(passages.map(({ document }) => document))].map((id, rank) => [id, rank]));
  const place = new Map(passages.map((passage, i) => [passage, i]));
  const inOrder = passages.toSorted(
    (a, b) => documentRank.get(a.document)! - documentRank.get(b.document)! || b.normal.length - a.normal.length || place.get(a)! - place.get(b)!);
  const holders = new Map<string, Passage[]>();
  const staying = new Set(passages.filter((passage) => !removed.has(passage)).map(({ document }) => document));
  return inOrder.map((passage) => {
    const covering = coveringOf(passage, holders);
    const isRemoved = removed.has(passage);
    if (!isRemoved) for (const run of new Set(runsOf(passage))) if (run !== undefined) holders.set(run, [...(holders.get(run) ?? []), passage]);
    const known = new Set(covering.passages.flatMap(({ text }) => [...numbersOf(text)]));
    const mayGo = !isShort(passage.normal) && [...numbersOf(passage.text)].every((number) => known.has(number));
    const isScrap = isRemoved && isShort(passage.normal) && !staying.has(passage.document);
    return { passage, isRemoved, coverage: covering.share, mayGo, isScrap };
  });
}

interface Covering {
  readonly share: number;
  /** Each that holds a part of it which those before do not; fullest first, each time of what is left. */
  readonly passages: readonly Passage[];
}

function coveringOf(passage: Passage, holders: ReadonlyMap<string, readonly Passage[]>): Covering {
  const runs = runsOf(passage);
  const places = new Map<Passage, number[]>();
  runs.forEach((run, at) => {
    for (const holder of (run === undefined ? undefined : holders.get(run)) ?? []) places.set(holder, [...(places.get(holder) ?? []), at]);
  });
  const isCovered = Array.from({ length: passage.normal.length }, () => false);
  const adds = (found: readonly number[]): number => found.filter((at) => isCovered.slice(at, at + runs[at]!.length).includes(false)).length;
  const passages: Passage[] = [];
  for (;;) {
    const [best] = [...places].map(([holder, found]) => ({ holder, found, added: adds(found) })).toSorted((a, b) => b.added - a.added);
    if (best === undefined || best.added === 0) break;
    passages.push(best.holder);
    for (const at of best.found) isCovered.fill(true, at, at + runs[at]!.length);
  }
  return { share: isCovered.filter(Boolean).length / Math.max(1, passage.normal.length), passages };
}
