import { limitText, type Verdict } from "../budgets.ts";
import type { Finding, NearPair } from "../finding.ts";
import { type CheckReport, hasPassed, levelsOf } from "../report.ts";
import { printableJson } from "./printable-json.ts";

/** One JSON object, a finding a line (docs/check.md). */
export function* jsonFormat(report: CheckReport): Generator<string> {
  const levelOf = levelsOf(report);
  yield '{"findings":[';
  let separator = "\n";
  for (const finding of report.findings) {
    yield separator + printableJson({ level: levelOf(finding), ...fieldsOf(finding) });
    separator = ",\n";
  }
  const { known, gone, totals, verdicts } = report;
  const rest = { known, gone, documents: totals.documents, characters: totals.characters, budgets: verdicts.map(budgetOf), passed: hasPassed(report), nearThreshold: report.nearThreshold.map(pairOf) };
  yield `\n],${printableJson(rest).slice(1)}\n`;
}

/** In the order that docs/check.md has. */
function fieldsOf({ rule, path, line, endLine, id, message, score, similarity, coveredBy, characters, excerpt, textHash }: Finding): object {
  return { rule, path, line, endLine, id, message, score, similarity, coveredBy, characters, excerpt, textHash };
}

function pairOf({ path, line, coverage, isRemoved, coveredBy, excerpt }: NearPair): object {
  return { path, line, coverage, removed: isRemoved, coveredBy, excerpt };
}

function budgetOf({ kind, limit, findings, share, isExceeded }: Verdict): object {
  return { kind, findings, share: Math.round(share * 1e6) / 1e6, limit: limit === undefined ? null : limitText(limit), exceeded: isExceeded };
}
