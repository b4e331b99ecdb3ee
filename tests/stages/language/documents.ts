/** Documents for tests and benchmarks of the language stage: one paragraph a line. */
import type { LanguageDocument, ParagraphDocument } from "../../../src/document.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import type { DocumentContext } from "../../../src/stage.ts";
import { detectLanguage } from "../../../src/stages/language/language.ts";

export const CONTEXT: DocumentContext = { settings: DEFAULT_SETTINGS, notice: () => {} };

export function documentOf(paragraphs: readonly string[]): ParagraphDocument {
  const starts = new Uint32Array(paragraphs.length);
  const ends = new Uint32Array(paragraphs.length);
  let at = 0;
  paragraphs.forEach((paragraph, i) => {
    starts[i] = at;
    ends[i] = at + paragraph.length;
    at += paragraph.length + 1;
  });
  // Through UTF-8 and back: one flat string, as decoding makes it.
  const text = Buffer.from(paragraphs.map((paragraph) => `${paragraph}\n`).join("")).toString();
  return {
    id: "a.txt", source: "a.txt", text, encoding: "UTF-8", encodingConfidence: 1, replacementCharacters: 0, byteOrderMark: false,
    paragraphs: { count: paragraphs.length, starts, ends },
  };
}

export function detect(paragraphs: readonly string[]): LanguageDocument {
  const document = detectLanguage(documentOf(paragraphs), CONTEXT);
  if (!document) throw new Error("the language stage drops no document");
  return document;
}

export function languagesOf({ languageNames, paragraphLanguage }: LanguageDocument): string[] {
  return Array.from(paragraphLanguage, (place) => languageNames[place]!);
}
