import { type Baseline, compare } from "./baseline.ts";
import { type Budgets, judge, type Totals, type Verdict } from "./budgets.ts";
import type { Found } from "./check.ts";
import type { Finding, NearPair } from "./finding.ts";
import { type FindingKind, RULES } from "./rules.ts";

/** What `check` has to say; every format is made from it. */
export interface CheckReport {
  /** By path and line; without those that the baseline knows. */
  readonly findings: readonly Finding[];
  /** Findings that the baseline knows. */
  readonly known: number;
  /** Findings of the baseline that are no more. */
  readonly gone: number;
  readonly totals: Totals;
  readonly verdicts: readonly Verdict[];
  /** Passages near the coverage that duplicates are removed for, by falling coverage; text and json show them. */
  readonly nearThreshold: readonly NearPair[];
}

/** `error` = over the budget, `warning` = within it, `note` = has none. */
export type Level = "error" | "warning" | "note";

/** Judges findings: what the baseline knows is left out. */
export function reportOf({ findings, totals, nearThreshold }: Found, budgets: Budgets, baseline: Baseline | undefined): CheckReport {
  const { fresh, known, gone } = baseline === undefined ? { fresh: findings, known: 0, gone: 0 } : compare(findings, baseline);
  return { findings: fresh, known, gone, totals, verdicts: judge(fresh, totals, budgets), nearThreshold };
}

/** Whether no budget is exceeded. */
export function hasPassed(report: CheckReport): boolean {
  return report.verdicts.every(({ isExceeded }) => !isExceeded);
}

/** The level of each kind's findings. */
export function levelsOf(report: CheckReport): (finding: Finding) => Level {
  const levels = new Map<FindingKind, Level>(report.verdicts.map(({ kind, limit, isExceeded }) => [kind, isExceeded ? "error" : limit === undefined ? "note" : "warning"]));
  return ({ rule }) => levels.get(RULES[rule].kind) ?? "error";
}
