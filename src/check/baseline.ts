import { dirname, relative, resolve, sep } from "node:path";
import { SeedcleanError } from "../errors.ts";
import { compareCodePoints } from "../stages/read/order.ts";
import type { Finding } from "./finding.ts";
import { identityOf } from "./fingerprints.ts";
import { printableJson } from "./formats/printable-json.ts";
import { FINDING_KINDS, type FindingKind, RULES } from "./rules.ts";

const VERSION = 1;

/** Findings of one identity, as the file has them. */
interface Entry {
  /** Relative to the file's folder, with "/". */
  readonly path: string;
  readonly kind: FindingKind;
  readonly textHash: string;
  readonly count: number;
}

/** Findings that are known and no longer fail. */
export interface Baseline {
  /** Where the file lies. */
  readonly path: string;
  /** How many findings of each identity are known. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Reads a baseline file.
 * @throws SeedcleanError "usage" if the text is none
 */
export function parseBaseline(text: string, path: string): Baseline {
  const entries = entriesOf(text);
  if (entries === undefined) throw new SeedcleanError("usage", `${path}: is no baseline of seedclean check, or one of another version; --update-baseline writes it anew`);
  return { path, counts: new Map(entries.map(({ kind, textHash, path: ofFinding, count }) => [identityOf(kind, textHash, ofFinding), count])) };
}

function entriesOf(text: string): readonly Entry[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value["version"] !== VERSION || !Array.isArray(value["findings"])) return undefined;
    const entries: readonly unknown[] = value["findings"];
    return entries.every(isEntry) ? entries : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { path, kind, textHash, count } = value;
  return typeof path === "string" && FINDING_KINDS.some((name) => name === kind) && typeof textHash === "string" && Number.isSafeInteger(count);
}

/** The findings of a run as a file: sorted, and one a line, so that merges and reviews are easy. */
export function baselineText(findings: readonly Finding[], baselinePath: string): string {
  const entries = new Map<string, Entry>();
  for (const finding of findings) {
    const path = pathFrom(baselinePath, finding.path);
    const { kind } = RULES[finding.rule];
    const key = identityOf(kind, finding.textHash, path);
    const count = (entries.get(key)?.count ?? 0) + 1;
    entries.set(key, { path, kind, textHash: finding.textHash, count });
  }
  const lines = [...entries.values()]
    .sort((a, b) => compareCodePoints(a.path, b.path) || compareCodePoints(a.kind, b.kind) || compareCodePoints(a.textHash, b.textHash))
    .map((entry) => printableJson(entry));
  return `{"version":${VERSION},"findings":[\n${lines.join(",\n")}\n]}\n`;
}

/** How findings stand to a baseline. */
export interface Comparison {
  readonly fresh: readonly Finding[];
  /** Findings that the baseline knows. */
  readonly known: number;
  /** Findings of the baseline that are no more. */
  readonly gone: number;
}

/** Of equal findings in one file the first ones are taken for those that are known. */
export function compare(findings: readonly Finding[], baseline: Baseline): Comparison {
  const left = new Map(baseline.counts);
  const fresh = findings.filter((finding) => {
    const key = identityOf(RULES[finding.rule].kind, finding.textHash, pathFrom(baseline.path, finding.path));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count <= 0;
  });
  const gone = [...left.values()].reduce((sum, count) => sum + Math.max(0, count), 0);
  return { fresh, known: findings.length - fresh.length, gone };
}

/** From the baseline's folder, so that it holds wherever the check is run from. */
function pathFrom(baselinePath: string, path: string): string {
  return relative(dirname(resolve(baselinePath)), resolve(path)).split(sep).join("/");
}
