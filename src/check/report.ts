import type { Totals, Verdict } from "./budgets.ts";
import type { Finding } from "./finding.ts";
import { type FindingKind, RULES } from "./rules.ts";

/** What `check` has to say; every format is made from it. */
export interface CheckReport {
  /** By path and line; without those that the baseline knows. */
  readonly findings: readonly Finding[];
  /** Findings that the baseline knows. */
  readonly known: number;
  readonly totals: Totals;
  readonly verdicts: readonly Verdict[];
}

/** `error` = over the budget, `warning` = within it, `note` = has none. */
export type Level = "error" | "warning" | "note";

/** Whether no budget is exceeded. */
export function hasPassed(report: CheckReport): boolean {
  return report.verdicts.every(({ isExceeded }) => !isExceeded);
}

/** The level of each kind's findings. */
export function levelsOf(report: CheckReport): (finding: Finding) => Level {
  const levels = new Map<FindingKind, Level>(report.verdicts.map(({ kind, limit, isExceeded }) => [kind, isExceeded ? "error" : limit === undefined ? "note" : "warning"]));
  return ({ rule }) => levels.get(RULES[rule].kind) ?? "error";
}
