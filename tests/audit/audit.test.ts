import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../src/audit/audit.ts";
import { folderWith, readLines, seedclean } from "../program.ts";

const FIXTURES = fileURLToPath(new URL("../../fixtures/", import.meta.url));
const LAMP = "The keeper of the lamp writes down each night what the 3 ships have brought in and what they have taken away.";
const MILL = "Behind the mill there is a garden with seven kinds of apples, and nobody remembers who planted them 😀.";
const TOUDAI = "灯台守は毎晩、海が運んできたものと持ち去ったものを、古い帳面に書きとめている。";

/** Violations, "id:line: message". */
async function violationsOf(output: string, ledger: string): Promise<string[]> {
  const violations: string[] = [];
  const violation = (id: string, line: number | undefined, message: string): number => violations.push(`${id}:${line ?? ""}: ${message}`);
  const counts = await audit({ output, ledger, earlier: [], ignoreNumbers: false, minLength: 40, signal: new AbortController().signal, violation });
  expect(counts.violations).toBe(violations.length);
  return violations;
}

describe("audit", () => {
  test.each(readdirSync(FIXTURES))("fixture %s is as its ledger says", async (name) => {
    expect(await violationsOf(join(FIXTURES, name, "expected.jsonl"), join(FIXTURES, name, "expected.removed.jsonl"))).toEqual([]);
  });
});

describe("audit of what was tampered with", () => {
  let folder = "";
  const output = (): string => join(folder, "clean.jsonl");
  const ledger = (): string => join(folder, "removed.jsonl");

  let written: Readonly<Record<string, string>> = {};

  beforeAll(() => {
    const made = mkdtempSync(join(tmpdir(), "seedclean-audit-"));
    mkdirSync(join(made, "in"));
    writeFileSync(join(made, "in/a.txt"), `${MILL}\r\n\r\n${LAMP}\r\n`);
    writeFileSync(join(made, "in/b.txt"), `${LAMP.replace("each", "every")}\n\n${TOUDAI}\n\n${MILL}\n`);
    writeFileSync(join(made, "in/c.txt"), `A copy\n\n${LAMP}\n\n${MILL}\n\n${TOUDAI}\n`);
    expect(seedclean(made, ["in", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--quiet"]).code).toBe(0);
    written = Object.fromEntries(["clean.jsonl", "removed.jsonl"].map((name) => [name, readFileSync(join(made, name), "utf8")]));
    rmSync(made, { recursive: true });
  });

  beforeEach(() => {
    folder = folderWith(written);
  });

  /** Changes lines of a file; undefined takes a line out. */
  function change(path: string, edit: (line: Record<string, unknown>) => Record<string, unknown> | undefined): void {
    const lines = readLines(path).map(edit).filter((line) => line !== undefined);
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }

  test("nothing to say of what the run wrote", async () => {
    expect(readLines(ledger()).filter((line) => String(line["reason"]).startsWith("duplicate."))).toHaveLength(6);
    expect(await violationsOf(output(), ledger())).toEqual([]);
  });

  test("what covers is not in the output", async () => {
    change(output(), (line) => (line["id"] === "a.txt" ? undefined : line));
    expect((await violationsOf(output(), ledger())).filter((line) => line.startsWith("b.txt"))).toEqual([
      "b.txt:1: a.txt 106–215 is said to cover it, but is not in the output",
      "b.txt:5: a.txt 0–102 is said to cover it, but is not in the output",
    ]);
  });

  test("what covers was changed in the output", async () => {
    change(output(), (line) => ({ ...line, text: String(line["text"]).replace("what the 3 ships", "what the 4 boats") }));
    expect(await violationsOf(output(), ledger())).toEqual([
      expect.stringMatching(/^b\.txt:1: is covered to 0\.\d+, not 0\.\d+$/),
      "b.txt:1: the number 3 is in nothing that covers it",
      "c.txt:3: is said to be an exact copy, but differs from the passage that covers it",
      "c.txt:3: the number 3 is in nothing that covers it",
    ]);
  });

  test("what covers is itself removed", async () => {
    change(ledger(), (line) => (line["id"] === "c.txt" && line["line"] === 3 ? { ...line, coveredBy: [{ id: "b.txt", line: 1, start: 0, end: 110 }] } : line));
    expect(await violationsOf(output(), ledger())).toEqual(["c.txt:3: b.txt 0–110 is said to cover it, but is not in the output"]);
  });

  test("nothing is named that covers", async () => {
    change(ledger(), (line) => (line["id"] === "b.txt" && line["line"] === 5 ? { ...line, coveredBy: [] } : line));
    expect(await violationsOf(output(), ledger())).toEqual(["b.txt:5: no passage is named that covers it"]);
  });

  test("another line is named of what covers", async () => {
    expect(readLines(ledger())).toContainEqual(expect.objectContaining({ id: "b.txt", line: 1, coveredBy: [{ id: "a.txt", line: 3, start: 106, end: 215 }] }));
    change(ledger(), (line) => (line["id"] === "b.txt" && line["line"] === 1 ? { ...line, coveredBy: [{ id: "a.txt", line: 4, start: 106, end: 215 }] } : line));
    expect(await violationsOf(output(), ledger())).toEqual(["b.txt:1: a.txt 106–215 covers it from line 3, not 4"]);
  });

  test("a score is too high", async () => {
    change(ledger(), (line) => (line["reason"] === "duplicate.near" ? { ...line, score: 0.99 } : line));
    expect(await violationsOf(output(), ledger())).toEqual([expect.stringMatching(/^b\.txt:1: is covered to 0\.9\d+, not 0\.99$/)]);
  });

  test("a near-duplicate is called exact", async () => {
    change(ledger(), (line) => (line["reason"] === "duplicate.near" ? { ...line, reason: "duplicate.exact" } : line));
    expect(await violationsOf(output(), ledger())).toEqual(["b.txt:1: is said to be an exact copy, but differs from the passage that covers it"]);
  });

  test("text is missing of which the ledger says nothing", async () => {
    change(output(), (line) => ({ ...line, text: String(line["text"]).replace("古い帳面に", "") }));
    expect(await violationsOf(output(), ledger())).toEqual([
      "b.txt:: its source has 256 characters, but output and ledger hold 251",
      expect.stringMatching(/^c\.txt:7: b\.txt \d+–\d+ is said to cover it, but is not in the output$/),
    ]);
  });

  test("a removal is missing from the ledger", async () => {
    change(ledger(), (line) => (line["id"] === "c.txt" && line["line"] === 5 ? undefined : line));
    expect(await violationsOf(output(), ledger())).toEqual([
      "c.txt:: is not in the output, and the ledger does not hold all of it",
      expect.stringMatching(/^c\.txt:1: its document is covered to 0\.\d+, not 0\.\d+$/),
    ]);
  });

  test("the span of a removal is not as long as its text, or holds another", async () => {
    change(ledger(), (line) => (line["id"] === "b.txt" && line["line"] === 5 ? { ...line, start: 0 } : line));
    expect(await violationsOf(output(), ledger())).toEqual(expect.arrayContaining([
      expect.stringMatching(/^b\.txt:5: its text has 102 characters, its span \d+$/),
      expect.stringMatching(/^b\.txt:: two removals overlap at character \d+$/),
    ]));
  });

  test("a gap holds letters", async () => {
    change(ledger(), (line) => (line["id"] === "b.txt" && line["reason"] === "layout" ? { ...line, gaps: [[110, "so"]] } : line));
    expect((await violationsOf(output(), ledger()))[0]).toBe("b.txt:: the gap at 110 holds more than white space");
  });

  test("what went with a document is a whole passage, or the document is there", async () => {
    change(ledger(), (line) => (line["reason"] === "duplicate.exact" ? { ...line, reason: "duplicate.document", score: 0.01, coveredBy: undefined } : line));
    expect(await violationsOf(output(), ledger())).toEqual(expect.arrayContaining([
      "b.txt:5: is said to have gone with its document, but the document is in the output",
      "b.txt:5: is too long to go uncovered with its document",
      "c.txt:3: is too long to go uncovered with its document",
    ]));
  });

  test("restore --verify prints a line a violation and ends with 1, or says that all is well", () => {
    expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--verify"])).toEqual({
      stdout: "", stderr: "seedclean: 3 documents and 6 duplicates verified: all as the ledger says\n", code: 0,
    });
    change(ledger(), (line) => (line["id"] === "b.txt" && line["line"] === 5 ? { ...line, coveredBy: [] } : line));
    expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--verify", "--to", "back"])).toEqual({
      stdout: "",
      stderr: "seedclean: 3 documents restored to back\nseedclean: b.txt:5: no passage is named that covers it\n" +
        "seedclean: 3 documents and 6 duplicates verified: 1 not as the ledger says\n",
      code: 1,
    });
  });

  test("numbers are not asked for where the run ignored them", () => {
    const other = folderWith({ "in/a.txt": `${LAMP}\n`, "in/b.txt": `${LAMP.replace("3", "4")}\n\n${MILL}\n` });
    seedclean(other, ["in", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--quiet", "--ignore-numbers"]);
    const verify = ["restore", "clean.jsonl", "removed.jsonl", "--verify"];
    expect(seedclean(other, verify)).toMatchObject({ code: 1, stderr: expect.stringContaining("b.txt:1: the number 4 is in nothing that covers it") });
    expect(seedclean(other, [...verify, "--ignore-numbers"]).code).toBe(0);
  });

  test("files that are no output and ledger", () => {
    expect(seedclean(folder, ["restore", "removed.jsonl", "clean.jsonl", "--verify"])).toEqual({
      stdout: "", stderr: "seedclean: clean.jsonl:1: not a line of a ledger; give the file that --removed wrote\n", code: 2,
    });
    expect(readFileSync(output(), "utf8")).not.toBe("");
  });
});
