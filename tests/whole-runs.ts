/** Whole runs in memory, and what their output and ledger say; for tests of what must hold for every text. */
import { DEFAULT_SETTINGS, type Input, run, type Settings, type Sink } from "../src/index.ts";
import { type LedgerEntry, restoreText } from "../src/restore/restore-text.ts";
import type { LedgerLayout, LedgerRemoval } from "../src/stages/write/ledger.ts";
import { parseLines } from "./program.ts";

export interface Source {
  readonly id: string;
  readonly chunks: readonly Uint8Array[];
}

export interface Result {
  readonly output: string;
  readonly ledger: string;
}

function memorySink(pieces: string[]): Sink {
  const nothing = (): Promise<void> => Promise.resolve();
  return { write: (text) => Promise.resolve(void pieces.push(text)), finish: nothing, discard: nothing };
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** The sources as they are read. */
export function inputsOf(sources: readonly Source[]): Input[] {
  return sources.map(({ id, chunks }) => ({ kind: "stream", id, path: id, stream: streamOf(chunks) }));
}

export async function clean(sources: readonly Source[], settings: Partial<Settings> = {}): Promise<Result> {
  const output: string[] = [];
  const ledger: string[] = [];
  const inputs = inputsOf(sources);
  const { signal } = new AbortController();
  await run({ inputs, settings: { ...DEFAULT_SETTINGS, ...settings }, output: memorySink(output), removed: memorySink(ledger), signal });
  return { output: output.join(""), ledger: ledger.join("") };
}

export const outputTexts = ({ output }: Result): Map<string, string> => new Map(parseLines(output).map(({ id, text }) => [String(id), String(text)]));

export function ledgerEntries({ ledger }: Result): Map<string, { id: string; layout: LedgerLayout | undefined; removals: LedgerRemoval[] }> {
  const entries = new Map<string, LedgerEntry & { layout: LedgerLayout | undefined; removals: LedgerRemoval[] }>();
  for (const line of ledger.split("\n").filter((text) => text !== "")) {
    const parsed: LedgerLayout | LedgerRemoval = JSON.parse(line);
    const entry = entries.get(parsed.id) ?? { id: parsed.id, layout: undefined, removals: [] };
    if ("characters" in parsed) entry.layout = parsed;
    else entry.removals.push(parsed);
    entries.set(parsed.id, entry);
  }
  return entries;
}

/** The decoded source of a document, from output and ledger alone. */
export function restored(result: Result, id: string): string {
  const entry = ledgerEntries(result).get(id) ?? { id, layout: undefined, removals: [] };
  return restoreText(outputTexts(result).get(id) ?? "", entry);
}

/** A removed passage that other text covers, with what covers it as it stands in the restored sources. */
export interface Covered {
  readonly removal: LedgerRemoval;
  readonly covers: readonly { readonly text: string; readonly isKept: boolean }[];
}

export function coveredPassages(result: Result): Covered[] {
  const entries = ledgerEntries(result);
  // A byte order mark comes back, and is no character of the text.
  const marks = (id: string): number => (entries.get(id)?.layout?.byteOrderMark === true ? 1 : 0);
  return [...entries.values()].flatMap(({ removals }) => removals).filter(({ reason }) => /^duplicate\.(exact|near)$/.test(reason)).map((removal) => ({
    removal,
    covers: (removal.coveredBy ?? []).map(({ id, start, end }) => ({
      text: Array.from(restored(result, id)).slice(marks(id) + start, marks(id) + end).join(""),
      isKept: !(entries.get(id)?.removals ?? []).some((other) => other.start < end && other.end > start),
    })),
  }));
}
