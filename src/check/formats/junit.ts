import { printable } from "../../printable.ts";
import { limitText, type Verdict } from "../budgets.ts";
import type { Finding } from "../finding.ts";
import { type CheckReport, type Level, levelsOf } from "../report.ts";

interface TestCase {
  readonly className: string;
  readonly name: string;
  /** Undefined = passed. */
  readonly outcome?: { readonly element: "failure" | "skipped"; readonly message: string; readonly type: string };
}

/**
 * JUnit XML, as CI servers read it: a suite of budgets, which is never empty, and a suite a file, in which each finding is a case: failed
 * if over its budget, else skipped.
 */
export function* junitFormat(report: CheckReport): Generator<string> {
  const levelOf = levelsOf(report);
  const failures = report.verdicts.filter(({ isExceeded }) => isExceeded).length + report.findings.filter((finding) => levelOf(finding) === "error").length;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="seedclean check" tests="${report.verdicts.length + report.findings.length}" failures="${failures}" errors="0">\n`;
  yield suite("budgets", report.verdicts.map(budgetCase));
  for (const { path, findings } of byPath(report.findings)) yield suite(path, findings.map((finding) => findingCase(finding, levelOf(finding))));
  yield "</testsuites>\n";
}

/** Findings come in the order of their paths. */
function* byPath(findings: readonly Finding[]): Generator<{ readonly path: string; readonly findings: readonly Finding[] }> {
  for (let first = 0, last = 0; first < findings.length; first = last) {
    const { path } = findings[first]!;
    while (findings[last]?.path === path) last++;
    yield { path, findings: findings.slice(first, last) };
  }
}

function budgetCase({ kind, limit, findings, share, isExceeded }: Verdict): TestCase {
  const name = limit === undefined ? kind : `${kind}: at most ${limitText(limit)}`;
  if (!isExceeded) return { className: "budgets", name };
  return { className: "budgets", name, outcome: { element: "failure", type: kind, message: `${findings} found, ${(share * 100).toFixed(2)} %` } };
}

function findingCase({ path, line, rule, message, excerpt }: Finding, level: Level): TestCase {
  return {
    className: path,
    name: line === undefined ? rule : `line ${line}: ${rule}`,
    outcome: { element: level === "error" ? "failure" : "skipped", type: rule, message: excerpt === undefined ? message : `${message}: "${excerpt}"` },
  };
}

function suite(name: string, cases: readonly TestCase[]): string {
  const count = (element: string): number => cases.filter(({ outcome }) => outcome?.element === element).length;
  const head = `  <testsuite name="${attribute(name)}" tests="${cases.length}" failures="${count("failure")}" errors="0" skipped="${count("skipped")}">\n`;
  return `${head}${cases.map(caseElement).join("")}  </testsuite>\n`;
}

function caseElement({ className, name, outcome }: TestCase): string {
  const open = `    <testcase classname="${attribute(className)}" name="${attribute(name)}"`;
  if (outcome === undefined) return `${open}/>\n`;
  return `${open}><${outcome.element} type="${attribute(outcome.type)}" message="${attribute(outcome.message)}"/></testcase>\n`;
}

/** Control characters are not allowed in XML, nor are the two noncharacters. */
function attribute(text: string): string {
  return printable(text)
    .replaceAll(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
