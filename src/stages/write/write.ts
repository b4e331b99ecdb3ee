import { performance } from "node:perf_hooks";
import { CodePointOffsets } from "../../code-points.ts";
import type { CleanDocument, DocumentCounts, DocumentLines, OutputPiece, RemovalReason, RenderedDocument } from "../../document.ts";
import { mapDocuments } from "../../map-documents.ts";
import type { Settings } from "../../settings.ts";
import type { Stage } from "../../stage.ts";
import { FIELDS, hasField, hasMetadata, type METADATA_FIELDS } from "./fields.ts";
import { keptText } from "./kept-text.ts";
import { fraction, ledgerLines } from "./ledger.ts";
import { normaliseLineEnds } from "./line-ends.ts";

/** In: documents with all that is removed. Out: lines of output and ledger, and counts. Holds one document. */
export const write: Stage<CleanDocument, RenderedDocument> = {
  name: "write",
  run: (documents, context) => mapDocuments(documents, (document) => {
    const startMs = performance.now();
    const rendered = renderDocument(document, context.settings, context.isLedgerWanted);
    context.spent?.("write", performance.now() - startMs);
    return rendered;
  }),
};

/**
 * The lines that a document becomes: a pure function of document and settings.
 * @param isLedgerWanted else those of the ledger are left out
 */
export function renderDocument(document: CleanDocument, settings: Settings, isLedgerWanted = true): RenderedDocument {
  const kept = keptText(document);
  const { text, runs } = normaliseLineEnds(kept.text);
  const offsets = new CodePointOffsets(document.text);
  const counts = countsOf(document, offsets);
  const isWritten = kept.paragraphs > 0 || settings.keepEmpty;
  const pieces = isWritten ? outputPieces(document, text, counts, settings) : [];
  return {
    id: document.id,
    source: document.source,
    ...(document.ordinal !== undefined && { ordinal: document.ordinal }),
    text,
    output: pieces.map((piece) => piece.text).join(""),
    pieces,
    ledger: isLedgerWanted ? ledgerLines(document, kept, isWritten, runs, offsets) : "",
    counts,
  };
}

/** The same for whoever needs no more. */
export function linesOf(document: CleanDocument, settings: Settings, isLedgerWanted?: boolean): DocumentLines {
  const { ordinal, pieces, ledger, counts } = renderDocument(document, settings, isLedgerWanted);
  return { ...(ordinal !== undefined && { ordinal }), pieces, ledger, counts };
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

function outputPieces(document: CleanDocument, text: string, counts: DocumentCounts, settings: Settings): OutputPiece[] {
  const parts = settings.unit === "paragraph" ? keptParagraphs(document) : [{ id: document.id, text, language: document.language, isInherited: false }];
  return parts.map((part) => ({ language: part.language, text: settings.textOnly ? plainText(part) : documentLine(document, part, counts, settings.fields) }));
}

/** Each paragraph that stays, "#pN" behind the id, with its own language. */
function keptParagraphs(document: CleanDocument): Part[] {
  const isRemoved = new Uint8Array(document.paragraphs.count);
  for (const { first, last } of document.removals) isRemoved.fill(1, first, last);
  const parts: Part[] = [];
  for (let i = 0; i < isRemoved.length; i++) {
    if (isRemoved[i] === 1) continue;
    const text = document.text.slice(document.paragraphs.starts[i], document.paragraphs.ends[i]);
    const language = document.languageNames[document.paragraphLanguage[i]!] ?? "und";
    const isInherited = document.paragraphLanguageInherited[i] === 1;
    parts.push({ id: `${document.id}#p${i + 1}`, text: normaliseLineEnds(text).text, language, isInherited, number: i + 1 });
  }
  return parts;
}

/** A paragraph ends with its line; behind a document stands an empty line too. */
function plainText({ text, number }: Part): string {
  if (text === "") return "";
  return `${text}${text.endsWith("\n") ? "" : "\n"}${number === undefined ? "\n" : ""}`;
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

/**
 * A line of output. Shares are always written as fractions ("1.0"), so that a reader that guesses types from some lines is right about all.
 * @param fields those that are wanted; empty = all
 */
function documentLine(document: CleanDocument, part: Part, counts: DocumentCounts, fields: ReadonlySet<string>): string {
  const { source, encoding } = document;
  const all = { id: part.id, text: part.text, source, language: part.language, encoding };
  const head = JSON.stringify(fields.size === 0 ? all : Object.fromEntries(FIELDS.filter((name) => hasField(fields, name)).map((name) => [name, all[name]])));
  const metadata = metadataOf(document, part, counts, fields);
  if (metadata.length === 0) return `${head}\n`;
  return `${head.slice(0, -1)}${head === "{}" ? "" : ","}"metadata":{${metadata.join(",")}}}\n`;
}

function metadataOf(document: CleanDocument, { isInherited, number }: Part, counts: DocumentCounts, fields: ReadonlySet<string>): string[] {
  const metadata: string[] = [];
  const add = (name: (typeof METADATA_FIELDS)[number], json: string): void => {
    if (hasMetadata(fields, name)) metadata.push(`"${name}":${json}`);
  };
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
  if (document.input !== undefined) add("input", JSON.stringify(document.input));
  return metadata;
}

function jsonObject(fields: readonly (readonly [name: string, json: string])[]): string {
  return `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
}
