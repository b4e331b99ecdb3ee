import { KINDS_OF_PASSAGES, limitText, type Verdict } from "../check/budgets.ts";
import type { Finding } from "../check/finding.ts";
import { type CheckReport, hasPassed, type Level, levelsOf } from "../check/report.ts";
import { printable } from "../printable.ts";
import { counted } from "./terminal.ts";

/** Red, yellow and cyan, as compilers have it. */
const LEVEL_COLOURS: Readonly<Record<Level, number>> = { error: 31, warning: 33, note: 36 };
const BOLD = 1;
const DIM = 2;

/** `path:line: rule: message: "excerpt"`, a line each; on a terminal in colour. */
export function* textFormat(report: CheckReport, hasColour: boolean): Generator<string> {
  const levelOf = levelsOf(report);
  const paint: Paint = hasColour ? (style, text) => `\u001b[${style}m${text}\u001b[0m` : (_, text) => text;
  for (const finding of report.findings) yield line(finding, paint(LEVEL_COLOURS[levelOf(finding)], finding.rule), paint);
  for (const pair of report.nearThreshold) {
    const side = pair.isRemoved ? paint(LEVEL_COLOURS.error, "just above") : paint(LEVEL_COLOURS.note, "just below");
    yield line(pair, `${side} --coverage (${pair.coverage.toFixed(3)})`, paint);
  }
}

type Paint = (style: number, text: string) => string;

/** @param what the rule, painted */
function line({ path, line: number, message, excerpt }: Pick<Finding, "path" | "line" | "message" | "excerpt">, what: string, paint: Paint): string {
  // A line that begins with "::" is a command to GitHub Actions.
  const place = `${path.startsWith("::") ? "./" : ""}${printable(path)}${number === undefined ? "" : `:${number}`}`;
  const passage = excerpt === undefined ? "" : `: ${paint(DIM, `"${printable(excerpt)}"`)}`;
  return `${paint(BOLD, place)}: ${what}: ${printable(message)}${passage}\n`;
}

/** What was checked, and how each kind of findings stands to its budget. */
export function checkSummary(report: CheckReport): string {
  const { totals, findings, known, gone, verdicts } = report;
  const lines = [
    `seedclean: ${counted(totals.documents, "document")}, ${counted(totals.characters, "character")} checked; ${foundText(findings.length, known)}${hasPassed(report) ? "" : ": failed"}`,
    ...verdicts.filter((verdict) => verdict.findings > 0).map(verdictLine),
    ...(gone === 0 ? [] : [`  ${counted(gone, "finding")} of the baseline ${gone === 1 ? "is" : "are"} no more; --update-baseline takes ${gone === 1 ? "it" : "them"} out`]),
  ];
  return `${lines.join("\n")}\n`;
}

function foundText(fresh: number, known: number): string {
  const found = fresh === 0 ? `nothing ${known === 0 ? "" : "new "}found` : counted(fresh, known === 0 ? "finding" : "new finding");
  return known === 0 ? found : `${found}, ${counted(known, "other", "others")} in the baseline`;
}

function verdictLine({ kind, limit, findings, share, isExceeded }: Verdict): string {
  const whole = KINDS_OF_PASSAGES.has(kind) ? "characters" : "documents";
  const allowed = limit === undefined ? "only shown" : `${isExceeded ? "more than" : "within"} the allowed ${limitText(limit)}`;
  return `  ${kind.padEnd(18)} ${counted(findings, "finding").padStart(14)} ${(share * 100).toFixed(2).padStart(7)} % of the ${whole}, ${allowed}`;
}
