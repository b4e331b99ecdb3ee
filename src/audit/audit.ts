import { ledgerEntries, outputDocuments } from "../restore/read-lines.ts";
import { countCodePoints, isComplete, type LedgerEntry } from "../restore/restore-text.ts";
import type { LedgerRemoval } from "../stages/write/ledger.ts";
import { coverageOf, normalForm, numbersOf, weightOf } from "./coverage.ts";

/** What a run wrote. */
export interface RunFiles {
  readonly output: string;
  readonly ledger: string;
}

/** What is to be checked. */
export interface AuditConfig extends RunFiles {
  /** Runs whose text this one knew by an index: they are looked into for what covers, and not checked themselves. */
  readonly earlier: readonly RunFiles[];
  /** The run ignored numbers: they are not checked. */
  readonly ignoreNumbers: boolean;
  /** Letters from which the run compared a passage. */
  readonly minLength: number;
  readonly signal: AbortSignal;
  /** Called with each promise that is broken, in one line. */
  violation(id: string, line: number | undefined, message: string): void;
}

/** What was found to be as promised. */
export interface AuditCounts {
  readonly documents: number;
  /** Removed passages whose covers were checked. */
  readonly duplicates: number;
  readonly violations: number;
  /** Removed passages that were not checked, since what covers them stands in a document that none of the files knows. */
  readonly unchecked: number;
  /** The first of those documents. */
  readonly unknownId: string | undefined;
}

type Cover = NonNullable<LedgerRemoval["coveredBy"]>[number];

/** A stretch of a source that is not in the output text; code points, half open. */
interface Missing {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A span that covers something, as it stands in the output. */
interface KeptCover {
  readonly text: string;
  /** Line of its document that it begins in. */
  readonly line: number;
}

/** Scores stand in the ledger with three digits. */
const ROUNDING = 0.0006;
/** Of a letter; 15 CJK characters weigh less than 40 letters. A shorter passage may go with its document although nothing covers it. */
const LETTER_WEIGHT = 5;

/**
 * Works out from output and ledger alone that every duplicate is covered as stated by text that is in the output, and that what is
 * missing from the output is in the ledger. Reads the ledger, then the output, then those of earlier runs. Holds the ledger, and what
 * covers a duplicate.
 * @throws SeedcleanError for files that cannot be read, or are no output and ledger
 */
export async function audit(config: AuditConfig): Promise<AuditCounts> {
  const auditor = new Auditor(config);
  for await (const entry of ledgerEntries(config.ledger)) auditor.addEntry(entry);
  for await (const { id, text } of outputDocuments(config.output)) {
    config.signal.throwIfAborted();
    auditor.checkDocument(id, text);
  }
  auditor.checkUnwritten();
  for (const files of config.earlier) await lookInto(files, auditor, config.signal);
  for (const entry of auditor.entries) {
    config.signal.throwIfAborted();
    auditor.checkDuplicates(entry);
  }
  const { documents, duplicates, violations, unchecked, unknownId } = auditor;
  return { documents, duplicates, violations, unchecked, unknownId };
}

/** Finds what covers in what an earlier run wrote. */
async function lookInto({ output, ledger }: RunFiles, auditor: Auditor, signal: AbortSignal): Promise<void> {
  const waiting = new Map<string, LedgerEntry[]>();
  for await (const entry of ledgerEntries(ledger)) {
    if (auditor.isWanted(entry.id)) waiting.set(entry.id, [...(waiting.get(entry.id) ?? []), entry]);
  }
  for await (const { id, text } of outputDocuments(output)) {
    signal.throwIfAborted();
    if (auditor.isWanted(id)) auditor.takeCovers(id, text, waiting.get(id)?.shift());
  }
  // Only gone text is left of these.
  for (const id of waiting.keys()) auditor.takeCovers(id, "", undefined);
}

class Auditor {
  private readonly config: AuditConfig;
  readonly entries: LedgerEntry[] = [];
  private readonly waiting = new Map<string, LedgerEntry[]>();
  private readonly written = new Set<LedgerEntry>();
  private readonly wanted = new Map<string, Map<string, Cover>>();
  /** Each span that covers something, once it is found in the output; more than one where ids come again. */
  private readonly covers = new Map<string, readonly KeptCover[]>();
  /** Documents that some file knows. */
  private readonly known = new Set<string>();
  documents = 0;
  duplicates = 0;
  violations = 0;
  unchecked = 0;
  unknownId: string | undefined;

  constructor(config: AuditConfig) {
    this.config = config;
  }

  addEntry(entry: LedgerEntry): void {
    this.entries.push(entry);
    this.known.add(entry.id);
    this.waiting.set(entry.id, [...(this.waiting.get(entry.id) ?? []), entry]);
    for (const cover of entry.removals.flatMap(({ coveredBy = [] }) => coveredBy)) {
      const wanted = this.wanted.get(cover.id) ?? new Map<string, Cover>();
      this.wanted.set(cover.id, wanted.set(keyOf(cover), cover));
    }
  }

  /** A document of the output: what is missing of it is in the ledger, and what covers others is in it. */
  checkDocument(id: string, text: string): void {
    this.documents++;
    const entry = this.waiting.get(id)?.shift();
    if (entry !== undefined && text !== "") this.written.add(entry);
    const missing = entry === undefined ? [] : this.checkMissing(entry);
    const length = entry?.layout?.characters;
    const found = countCodePoints(text) + lengthOf(missing) + wideLineEnds(entry);
    if (entry !== undefined && length === undefined) this.report(entry.id, undefined, "has removals but no layout line");
    if (length !== undefined && found !== length) this.report(id, undefined, `its source has ${length} characters, but output and ledger hold ${found}`);
    this.takeCovers(id, text, entry);
  }

  isWanted(id: string): boolean {
    return this.wanted.has(id);
  }

  /** Finds the spans of a document of an output that cover something. */
  takeCovers(id: string, text: string, entry: LedgerEntry | undefined): void {
    this.known.add(id);
    const wanted = this.wanted.get(id);
    if (wanted === undefined) return;
    const source = sourceOf(text, entry === undefined ? [] : missingOf(entry), entry);
    for (const [key, { start, end }] of wanted) {
      const span = source.kept.slice(start, end);
      if (span.length !== end - start || span.includes(undefined)) continue;
      this.covers.set(key, [...(this.covers.get(key) ?? []), { text: span.join(""), line: source.lines[start]! }]);
    }
  }

  /** Documents that are in the ledger only must be there as a whole. */
  checkUnwritten(): void {
    for (const entry of [...this.waiting.values()].flat()) {
      this.documents++;
      this.checkMissing(entry);
      if (!isComplete(entry)) this.report(entry.id, undefined, "is not in the output, and the ledger does not hold all of it");
    }
  }

  checkDuplicates(entry: LedgerEntry): void {
    for (const removal of entry.removals) {
      if (!removal.reason.startsWith("duplicate.")) continue;
      if (!this.canBeChecked(removal)) continue;
      this.duplicates++;
      if (removal.reason === "duplicate.document") this.checkScrap(entry, removal);
      else this.checkCovered(removal);
    }
  }

  /** Not where a document that covers is of an earlier run whose files were not named. */
  private canBeChecked({ coveredBy = [] }: LedgerRemoval): boolean {
    const unknown = coveredBy.find(({ id }) => !this.known.has(id));
    if (unknown === undefined) return true;
    this.unchecked++;
    this.unknownId ??= unknown.id;
    return false;
  }

  private checkCovered(removal: LedgerRemoval): void {
    const { id, line, reason, score, text, coveredBy = [] } = removal;
    if (coveredBy.length === 0) this.report(id, line, "no passage is named that covers it");
    const covers: string[] = [];
    for (const cover of coveredBy) {
      const found = this.covers.get(keyOf(cover));
      if (found === undefined) {
        this.report(id, line, `${cover.id} ${cover.start}–${cover.end} is said to cover it, but is not in the output`);
        continue;
      }
      const kept = likeliest(found, cover, text);
      covers.push(kept.text);
      if (kept.line !== cover.line) this.report(id, line, `${cover.id} ${cover.start}–${cover.end} covers it from line ${kept.line}, not ${cover.line}`);
    }
    if (covers.length < coveredBy.length || coveredBy.length === 0) return;
    const passage = normalForm(text);
    const normalCovers = covers.map(normalForm);
    if (reason === "duplicate.exact") {
      const isEqual = passage === "" ? covers[0]!.trim() === text.trim() : passage === normalCovers[0];
      if (!isEqual) this.report(id, line, "is said to be an exact copy, but differs from the passage that covers it");
    } else {
      const coverage = coverageOf(passage, normalCovers);
      if (coverage < score - ROUNDING) this.report(id, line, `is covered to ${coverage.toFixed(3)}, not ${score}`);
    }
    this.checkNumbers(removal, covers);
  }

  private checkNumbers({ id, line, text }: LedgerRemoval, covers: readonly string[]): void {
    if (this.config.ignoreNumbers) return;
    const known = new Set(covers.flatMap((cover) => [...numbersOf(cover)]));
    for (const number of numbersOf(text)) if (!known.has(number)) this.report(id, line, `the number ${number} is in nothing that covers it`);
  }

  /** What went with its document: it is short, and the rest of the document is covered to the share that is stated. */
  private checkScrap(entry: LedgerEntry, { id, line, score, text }: LedgerRemoval): void {
    if (this.written.has(entry)) this.report(id, line, "is said to have gone with its document, but the document is in the output");
    if (weightOf(normalForm(text)) >= LETTER_WEIGHT * this.config.minLength && !text.includes("://")) this.report(id, line, "is too long to go uncovered with its document");
    const passages = entry.removals.filter(({ reason }) => reason.startsWith("duplicate."));
    const lengths = passages.map((passage) => normalForm(passage.text).length);
    const covered = passages.reduce((sum, passage, i) => sum + (passage.reason === "duplicate.document" ? 0 : passage.score * lengths[i]!), 0);
    const share = covered / lengths.reduce((sum, length) => sum + length, 0);
    if (share < score - ROUNDING) this.report(id, line, `its document is covered to ${share.toFixed(3)}, not ${score}`);
  }

  /**
   * Removals and gaps of a document must not overlap, and be as long as they say.
   * @returns both, in order
   */
  private checkMissing(entry: LedgerEntry): Missing[] {
    const { id, layout, removals } = entry;
    for (const { line, start, end, text } of removals) {
      if (countCodePoints(text) !== end - start) this.report(id, line, `its text has ${countCodePoints(text)} characters, its span ${end - start}`);
    }
    for (const [start, text] of layout?.gaps ?? []) if (/[\p{L}\p{N}]/u.test(text)) this.report(id, undefined, `the gap at ${start} holds more than white space`);
    const missing = missingOf(entry);
    for (let i = 1; i < missing.length; i++) {
      if (missing[i]!.start < missing[i - 1]!.end) this.report(id, undefined, `two removals overlap at character ${missing[i]!.start}`);
    }
    return missing;
  }

  private report(id: string, line: number | undefined, message: string): void {
    this.violations++;
    this.config.violation(id, line, message);
  }
}

/** Removals and gaps of a document, in order. */
function missingOf({ layout, removals }: LedgerEntry): Missing[] {
  const gaps = (layout?.gaps ?? []).map(([start, text]) => ({ start, end: start + countCodePoints(text), text }));
  return [...removals, ...gaps].toSorted((a, b) => a.start - b.start);
}

function keyOf({ id, start, end }: Cover): string {
  return `${start} ${end} ${id}`;
}

function lengthOf(spans: readonly Missing[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Characters that line ends of the source have more than the "\n" of the output. */
function wideLineEnds(entry: LedgerEntry | undefined): number {
  return (entry?.layout?.lineEnds ?? []).reduce((sum, [count, mark]) => sum + count * (mark.length - 1), 0);
}

/** Of the spans that documents of one id have at this place: one in the line that is named, and the one that holds most of the text. */
function likeliest(found: readonly KeptCover[], { line }: Cover, text: string): KeptCover {
  if (found.length === 1) return found[0]!;
  const rank = (cover: KeptCover): number => (cover.line === line ? 1 : 0) + coverageOf(normalForm(text), [normalForm(cover.text)]);
  return found.reduce((best, cover) => (rank(cover) > rank(best) ? cover : best));
}

/** A source by its characters. */
interface Source {
  /** Undefined where they are not in the output. */
  readonly kept: readonly (string | undefined)[];
  /** The line that each begins in. */
  readonly lines: readonly number[];
}

function sourceOf(text: string, missing: readonly Missing[], entry: LedgerEntry | undefined): Source {
  const marks = (entry?.layout?.lineEnds ?? []).flatMap(([count, mark]) => Array.from({ length: count }, () => mark));
  let next = 0;
  const output = Array.from(text).flatMap((character) => (character === "\n" ? Array.from(marks[next++] ?? "\n") : [character]));
  const kept: (string | undefined)[] = [];
  const all: string[] = [];
  const add = (characters: readonly string[], isKept: boolean): void => {
    for (const character of characters) {
      all.push(character);
      kept.push(isKept ? character : undefined);
    }
  };
  let at = 0;
  for (const { start, text: gone } of missing) {
    const before = output.slice(at, at + Math.max(0, start - all.length));
    at += before.length;
    add(before, true);
    add(Array.from(gone), false);
  }
  add(output.slice(at), true);
  return { kept, lines: linesOf(all) };
}

function linesOf(characters: readonly string[]): number[] {
  let line = 1;
  return characters.map((character, i) => (character === "\n" || (character === "\r" && characters[i + 1] !== "\n") ? line++ : line));
}
