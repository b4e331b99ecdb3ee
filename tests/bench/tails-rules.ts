import type { MeasuredDocument } from "../../src/models/make/tails-measure.ts";
import { coverWithWords } from "../../src/stages/tails/word-cover.ts";
import { shippedWords, WORD_KINDS } from "../../src/stages/tails/word-lists.ts";

/** Rules that people use instead, as functions that say for each paragraph of a document whether it goes. */
export type Rule = (document: MeasuredDocument) => (paragraph: number) => boolean;

export const nothing: Rule = () => () => false;

/** The line filter of C4: a line stays only if it ends in an end mark (of any script) or a closing quotation mark. */
export const endMarks: Rule = ({ document, paragraphs }) => (paragraph) => {
  const line = document.text.slice(paragraphs.starts[paragraph], paragraphs.ends[paragraph]).trimEnd();
  return !/[.!?。！？．｡۔؟।॥።…"”»」』]$/u.test(line) || line.endsWith("...") || line.endsWith("…");
};

const FOOTER = WORD_KINDS.indexOf("footer");
/** A footer line is made of footer words by at least this share of its letters. */
const FOOTER_SHARE = 0.6;

/** Everything from the first footer line behind the middle of the document. */
export const footerWords: Rule = ({ document, paragraphs }) => {
  const isFooter = (paragraph: number): boolean => {
    const cover = coverWithWords(shippedWords(), document.text, paragraphs.starts[paragraph]!, paragraphs.ends[paragraph]!);
    return cover.letters > 0 && cover.byKind[FOOTER]! >= FOOTER_SHARE * cover.letters;
  };
  let first = paragraphs.count >> 1;
  while (first < paragraphs.count && !isFooter(first)) first++;
  return (paragraph) => paragraph >= first;
};
