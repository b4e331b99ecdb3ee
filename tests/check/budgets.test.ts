import { expect, test } from "vitest";
import { DEFAULT_BUDGETS, judge, type Limit, limitText, parseLimit, type Totals } from "../../src/check/budgets.ts";
import type { Finding } from "../../src/check/finding.ts";
import type { RuleId } from "../../src/check/rules.ts";

const finding = (rule: RuleId, characters: number, path = "a.txt"): Finding => ({ rule, path, message: "", characters, textHash: "" });
const TOTALS: Totals = { documents: 4, characters: 1000 };

test.each<[string, Limit | undefined]>([
  ["0", { count: 0 }],
  ["20", { count: 20 }],
  ["2%", { share: 0.02 }],
  ["0.5 %", { share: 0.005 }],
  ["100%", { share: 1 }],
  ["101%", undefined],
  ["1.5", undefined],
  ["-1", undefined],
  ["", undefined],
  ["many", undefined],
  ["99999999999999999999", undefined],
])("the limit %j is %j", (text, limit) => expect(parseLimit(text)).toEqual(limit));

test.each(["0", "20", "2%", "0.5%", "29%", "100%"])("%s is written as it was typed", (text) => expect(limitText(parseLimit(text)!)).toBe(text));

test.each<[string, RuleId, number[], Limit | undefined, boolean]>([
  ["a share of the characters is allowed, and reached", "duplicate.near", [10, 10], { share: 0.02 }, false],
  ["a share of the characters is allowed, and exceeded", "tail.ads", [10, 11], { share: 0.02 }, true],
  ["a number is allowed, and reached", "duplicate.exact", [900, 90], { count: 2 }, false],
  ["a number is allowed, and exceeded", "duplicate.exact", [1, 1, 1], { count: 2 }, true],
  ["any number is allowed", "duplicate.exact", [1, 1, 1], undefined, false],
])("%s", (_, rule, characters, limit, isExceeded) => {
  const kind = rule.startsWith("tail") ? "tails" : "duplicates";
  const verdicts = judge(characters.map((count) => finding(rule, count)), TOTALS, { ...DEFAULT_BUDGETS, [kind]: limit });
  expect(verdicts.find((verdict) => verdict.kind === kind)).toMatchObject({ findings: characters.length, isExceeded });
  expect(verdicts.filter((verdict) => verdict.kind !== kind).map(({ findings }) => findings)).toEqual([0, 0, 0, 0, 0, 0]);
});

test("doubts about one file count once in a share of the documents", () => {
  const findings = [finding("encoding.doubtful", 0), finding("encoding.replaced", 0), finding("mojibake", 0, "b.txt")];
  const verdict = judge(findings, TOTALS, { ...DEFAULT_BUDGETS, "doubtful-encodings": { share: 0.5 } }).find(({ kind }) => kind === "doubtful-encodings");
  expect(verdict).toEqual({ kind: "doubtful-encodings", limit: { share: 0.5 }, findings: 3, share: 0.5, isExceeded: false });
});

test("what may be no tail fails nothing", () => {
  expect(judge([finding("tail.doubtful", 0)], TOTALS, DEFAULT_BUDGETS).filter(({ isExceeded }) => isExceeded)).toEqual([]);
});
