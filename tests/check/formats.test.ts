import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { Log, Result } from "sarif";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { DEFAULT_BUDGETS } from "../../src/check/budgets.ts";
import type { Finding } from "../../src/check/finding.ts";
import { githubFormat } from "../../src/check/formats/github.ts";
import { jsonFormat } from "../../src/check/formats/json.ts";
import { junitFormat } from "../../src/check/formats/junit.ts";
import { sarifFormat } from "../../src/check/formats/sarif.ts";
import { type CheckReport, reportOf as judgedReport } from "../../src/check/report.ts";
import { textFormat } from "../../src/cli/check-text.ts";

const schemaFile = (name: string): string => readFileSync(new URL(`schemas/${name}`, import.meta.url), "utf8");
const reportOf = (findings: readonly Finding[], budgets: Partial<typeof DEFAULT_BUDGETS> = {}): CheckReport =>
  judgedReport({ findings, totals: { documents: 10, characters: 1000 }, nearThreshold: [] }, { ...DEFAULT_BUDGETS, ...budgets }, undefined);
const whole = (format: Iterable<string>): string => [...format].join("");

const DUPLICATE: Finding = {
  rule: "duplicate.near", path: "notes/market day.txt", line: 3, endLine: 4, id: "market day.txt", message: "88 % of it stands in notes/bees.txt:4",
  excerpt: "Our neighbour keeps four hives now", characters: 127, score: 0.88, similarity: 0.92, coveredBy: [{ path: "notes/bees.txt", line: 4 }], textHash: "0123456789abcdef",
};
const ENCODING: Finding = { rule: "encoding.unwanted", path: "notes/old.txt", message: "read as Shift_JIS, not UTF-8", characters: 0, textHash: "" };
const DOUBT: Finding = { rule: "tail.doubtful", path: "notes/old.txt", line: 9, message: "lines 9 to the end may be a spam tail", characters: 0, textHash: "" };

const ATTACK = "\u001b]0;owned\u0007\u009b31m\u202e\n::error file=x::y\r\n##[error]z ##vso[task.complete]\ud800\ufffe]]><script>alert('1')</script>&quot; & &nope;\"{0}[click](http://evil.example)%0A,:=%";
const HOSTILE: Finding = { ...DUPLICATE, path: `::warning::${ATTACK}`, id: ATTACK, message: ATTACK, excerpt: ATTACK, coveredBy: [{ path: ATTACK, line: 1 }, { path: `/${ATTACK}` }] };

const FORMATS: readonly (readonly [string, (report: CheckReport) => Iterable<string>])[] = [
  ["text", (report) => textFormat(report, false)],
  ["json", jsonFormat],
  ["github", githubFormat],
  ["sarif", (report) => sarifFormat(report, "1.2.3")],
  ["junit", junitFormat],
];

test.each(FORMATS)("%s: nothing of a text or name is a command to a terminal or build server", (name, format) => {
  const written = whole(format(reportOf([HOSTILE])));
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])/);
  expect(written).not.toMatch(/##\w*\[/);
  const commands = written.split("\n").filter((line) => line.trimStart().startsWith("::"));
  expect(commands).toHaveLength(name === "github" ? 1 : 0);
});

describe("text", () => {
  test("is without colour a line a finding", () => {
    expect(whole(textFormat(reportOf([DUPLICATE, ENCODING]), false))).toBe(
      'notes/market day.txt:3: duplicate.near: 88 % of it stands in notes/bees.txt:4: "Our neighbour keeps four hives now"\n' +
        "notes/old.txt: encoding.unwanted: read as Shift_JIS, not UTF-8\n",
    );
  });

  test.each([["red: over the budget", DUPLICATE, 31, {}], ["yellow: within it", DUPLICATE, 33, { duplicates: { count: 1 } }], ["cyan: without one", DOUBT, 36, {}]] as const)("%s", (_, finding, colour, budgets) => {
    expect(whole(textFormat(reportOf([finding], budgets), true))).toContain(`: \u001b[${colour}m${finding.rule}\u001b[0m: `);
  });
});

describe("github", () => {
  test("is a workflow command a finding", () => {
    expect(whole(githubFormat(reportOf([DUPLICATE, ENCODING, DOUBT], { encodings: { count: 1 } })))).toBe(
      '::error file=notes/market day.txt,line=3,endLine=4,title=duplicate.near::88 %25 of it stands in notes/bees.txt:4: "Our neighbour keeps four hives now"\n' +
        "::warning file=notes/old.txt,title=encoding.unwanted::read as Shift_JIS, not UTF-8\n" +
        "::notice file=notes/old.txt,line=9,title=tail.doubtful::lines 9 to the end may be a spam tail\n",
    );
  });

  test("what parts a command is escaped", () => {
    const written = whole(githubFormat(reportOf([{ ...ENCODING, path: "a,line=9::b%.txt" }])));
    expect(written).toBe("::error file=a%2Cline=9%3A%3Ab%25.txt,title=encoding.unwanted::read as Shift_JIS, not UTF-8\n");
  });
});

describe("sarif", () => {
  // A pattern of the schema ("}]?$") is one only without the flag u.
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  // RFC 3986: what may stand in a reference at all, and "%" before two digits only.
  ajv.addFormat("uri-reference", /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\dA-Fa-f]{2})*$/);
  ajv.addFormat("date-time", true);
  const isValid = ajv.compile(JSON.parse(schemaFile("sarif-schema-2.1.0.json")));
  const logOf = (report: CheckReport): Log => JSON.parse(whole(sarifFormat(report, "1.2.3")));
  const resultsOf = (findings: readonly Finding[]): readonly Result[] => logOf(reportOf(findings)).runs[0]?.results ?? [];

  test.each([["findings of all sorts", [DUPLICATE, ENCODING, DOUBT]], ["nothing", []], ["hostile names and texts", [HOSTILE]]])("%s: valid against the schema of SARIF 2.1.0", (_, findings) => {
    isValid(logOf(reportOf(findings)));
    expect(isValid.errors).toBeNull();
  });

  test("the schema that it is held against refuses what is no SARIF", () => {
    const log = logOf(reportOf([DUPLICATE]));
    expect(isValid({ ...log, version: "2.0.0" })).toBe(false);
    expect(isValid({ ...log, runs: [{ ...log.runs[0], results: [{ ruleId: "x", message: {}, locations: [{ physicalLocation: { artifactLocation: { uri: "a b" } } }] }] }] })).toBe(false);
  });

  test("a result has its place, its covers and its rule", () => {
    expect(resultsOf([DUPLICATE])).toEqual([
      {
        ruleId: "duplicate.near", level: "error", message: { text: '88 % of it stands in notes/bees.txt:4: "Our neighbour keeps four hives now"' },
        locations: [{ physicalLocation: { artifactLocation: { uri: "notes/market%20day.txt" }, region: { startLine: 3, endLine: 4 } } }],
        relatedLocations: [{ id: 1, physicalLocation: { artifactLocation: { uri: "notes/bees.txt" }, region: { startLine: 4 } }, message: { text: "covers it" } }],
        partialFingerprints: { "seedclean/v1": expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ]);
    expect(logOf(reportOf([DUPLICATE])).runs[0]?.tool.driver).toMatchObject({ name: "seedclean", version: "1.2.3", rules: expect.arrayContaining([{ id: "duplicate.near", shortDescription: { text: expect.any(String) } }]) });
  });

  test("fingerprints do not change with lines, messages and exactness, and do with text and path", () => {
    const fingerprint = (finding: Finding): unknown => resultsOf([finding])[0]?.partialFingerprints?.["seedclean/v1"];
    const own = fingerprint(DUPLICATE);
    expect(fingerprint({ ...DUPLICATE, line: 30, endLine: 31, rule: "duplicate.exact", message: "other", score: 1 })).toBe(own);
    expect(fingerprint({ ...DUPLICATE, textHash: "0" })).not.toBe(own);
    expect(fingerprint({ ...DUPLICATE, path: "b.txt" })).not.toBe(own);
    expect(fingerprint({ ...DUPLICATE, rule: "tail.ads" })).not.toBe(own);
    const twins = resultsOf([DUPLICATE, DUPLICATE]).map(({ partialFingerprints }) => partialFingerprints?.["seedclean/v1"]);
    expect(new Set(twins).size).toBe(2);
    expect(twins[0]).toBe(own);
  });

  test("no text is a link or a place for an argument", () => {
    expect(resultsOf([HOSTILE])[0]?.message.text).not.toMatch(/\]\(|(?<!\{)\{(?!\{)/);
  });
});

describe("junit", () => {
  const validate = async (xml: string): Promise<{ readonly valid: boolean; readonly errors: readonly unknown[] }> =>
    validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [schemaFile("junit-10.xsd")] });

  test.each([["findings of all sorts", [DUPLICATE, ENCODING, DOUBT]], ["nothing", []], ["hostile names and texts", [HOSTILE]]])("%s: valid against the schema", async (_, findings) => {
    expect(await validate(whole(junitFormat(reportOf(findings))))).toMatchObject({ valid: true, errors: [] });
  });

  test("the schema that it is held against refuses what is no report", async () => {
    expect(await validate('<testsuites><testsuite name="a"/></testsuites>')).toMatchObject({ valid: false });
  });

  test("a suite of budgets, and one a file; what is within its budget is skipped", () => {
    expect(whole(junitFormat(reportOf([DUPLICATE, ENCODING, DOUBT], { encodings: { share: 0.5 } })))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="seedclean check" tests="10" failures="2" errors="0">
  <testsuite name="budgets" tests="7" failures="1" errors="0" skipped="0">
    <testcase classname="budgets" name="duplicates: at most 0"><failure type="duplicates" message="1 found, 12.70 %"/></testcase>
    <testcase classname="budgets" name="tails: at most 0"/>
    <testcase classname="budgets" name="doubtful-encodings: at most 0"/>
    <testcase classname="budgets" name="languages: at most 0"/>
    <testcase classname="budgets" name="encodings: at most 50%"/>
    <testcase classname="budgets" name="unread: at most 0"/>
    <testcase classname="budgets" name="doubtful-tails"/>
  </testsuite>
  <testsuite name="notes/market day.txt" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="notes/market day.txt" name="line 3: duplicate.near"><failure type="duplicate.near" message="88 % of it stands in notes/bees.txt:4: &quot;Our neighbour keeps four hives now&quot;"/></testcase>
  </testsuite>
  <testsuite name="notes/old.txt" tests="2" failures="0" errors="0" skipped="2">
    <testcase classname="notes/old.txt" name="encoding.unwanted"><skipped type="encoding.unwanted" message="read as Shift_JIS, not UTF-8"/></testcase>
    <testcase classname="notes/old.txt" name="line 9: tail.doubtful"><skipped type="tail.doubtful" message="lines 9 to the end may be a spam tail"/></testcase>
  </testsuite>
</testsuites>
`);
  });
});
