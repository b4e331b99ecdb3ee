import { performance } from "node:perf_hooks";
import { CodePointOffsets } from "../../code-points.ts";
import type { CleanDocument, DocumentCounts, RemovalReason, RenderedDocument } from "../../document.ts";
import type { Settings } from "../../settings.ts";
import type { Stage } from "../../stage.ts";
import { keptText } from "./kept-text.ts";
import { fraction, ledgerLines } from "./ledger.ts";
import { normaliseLineEnds } from "./line-ends.ts";

/** In: documents with all that is removed. Out: lines of output and ledger, and counts. Holds one document. */
export const write: Stage<CleanDocument, RenderedDocument> = {
  name: "write",
  async *run(documents, context) {
    for await (const document of documents) {
      const startMs = performance.now();
      const rendered = renderDocument(document, context.settings);
      context.spent?.("write", performance.now() - startMs);
      yield rendered;
    }
  },
};

/** The lines that a document becomes: a pure function of document and settings. */
export function renderDocument(document: CleanDocument, settings: Settings): RenderedDocument {
  const kept = keptText(document);
  const { text, runs } = normaliseLineEnds(kept.text);
  const offsets = new CodePointOffsets(document.text);
  const counts = countsOf(document, offsets);
  const isWritten = kept.paragraphs > 0 || settings.keepEmpty;
  return {
    id: document.id,
    source: document.source,
    text,
    output: isWritten ? outputLines(document, text, counts, settings) : "",
    ledger: ledgerLines(document, kept, isWritten, runs, offsets),
    counts,
  };
}

/** What is counted of a document. */
export function countsOf(document: CleanDocument, offsets: CodePointOffsets): DocumentCounts {
  const removed: Partial<Record<RemovalReason, { paragraphs: number; characters: number }>> = {};
  let charactersRemoved = 0;
  let paragraphs = document.paragraphs.count;
  for (const { first, last, reason } of document.removals) {
    const characters = offsets.at(document.paragraphs.ends[last - 1]!) - offsets.at(document.paragraphs.starts[first]!);
    const count = (removed[reason] ??= { paragraphs: 0, characters: 0 });
    count.paragraphs += last - first;
    count.characters += characters;
    charactersRemoved += characters;
    paragraphs -= last - first;
  }
  return { language: document.language, encoding: document.encoding, characters: offsets.at(document.text.length), charactersRemoved, paragraphs, removed };
}

function outputLines(document: CleanDocument, text: string, counts: DocumentCounts, settings: Settings): string {
  return settings.unit === "paragraph" ? paragraphLines(document, counts) : documentLine(document, { id: document.id, text, language: document.language, isInherited: false }, counts);
}

/** A line for each paragraph that stays, "#pN" behind the id, with its own language. */
function paragraphLines(document: CleanDocument, counts: DocumentCounts): string {
  const isRemoved = new Uint8Array(document.paragraphs.count);
  for (const { first, last } of document.removals) isRemoved.fill(1, first, last);
  const lines: string[] = [];
  for (let i = 0; i < isRemoved.length; i++) {
    if (isRemoved[i] === 1) continue;
    const text = document.text.slice(document.paragraphs.starts[i], document.paragraphs.ends[i]);
    const language = document.languageNames[document.paragraphLanguage[i]!] ?? "und";
    const isInherited = document.paragraphLanguageInherited[i] === 1;
    lines.push(documentLine(document, { id: `${document.id}#p${i + 1}`, text: normaliseLineEnds(text).text, language, isInherited, number: i + 1 }, counts));
  }
  return lines.join("");
}

/** What a line says of its own part of the document. */
interface Part {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  /** It could not tell its language itself. */
  readonly isInherited: boolean;
  /** Of a paragraph, from 1. */
  readonly number?: number;
}

/** A line of output. Shares are always written as fractions ("1.0"), so that a reader that guesses types from some lines is right about all. */
function documentLine(document: CleanDocument, { id, text, language, isInherited, number }: Part, counts: DocumentCounts): string {
  const { input } = document;
  const metadata: string[] = [];
  const add = (name: string, json: string): unknown => metadata.push(`"${name}":${json}`);
  add("script", JSON.stringify(document.script));
  add("languageConfidence", fraction(document.languageConfidence));
  add("languages", jsonObject(Object.entries(document.languages).map(([name, share]) => [name, fraction(share)])));
  if (isInherited) add("languageInherited", "true");
  add("encodingConfidence", fraction(document.encodingConfidence));
  add("replacementCharacters", String(document.replacementCharacters));
  if (number !== undefined) add("paragraph", String(number));
  add("paragraphs", String(counts.paragraphs));
  const removed = Object.entries(counts.removed).map(([reason, { paragraphs }]) => [reason, String(paragraphs)] as const);
  add("removed", jsonObject(removed.toSorted(([a], [b]) => (a < b ? -1 : 1))));
  add("characters", String(counts.characters));
  add("charactersRemoved", String(counts.charactersRemoved));
  if (input !== undefined) add("input", JSON.stringify(input));
  const head = JSON.stringify({ id, text, source: document.source, language, encoding: document.encoding });
  return `${head.slice(0, -1)},"metadata":{${metadata.join(",")}}}\n`;
}

function jsonObject(fields: readonly (readonly [name: string, json: string])[]): string {
  return `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}
