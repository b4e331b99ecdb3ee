import type { LanguageDocument, Removal } from "../../../src/document.ts";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { measureShapes } from "../../../src/stages/tails/shape.ts";
import { markTails } from "../../../src/stages/tails/tails.ts";

/** A text as the tails stage gets it. */
export function documentOf(text: string): LanguageDocument {
  const paragraphs = splitParagraphs(text);
  return {
    id: "a.txt", source: "folder/a.txt", text, encoding: "UTF-8", encodingConfidence: 1, replacementCharacters: 0, byteOrderMark: false, paragraphs,
    language: "und", script: "Zyyy", languageConfidence: 0, languages: {}, languageNames: ["und"],
    paragraphLanguage: new Uint8Array(paragraphs.count), paragraphLanguageInherited: new Uint8Array(paragraphs.count), unwanted: [],
  };
}

export interface Marked {
  readonly tails: readonly Removal[];
  readonly notices: readonly Notice[];
  /** Line (from 1) and reason of everything that is cut; without "tail." where heads are not looked for. */
  readonly cut: readonly string[];
  /** Share of the letters (in half-letters) that stay. */
  readonly kept: number;
}

export function mark(text: string, settings: Partial<Settings> = {}): Marked {
  const document = documentOf(text);
  const notices: Notice[] = [];
  const marked = markTails(document, { settings: { ...DEFAULT_SETTINGS, ...settings }, notice: (notice) => notices.push(notice) });
  const tails = marked?.tails ?? [];
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const cut = tails.map(({ first, last, reason }) =>
    `${lineOf(document.paragraphs.starts[first]!)}-${lineOf(document.paragraphs.ends[last - 1]!)} ${settings.heads === true ? reason : reason.slice("tail.".length)}`);
  const { weight } = measureShapes(text, document.paragraphs);
  const total = weight.reduce((sum, one) => sum + one, 0);
  const gone = tails.reduce((sum, { first, last }) => sum + weight.slice(first, last).reduce((part, one) => part + one, 0), 0);
  return { tails, notices, cut, kept: total === 0 ? 1 : (total - gone) / total };
}
