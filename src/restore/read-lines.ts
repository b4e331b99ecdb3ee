import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { splitLines } from "../stages/read/split.ts";
import type { LedgerLayout, LedgerRemoval } from "../stages/write/ledger.ts";
import type { LedgerEntry } from "./restore-text.ts";

/** A document as it stands in the output. */
export interface OutputDocument {
  readonly id: string;
  readonly text: string;
}

/** The ledger's lines, document by document. Throws SeedcleanError "damaged-ledger", or "no-input" if the file cannot be read. */
export async function* ledgerEntries(path: string): AsyncGenerator<LedgerEntry> {
  let entry: { id: string; layout: LedgerLayout | undefined; removals: LedgerRemoval[] } | undefined;
  for await (const line of jsonLines(path)) {
    if (!isLedgerLine(line)) throw new SeedcleanError("damaged-ledger", `${path}: not a ledger; give the file that --removed wrote`);
    if (entry === undefined || entry.id !== line.id || line.reason === "layout") {
      if (entry !== undefined) yield entry;
      entry = { id: line.id, layout: undefined, removals: [] };
    }
    if (isLayout(line)) entry.layout = line;
    else entry.removals.push(line);
  }
  if (entry !== undefined) yield entry;
}

function isLayout(line: LedgerLayout | LedgerRemoval): line is LedgerLayout {
  return line.reason === "layout";
}

function isLedgerLine(line: unknown): line is LedgerLayout | LedgerRemoval {
  return typeof line === "object" && line !== null && "id" in line && "reason" in line && typeof line.id === "string";
}

/** The documents of an output. Throws as `ledgerEntries` does. */
export async function* outputDocuments(path: string): AsyncGenerator<OutputDocument> {
  for await (const line of jsonLines(path)) yield outputDocument(line, path);
}

function outputDocument(line: unknown, path: string): OutputDocument {
  if (typeof line === "object" && line !== null && "id" in line && "text" in line && typeof line.id === "string" && typeof line.text === "string") {
    return { id: line.id, text: line.text };
  }
  throw new SeedcleanError("damaged-ledger", `${path}: not an output of seedclean; give the file that clean wrote`);
}

/** The values of a JSONL file, packed or not. Throws as `ledgerEntries` does. */
export async function* jsonLines(path: string): AsyncGenerator {
  const file = createReadStream(path);
  const input = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  file.on("error", (error) => input.destroy(error));
  let at = 0;
  try {
    for await (const { bytes, line } of splitLines(input)) {
      at = line;
      yield JSON.parse(Buffer.from(bytes).toString());
    }
  } catch (error) {
    const isSystemError = error instanceof Error && "syscall" in error;
    const where = isSystemError ? path : `${path}:${at}`;
    throw new SeedcleanError(isSystemError ? "no-input" : "damaged-ledger", `${where}: cannot be read (${reasonOf(error)})`, { cause: error });
  }
}
