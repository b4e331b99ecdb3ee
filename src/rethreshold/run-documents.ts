import { CodePointOffsets } from "../code-points.ts";
import type { HeadReason, LanguageReason, Removal, TailDocument, TailReason } from "../document.ts";
import { SeedcleanError } from "../errors.ts";
import { jsonLines, ledgerEntries } from "../restore/read-lines.ts";
import { type LedgerEntry, restoreRepairedText } from "../restore/restore-text.ts";
import { splitIntoParagraphs } from "../stages/paragraphs/paragraphs.ts";
import type { LedgerRemoval } from "../stages/write/ledger.ts";
import { isParquet } from "../stages/write/sink.ts";

/** Output and ledger, as one run wrote them. */
export interface RunFiles {
  readonly output: string;
  readonly ledger: string;
}

/** A document of a finished run: as it was before the duplicates stage, and what was written of it. */
export interface RunDocument {
  readonly document: TailDocument;
  readonly outputLine: OutputLine;
  /** Its lines of the ledger; none where it stayed as it was. */
  readonly entry: LedgerEntry;
}

/** A whole line of output. */
export interface OutputLine {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly language: string;
  readonly encoding: string;
  readonly metadata: {
    readonly script: string;
    readonly languageConfidence: number;
    readonly languages: Readonly<Record<string, number>>;
    readonly encodingConfidence: number;
    readonly replacementCharacters: number;
    readonly input?: Readonly<Record<string, unknown>>;
  };
}

/**
 * The documents of a run in its order. Text, tails and languages are those that the run found: nothing is detected again. Holds one.
 * @throws SeedcleanError for files that cannot be read, do not fit together, or do not hold all that is needed
 */
export async function* runDocuments(files: RunFiles): AsyncGenerator<RunDocument> {
  if (isParquet(files.output)) throw new SeedcleanError("usage", `${files.output}: Parquet, of which lines cannot be made as they were; give an output of JSON lines`);
  const entries = ledgerEntries(files.ledger);
  let next = await entries.next();
  for await (const value of jsonLines(files.output)) {
    if (!isWholeLine(value)) throw new SeedcleanError("usage", `${files.output}: its lines do not have all fields of a document; give what clean wrote without --fields, --text-only and --unit paragraph`);
    refuseUnwritten(next.value);
    const isNext = next.done !== true && next.value.id === value.id;
    const entry: LedgerEntry = isNext ? next.value : { id: value.id, layout: undefined, removals: [] };
    yield { document: documentOf(value, entry), outputLine: value, entry };
    if (isNext) next = await entries.next();
  }
  refuseUnwritten(next.value);
  if (next.done !== true) throw unfitting(next.value.id, "stands in the ledger but not, or not at this place, in the output");
}

/** Neither its language nor its place among the others is known: with another threshold it might be written, or cover others. */
function refuseUnwritten(entry: LedgerEntry | void): void {
  if (entry?.layout?.written !== false) return;
  throw new SeedcleanError("usage", `${entry.id}: nothing of it is in the output, so its place and language are not known; run clean with --keep-empty, and rethreshold that`);
}

function isWholeLine(value: unknown): value is OutputLine {
  const fields = fieldsOf(value);
  const metadata = fieldsOf(fields["metadata"]);
  const texts = [fields["id"], fields["text"], fields["source"], fields["language"], fields["encoding"], metadata["script"]];
  const numbers = [metadata["languageConfidence"], metadata["encodingConfidence"], metadata["replacementCharacters"], metadata["characters"]];
  return texts.every((field) => typeof field === "string") && numbers.every((field) => typeof field === "number") && typeof metadata["languages"] === "object" && metadata["paragraph"] === undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function documentOf(line: OutputLine, entry: LedgerEntry): TailDocument {
  const { layout } = entry;
  const text = restoreRepairedText(line.text, entry);
  const offsets = new CodePointOffsets(text);
  const { input, script, languageConfidence, languages, encodingConfidence, replacementCharacters } = line.metadata;
  const document = splitIntoParagraphs({
    id: line.id,
    source: line.source,
    ...(layout?.part !== undefined && { part: layout.part }),
    text,
    encoding: line.encoding,
    encodingConfidence,
    replacementCharacters,
    byteOrderMark: layout?.byteOrderMark === true,
    ...(layout?.repairs !== undefined && { repairs: layout.repairs.map(([start, end, readAs, decoded]) => ({ start: offsets.unitAt(start), end: offsets.unitAt(end), readAs, text: decoded })) }),
    ...(input !== undefined && { input }),
  });
  const { count, starts, ends } = document.paragraphs;
  const paragraphAt = (bounds: Uint32Array, codePoint: number): number => {
    const found = bounds.indexOf(offsets.unitAt(codePoint));
    if (found < 0) throw unfitting(line.id, `has no paragraph that begins or ends at character ${codePoint}`);
    return found;
  };
  return {
    ...document,
    language: line.language,
    script,
    languageConfidence,
    languages,
    // Only a line a paragraph says these.
    paragraphLanguage: new Uint8Array(count),
    languageNames: [line.language],
    paragraphLanguageInherited: new Uint8Array(count),
    unwanted: [],
    tails: entry.removals.filter(isOfOneDocument).map((removal) => tailOf(removal, paragraphAt(starts, removal.start), paragraphAt(ends, removal.end) + 1)),
  };
}

interface TailRemoval extends LedgerRemoval {
  readonly reason: TailReason | HeadReason | LanguageReason;
}

/** Decided before the duplicates stage. */
function isOfOneDocument(removal: LedgerRemoval): removal is TailRemoval {
  return /^(?:tail|head|language)\./.test(removal.reason);
}

function tailOf({ reason, score, documents }: TailRemoval, first: number, last: number): Removal {
  return { first, last, reason, score, ...(documents !== undefined && { documents }) };
}

function unfitting(id: string, what: string): SeedcleanError {
  return new SeedcleanError("damaged-ledger", `${id}: ${what}; give output and ledger as one run wrote them`);
}
