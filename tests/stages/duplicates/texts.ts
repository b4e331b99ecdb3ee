import { tmpdir } from "node:os";
import * as fc from "fast-check";
import type { CleanDocument, LanguageDocument, Passages, SeededDocument, TailDocument } from "../../../src/document.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { DuplicateFinder } from "../../../src/stages/duplicates/duplicate-finder.ts";
import { DuplicateIndex } from "../../../src/stages/duplicates/duplicate-index.ts";
import { seedPassages } from "../../../src/stages/duplicates/passages.ts";
import { documentOf } from "../tails/mark.ts";

export function unitsOf(text: string): Uint16Array {
  return Uint16Array.from(text, (unit) => unit.charCodeAt(0));
}

/** Texts of few different letters, so that runs come again; Latin, Han and mixed. */
export function repetitiveText(maxLength: number): fc.Arbitrary<string> {
  const piece = fc.constantFrom("a", "b", "abcdefghijkl", "灯", "台", "灯台守の日誌", "x", "lamp", "ab灯");
  return fc.array(piece, { maxLength }).map((pieces) => pieces.join(""));
}

export function documentWith(id: string, text: string): TailDocument {
  const document: LanguageDocument = { ...documentOf(text), id };
  return { ...document, tails: [] };
}

const contextOf = (settings: Partial<Settings>): { settings: Settings; notice: () => void } => ({ settings: { ...DEFAULT_SETTINGS, ...settings }, notice: () => {} });

export function seeded(document: TailDocument, settings: Partial<Settings> = {}): SeededDocument {
  return seedPassages(document, contextOf(settings));
}

export function passagesOf(text: string, settings: Partial<Settings> = {}): Passages {
  return seeded(documentWith("a", text), settings).passages;
}

/** An index of its own, small enough to stay in memory. */
export function newIndex(): DuplicateIndex {
  return new DuplicateIndex(tmpdir(), DEFAULT_SETTINGS.memoryBytes);
}

/** What the stage decides about texts, which are named a, b, c, … */
export function clean(texts: readonly string[], settings: Partial<Settings> = {}): CleanDocument[] {
  const finder = new DuplicateFinder({ ...DEFAULT_SETTINGS, ...settings }, newIndex());
  return texts.map((text, i) => finder.decide(seeded(documentWith(nameOf(i), text), settings)));
}

const nameOf = (document: number): string => String.fromCharCode(0x61 + document);

/**
 * What goes, one line a passage: "b2 exact <- a1" is paragraph 2 of text b, an exact copy of paragraph 1 of text a.
 */
export function removed(texts: readonly string[], settings: Partial<Settings> = {}): string[] {
  const documents = clean(texts, settings);
  const paragraphAt = (id: string, start: number): string => {
    const { text, paragraphs } = documents[id.charCodeAt(0) - 0x61]!;
    const unit = Array.from(text).slice(0, start).join("").length;
    return `${id}${paragraphs.starts.indexOf(unit) + 1}`;
  };
  return documents.flatMap(({ id, removals }) =>
    removals.map(({ first, reason, coveredBy = [] }) => {
      const covers = coveredBy.map((cover) => paragraphAt(cover.id, cover.startCodePoint));
      return `${id}${first + 1} ${reason.slice("duplicate.".length)}${covers.length > 0 ? ` <- ${covers.join(" ")}` : ""}`;
    }));
}
