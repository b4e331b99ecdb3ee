import { createReadStream } from "node:fs";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { splitLines } from "../stages/read/split.ts";
import { packingOf, unpack } from "../stages/read/unpack.ts";
import type { LedgerLayout, LedgerRemoval } from "../stages/write/ledger.ts";
import { isParquet } from "../stages/write/sink.ts";
import type { LedgerEntry } from "./restore-text.ts";

/** A document as it stands in the output. */
export interface OutputDocument {
  readonly id: string;
  readonly text: string;
  /** Code points of the decoded source, where the line says so. */
  readonly characters: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The ledger's lines, document by document. Throws SeedcleanError "damaged-ledger", or "no-input" if the file cannot be read. */
export async function* ledgerEntries(path: string): AsyncGenerator<LedgerEntry> {
  let entry: { id: string; layout: LedgerLayout | undefined; removals: LedgerRemoval[] } | undefined;
  for await (const { value, line } of numberedLines(path)) {
    if (!isLayout(value) && !isRemoval(value)) throw new SeedcleanError("damaged-ledger", `${path}:${line}: not a line of a ledger; give the file that --removed wrote`);
    if (entry === undefined || entry.id !== value.id || value.reason === "layout") {
      if (entry !== undefined) yield entry;
      entry = { id: value.id, layout: undefined, removals: [] };
    }
    if (isLayout(value)) entry.layout = value;
    else entry.removals.push(value);
  }
  if (entry !== undefined) yield entry;
}

function isLayout(value: unknown): value is LedgerLayout {
  if (!isObject(value) || typeof value["id"] !== "string" || value["reason"] !== "layout" || !isOffset(value["characters"])) return false;
  return isListOf(value["lineEnds"], isLineEndRun) && isListOf(value["gaps"], isGap);
}

function isRemoval(value: unknown): value is LedgerRemoval {
  return isObject(value) && typeof value["id"] === "string" && typeof value["reason"] === "string" && value["reason"] !== "layout" && isOffset(value["start"]) && typeof value["text"] === "string";
}

function isLineEndRun(value: unknown): boolean {
  return Array.isArray(value) && isOffset(value[0]) && ["\n", "\r\n", "\r"].includes(value[1]);
}

function isGap(value: unknown): boolean {
  return Array.isArray(value) && isOffset(value[0]) && typeof value[1] === "string";
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isItem));
}

function isOffset(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** The documents of an output. Throws as `ledgerEntries` does, and for lines that are no whole documents. */
export async function* outputDocuments(path: string): AsyncGenerator<OutputDocument> {
  for await (const { value, line } of numberedLines(path)) yield outputDocument(value, `${path}:${line}`);
}

function outputDocument(value: unknown, place: string): OutputDocument {
  if (!isObject(value) || typeof value["id"] !== "string" || typeof value["text"] !== "string") {
    throw new SeedcleanError("damaged-ledger", `${place}: not a line of an output; give the file that clean wrote`);
  }
  const metadata = isObject(value["metadata"]) ? value["metadata"] : {};
  if (typeof metadata["paragraph"] === "number") {
    throw new SeedcleanError("damaged-ledger", `${place}: a paragraph (--unit paragraph), from which no document can be rebuilt; run clean without --unit`);
  }
  const { characters } = metadata;
  return { id: value["id"], text: value["text"], characters: typeof characters === "number" ? characters : undefined };
}

/** The values of a JSONL file, packed or not, or of a Parquet file. Throws as `ledgerEntries` does. */
export async function* jsonLines(path: string): AsyncGenerator {
  for await (const { value } of numberedLines(path)) yield value;
}

async function* numberedLines(path: string): AsyncGenerator<{ readonly value: unknown; readonly line: number }> {
  let at = 0;
  try {
    if (isParquet(path)) {
      const { parquetRows } = await import("../stages/read/parquet.ts");
      for await (const { bytes } of parquetRows({ id: path, path }, { signal: new AbortController().signal })) yield { value: JSON.parse(Buffer.from(bytes).toString()), line: ++at };
      return;
    }
    const { packing } = packingOf(path);
    const file = createReadStream(path);
    const chunks = packing === undefined ? file : unpack(file, packing, () => Number.POSITIVE_INFINITY, new AbortController().signal);
    for await (const { bytes, line } of splitLines(chunks)) {
      at = line;
      yield { value: JSON.parse(Buffer.from(bytes).toString()), line };
    }
  } catch (error) {
    if (error instanceof SeedcleanError) throw error;
    if (error instanceof SyntaxError) throw new SeedcleanError("damaged-ledger", `${path}:${at}: no line of JSON; give the files that clean wrote`, { cause: error });
    const isSystemError = error instanceof Error && "syscall" in error;
    const where = isSystemError || at === 0 ? path : `${path}:${at}`;
    throw new SeedcleanError(isSystemError ? "no-input" : "damaged-ledger", `${where}: cannot be read (${reasonOf(error)})`, { cause: error });
  }
}
