import type { CleanDocument, Removal } from "../../../src/document.ts";

/** Paragraphs of the test texts: lines without the white space round them. */
const PARAGRAPH = /[^\s](?:[^\r\n]*[^\s])?/g;

/** What earlier stages found. The write stage looks at `removals` alone. */
const UNMARKED = { tails: [], unwanted: [] };

/** A document whose paragraphs from `first` to `last` (half open) are removed. */
export function cleanDocument(text: string, removals: readonly (readonly [number, number] | Removal)[] = [], fields: Partial<CleanDocument> = {}): CleanDocument {
  const found = [...text.matchAll(PARAGRAPH)];
  return {
    id: "a.txt",
    source: "corpus/a.txt",
    text,
    encoding: "UTF-8",
    encodingConfidence: 1,
    replacementCharacters: 0,
    byteOrderMark: false,
    paragraphs: {
      count: found.length,
      starts: Uint32Array.from(found, ({ index }) => index),
      ends: Uint32Array.from(found, ({ index, 0: paragraph }) => index + paragraph.length),
    },
    language: "en",
    script: "Latn",
    languageConfidence: 1,
    languages: { en: 1 },
    paragraphLanguage: new Uint8Array(found.length),
    paragraphLanguageInherited: new Uint8Array(found.length),
    languageNames: ["en"],
    ...UNMARKED,
    removals: removals.map((removal) => ("first" in removal ? removal : { first: removal[0], last: removal[1], reason: "duplicate.exact" as const, score: 1 })),
    ...fields,
  };
}
