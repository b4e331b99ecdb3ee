import type { Finding } from "./finding.ts";
import { FINDING_KINDS, type FindingKind, RULES } from "./rules.ts";

/** How much may be found: a number of findings, or a share (of the characters for passages, else of the documents). */
export type Limit = { readonly count: number } | { readonly share: number };
/** Undefined = any number. */
export type Budgets = Readonly<Record<FindingKind, Limit | undefined>>;

/** Everything that is found fails, but for what may be no tail at all. */
export const DEFAULT_BUDGETS: Budgets = {
  duplicates: { count: 0 },
  tails: { count: 0 },
  "doubtful-encodings": { count: 0 },
  languages: { count: 0 },
  encodings: { count: 0 },
  unread: { count: 0 },
  "doubtful-tails": undefined,
};

/** What was looked at. */
export interface Totals {
  readonly documents: number;
  /** Code points. */
  readonly characters: number;
}

/** How a kind of findings stands to its budget. */
export interface Verdict {
  readonly kind: FindingKind;
  readonly limit: Limit | undefined;
  readonly findings: number;
  /** 0 to 1: of the characters or documents. */
  readonly share: number;
  readonly isExceeded: boolean;
}

/** Kinds whose findings are passages. */
export const KINDS_OF_PASSAGES: ReadonlySet<FindingKind> = new Set(["duplicates", "tails", "languages"]);

/** One verdict a kind, in the order of FINDING_KINDS. */
export function judge(findings: readonly Finding[], totals: Totals, budgets: Budgets): readonly Verdict[] {
  return FINDING_KINDS.map((kind) => {
    const ofKind = findings.filter(({ rule }) => RULES[rule].kind === kind);
    const share = KINDS_OF_PASSAGES.has(kind) ? shareOfCharacters(ofKind, totals) : shareOfDocuments(ofKind, totals);
    const limit = budgets[kind];
    return { kind, limit, findings: ofKind.length, share, isExceeded: limit !== undefined && exceeds(ofKind.length, share, limit) };
  });
}

function exceeds(findings: number, share: number, limit: Limit): boolean {
  return "count" in limit ? findings > limit.count : share > limit.share;
}

function shareOfCharacters(findings: readonly Finding[], { characters }: Totals): number {
  return shareOf(findings.reduce((sum, finding) => sum + finding.characters, 0), characters);
}

/** A file that could not be read counts as a document, though none came of it. */
function shareOfDocuments(findings: readonly Finding[], { documents }: Totals): number {
  return shareOf(new Set(findings.map(({ id, path }) => id ?? path)).size, documents);
}

function shareOf(part: number, whole: number): number {
  return part === 0 ? 0 : Math.min(1, part / Math.max(whole, 1));
}

/** "3", "2%", "0.5 %" → a limit; undefined if it is none. */
export function parseLimit(text: string): Limit | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  if (match === null) return undefined;
  const value = Number(match[1]);
  if (match[2] === "%") return value <= 100 ? { share: value / 100 } : undefined;
  return Number.isSafeInteger(value) ? { count: value } : undefined;
}

/** As --max-… takes it. */
export function limitText(limit: Limit): string {
  return "count" in limit ? String(limit.count) : `${Number((limit.share * 100).toPrecision(12))}%`;
}
