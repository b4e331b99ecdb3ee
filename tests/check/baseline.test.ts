import { describe, expect, test } from "vitest";
import { baselineText, compare, parseBaseline } from "../../src/check/baseline.ts";
import type { Finding } from "../../src/check/finding.ts";

const finding = (path: string, textHash: string, more: Partial<Finding> = {}): Finding => ({ rule: "duplicate.near", path, line: 3, message: "", characters: 9, textHash, ...more });
const afterwards = (before: readonly Finding[], after: readonly Finding[]): ReturnType<typeof compare> => compare(after, parseBaseline(baselineText(before, "b.json"), "b.json"));

describe("of the findings afterwards are known", () => {
  const OLD = finding("a.txt", "01");
  test.each<[string, Finding[], Finding[], { fresh: number; known: number; gone: number }]>([
    ["the same", [OLD], [OLD], { fresh: 0, known: 1, gone: 0 }],
    ["those on other lines", [OLD], [{ ...OLD, line: 90 }], { fresh: 0, known: 1, gone: 0 }],
    ["those of another rule of the kind", [OLD], [{ ...OLD, rule: "duplicate.exact" }], { fresh: 0, known: 1, gone: 0 }],
    ["but not those of another kind", [OLD], [{ ...OLD, rule: "tail.ads" }], { fresh: 1, known: 0, gone: 1 }],
    ["nor with other words", [OLD], [finding("a.txt", "02")], { fresh: 1, known: 0, gone: 1 }],
    ["nor in another file", [OLD], [finding("b.txt", "01")], { fresh: 1, known: 0, gone: 1 }],
    ["as many as there were", [OLD, OLD], [OLD, OLD, OLD], { fresh: 1, known: 2, gone: 0 }],
    ["fewer than there were", [OLD, OLD], [OLD], { fresh: 0, known: 1, gone: 1 }],
    ["none of none", [], [OLD], { fresh: 1, known: 0, gone: 0 }],
  ])("%s", (_, before, after, counts) => {
    const { fresh, known, gone } = afterwards(before, after);
    expect({ fresh: fresh.length, known, gone }).toEqual(counts);
  });

  test("the first of equal ones, so that what was added behind is new", () => {
    expect(afterwards([OLD], [OLD, { ...OLD, line: 8 }]).fresh.map(({ line }) => line)).toEqual([8]);
  });
});

test("paths are relative to the file's folder, so that it holds wherever the check is run from", () => {
  const text = baselineText([finding("corpus/a.txt", "01")], "ci/b.json");
  expect(text).toBe('{"version":1,"findings":[\n{"path":"../corpus/a.txt","kind":"duplicates","textHash":"01","count":1}\n]}\n');
  expect(compare([finding("./corpus//a.txt", "01")], parseBaseline(text, "ci/b.json"))).toMatchObject({ fresh: [], known: 1 });
});

test("the file is sorted, whatever the order of findings", () => {
  const findings = [finding("b.txt", "01"), finding("a.txt", "02"), finding("a.txt", "01"), finding("a.txt", "03", { rule: "mojibake" })];
  expect(baselineText(findings.toReversed(), "b.json")).toBe(baselineText(findings, "b.json"));
  expect([...baselineText(findings, "b.json").matchAll(/"textHash":"(\d+)"/g)].map(([, hash]) => hash)).toEqual(["03", "01", "02", "01"]);
});

test("a hostile path does not stand in it raw", () => {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(baselineText([finding("\u001b[2J\u009b\n##[error].txt", "01")], "b.json")).not.toMatch(/\u001b|\u009b|##\[/);
});

test.each(["", "[]", "null", '{"version":2,"findings":[]}', '{"version":1}', '{"version":1,"findings":[{"path":"a"}]}', '{"version":1,"findings":[{"path":"a","kind":"none","textHash":"","count":1}]}', '{"version":1,"findings":[null]}'])(
  "%j is no baseline",
  (text) => expect(() => parseBaseline(text, "b.json")).toThrow("b.json: is no baseline of seedclean check, or one of another version; --update-baseline writes it anew"),
);
