import type { LanguageDocument, Removal } from "../../../src/document.ts";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
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
  /** Line (from 1) and reason without "tail." of everything that is cut. */
  readonly cut: readonly string[];
}

export function mark(text: string, settings: Partial<Settings> = {}): Marked {
  const document = documentOf(text);
  const notices: Notice[] = [];
  const marked = markTails(document, { settings: { ...DEFAULT_SETTINGS, ...settings }, notice: (notice) => notices.push(notice) });
  const tails = marked?.tails ?? [];
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const cut = tails.map(({ first, last, reason }) =>
    `${lineOf(document.paragraphs.starts[first]!)}-${lineOf(document.paragraphs.ends[last - 1]!)} ${reason.slice("tail.".length)}`);
  return { tails, notices, cut };
}
