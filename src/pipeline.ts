/**
 * The way of the data. Start reading here: each stage is a folder of its name in src/stages, and hands its documents on
 * without being called back.
 */
import type { CleanDocument, DocumentLines, RawDocument, RenderedDocument, SeededDocument } from "./document.ts";
import { compose, namingLinesOfFile, perDocument } from "./per-document.ts";
import { type DocumentFunction, pipe, type Stage } from "./stage.ts";
import { decode } from "./stages/decode/decode.ts";
import { decide, duplicates } from "./stages/duplicates/duplicates.ts";
import { seedPassages } from "./stages/duplicates/passages.ts";
import { detectLanguage } from "./stages/language/language.ts";
import { splitIntoParagraphs } from "./stages/paragraphs/paragraphs.ts";
import type { Input } from "./stages/read/inputs.ts";
import { read } from "./stages/read/read.ts";
import { type DocumentEnd, endOf } from "./stages/tails/document-end.ts";
import { markTails } from "./stages/tails/tails.ts";
import { write } from "./stages/write/write.ts";
import { uniqueIds, withUniqueIds } from "./unique-ids.ts";
import { readingAhead } from "./workers/in-workers.ts";
import { linesInWorkers } from "./workers/lines-in-workers.ts";

/** What is done to one document before others matter: it knows of no other, so it can run in any thread. */
export const prepare: DocumentFunction<RawDocument, SeededDocument> = namingLinesOfFile(compose(
  { name: "decode", work: decode },
  { name: "paragraphs", work: splitIntoParagraphs },
  { name: "language", work: detectLanguage },
  { name: "tails", work: markTails },
  { name: "seeds", work: seedPassages },
));

/** The first pass of `--learn-tails`: read → (decode → paragraphs → end). What it learns is a setting of the second. */
export const documentEnds: Stage<Input, DocumentEnd> = pipe(read, perDocument((raw, context) => {
  const text = decode(raw, context);
  return text && endOf(splitIntoParagraphs(text));
}));

/** read → (decode → paragraphs → language → tails → seeds) → duplicates: all that is decided; `check` asks for no more. */
export const decisions: Stage<Input, CleanDocument> = pipe(readingAhead(read, prepare), uniqueIds, duplicates);

/** … → write, document by document and in order. */
export const pipeline: Stage<Input, RenderedDocument> = pipe(decisions, write);

/** The same for whoever takes nothing but lines: with several jobs, workers make them too. */
export const lines: Stage<Input, DocumentLines> = linesInWorkers(read, prepare, (documents, context) => decide(withUniqueIds(documents, context), context));
