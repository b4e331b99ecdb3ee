/** Runs that remember: --index and --against. */
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, parseLines, readLines, seedclean } from "../program.ts";

const HARBOUR = "The harbour master keeps two ledgers, one for the ships that come and one for those that were expected.";
const BAKERY = "Before dawn the baker carries the first loaves across the square, and the dogs follow him in a line.";
const TOWER = "Nobody has climbed the tower since the bell was sold, but the stairs are swept on the first of the month.";
const ORCHARD = "The orchard was planted by a schoolteacher who wanted each child to have a tree of its own to climb.";
const HARBOUR_EDITED = HARBOUR.replace("keeps two ledgers", "still keeps two ledgers");

const FIRST = { "first/a.txt": `${HARBOUR}\n\n${BAKERY}\n`, "first/b.txt": `${TOWER}\n` };
const SECOND = { "second/c.txt": `${ORCHARD}\n\n${HARBOUR_EDITED}\n`, "second/d.txt": `${BAKERY}\n` };

const clean = (folder: string, input: string, ...flags: string[]): ReturnType<typeof seedclean> => seedclean(folder, [input, "--quiet", "--removed", `${input}.removed`, "-o", `${input}.jsonl`, ...flags]);

/** id ← id of what covers it. */
const removed = (folder: string, input: string): string[] =>
  readLines(join(folder, `${input}.removed`)).filter((line) => line["reason"] !== "layout").map((line) => `${String(line["id"])} ${String(line["reason"])} ← ${parseCovers(line)}`);
const parseCovers = (line: Record<string, unknown>): string => JSON.stringify(line["coveredBy"]).match(/"id":"([^"]+)"/)?.[1] ?? "";

/** A folder whose index knows what `first` holds. */
function withIndex(): string {
  const folder = folderWith({ ...FIRST, ...SECOND });
  expect(clean(folder, "first", "--index", "known")).toEqual({ stdout: "", stderr: "", code: 0 });
  return folder;
}

describe("an index that is kept", () => {
  test("lets a later run remove what an earlier one kept", () => {
    const folder = withIndex();
    expect(clean(folder, "second", "--index", "known").code).toBe(0);
    expect(removed(folder, "second")).toEqual(["c.txt duplicate.near ← a.txt", "d.txt duplicate.exact ← a.txt"]);
    expect(readdirSync(join(folder, "known")).sort()).toEqual(["manifest.json", "spool", "tables-2"]);
  });

  test("gives what one run over both gives", () => {
    const folder = withIndex();
    clean(folder, "second", "--index", "known");
    cpSync(join(folder, "first"), join(folder, "both"), { recursive: true });
    cpSync(join(folder, "second"), join(folder, "both"), { recursive: true });
    clean(folder, "both");
    for (const suffix of ["jsonl", "removed"]) {
      const halves = ["first", "second"].map((half) => readFileSync(join(folder, `${half}.${suffix}`), "utf8").replaceAll(`"source":"${half}/`, '"source":"both/')).join("");
      expect(halves).toBe(readFileSync(join(folder, `both.${suffix}`), "utf8"));
    }
  });

  test("is verified with the output and ledger of the earlier run, and not without", () => {
    const folder = withIndex();
    clean(folder, "second", "--against", "known");
    const verify = (...earlier: string[]): ReturnType<typeof seedclean> => seedclean(folder, ["restore", "second.jsonl", "second.removed", "--verify", ...earlier]);
    expect(verify()).toEqual({
      stdout: "", code: 1,
      stderr: "seedclean: 2 duplicates could not be verified: what covers them, as a.txt, is in neither file; name output and ledger of the earlier run with --earlier\n" +
        "seedclean: 2 documents and 0 duplicates verified: all as the ledger says\n",
    });
    expect(verify("--earlier", "first.jsonl", "first.removed")).toEqual({ stdout: "", stderr: "seedclean: 2 documents and 2 duplicates verified: all as the ledger says\n", code: 0 });
    expect(verify("--earlier", "first.jsonl")).toEqual({ stdout: "", stderr: "seedclean: --earlier first.jsonl: name the output and the ledger of each run, one behind the other\n", code: 2 });
    // What covered is no longer kept.
    writeFileSync(join(folder, "first.jsonl"), readFileSync(join(folder, "first.jsonl"), "utf8").replace("two ledgers", "no ledgers"));
    expect(verify("--earlier", "first.jsonl", "first.removed")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^seedclean: c\.txt:3: is covered to 0\.\d+, not 0\.\d+\n/) });
  });

  test("of the same ids as this run's is verified too", () => {
    const folder = folderWith({ "first/a.txt": `${HARBOUR}\n\n${BAKERY}\n`, "second/a.txt": `${TOWER}\n\n${BAKERY}\n\n${HARBOUR}\n\n${TOWER}\n` });
    clean(folder, "first", "--index", "known");
    clean(folder, "second", "--index", "known");
    const verified = seedclean(folder, ["restore", "second.jsonl", "second.removed", "--verify", "--earlier", "first.jsonl", "first.removed"]);
    expect(verified).toEqual({ stdout: "", stderr: "seedclean: 1 document and 3 duplicates verified: all as the ledger says\n", code: 0 });
  });

  test("is not changed by --against, which many may do at once", () => {
    const folder = withIndex();
    const before = readdirSync(join(folder, "known")).map((name) => readFileSync(join(folder, "known", name), "latin1"));
    // A writer is at work.
    writeFileSync(join(folder, "known/lock"), `1 ${hostname()}\n`);
    for (const _ of [1, 2]) {
      expect(clean(folder, "second", "--against", "known").code).toBe(0);
      expect(removed(folder, "second")).toEqual(["c.txt duplicate.near ← a.txt", "d.txt duplicate.exact ← a.txt"]);
    }
    rmSync(join(folder, "known/lock"));
    expect(readdirSync(join(folder, "known")).map((name) => readFileSync(join(folder, "known", name), "latin1"))).toEqual(before);
  });

  test("check --against finds what another corpus holds", () => {
    const { stdout, code } = seedclean(withIndex(), ["check", "second", "--against", "known", "--quiet"]);
    expect(stdout).toContain("duplicate.exact");
    expect(code).toBe(1);
  });

  test("inside the folder that is read it is no input", () => {
    const folder = folderWith(FIRST);
    for (const _ of [1, 2]) expect(seedclean(folder, ["first", "--quiet", "--index", "first/known", "-o", "out.jsonl"]).code).toBe(0);
    expect(existsSync(join(folder, "first/known/manifest.json"))).toBe(true);
  });

  test("a run that fails leaves it as it was", () => {
    const folder = withIndex();
    const before = readFileSync(join(folder, "known/manifest.json"), "utf8");
    expect(seedclean(folder, ["second", "--quiet", "--index", "known", "-o", "no/such/folder.jsonl"]).code).toBe(2);
    expect(readFileSync(join(folder, "known/manifest.json"), "utf8")).toBe(before);
    // What a run that was killed had appended does not count.
    appendFileSync(join(folder, "known/spool"), "half a page");
    writeFileSync(join(folder, "known/tables-2"), "half a table");
    expect(clean(folder, "second", "--index", "known").code).toBe(0);
    expect(removed(folder, "second")).toHaveLength(2);
    // All that it knew before is still known.
    expect(clean(folder, "first", "--against", "known").code).toBe(0);
    expect(removed(folder, "first").length).toBeGreaterThanOrEqual(3);
  });

  test("the lock of a process that is gone does not count, one of a living or distant one does", () => {
    const folder = withIndex();
    const lock = join(folder, "known/lock");
    writeFileSync(lock, `${process.pid} ${hostname()}\n`);
    expect(clean(folder, "second", "--index", "known")).toEqual({
      stdout: "", code: 2,
      stderr: `seedclean: known: the index is in use by process ${process.pid} on ${hostname()}; wait until it has ended (if there is no such run, remove ${join("known", "lock")})\n`,
    });
    writeFileSync(lock, "7 some-other-machine\n");
    expect(clean(folder, "second", "--index", "known").code).toBe(2);
    // No process has this number.
    writeFileSync(lock, `2000000000 ${hostname()}\n`);
    expect(clean(folder, "second", "--index", "known").code).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });
});

describe("an index that cannot be used is refused with one line", () => {
  const manifestWith = (folder: string, change: (text: string) => string): void => {
    const path = join(folder, "known/manifest.json");
    writeFileSync(path, change(readFileSync(path, "utf8")));
  };
  test.each<[string, (folder: string) => void, string[], string]>([
    ["a changed spool", (folder) => {
      const bytes = readFileSync(join(folder, "known/spool"));
      bytes[40]! ^= 1;
      writeFileSync(join(folder, "known/spool"), bytes);
    }, ["--index", "known"], "known: the index is damaged (spool is not as it was written); take it from a copy, or make it anew"],
    ["a short spool", (folder) => truncateSync(join(folder, "known/spool"), 10), ["--against", "known"], "known: the index is damaged (spool is not as it was written); take it from a copy, or make it anew"],
    ["no spool", (folder) => rmSync(join(folder, "known/spool")), ["--index", "known"], "known: the index is damaged (spool: ENOENT); take it from a copy, or make it anew"],
    ["short tables", (folder) => truncateSync(join(folder, "known/tables-1"), 500), ["--index", "known"], "known: the index is damaged (tables-1 is not as it was written); take it from a copy, or make it anew"],
    ["a table without end", (folder) => writeFileSync(join(folder, "known/tables-1"), Buffer.alloc(64, 0xff)), ["--index", "known"], "known: the index is damaged (tables-1 is not as it was written); take it from a copy, or make it anew"],
    ["half a manifest", (folder) => manifestWith(folder, (text) => text.slice(0, 50)), ["--index", "known"], "known: the index is damaged (manifest.json is not as it was written); take it from a copy, or make it anew"],
    ["a manifest of something else", (folder) => writeFileSync(join(folder, "known/manifest.json"), '{"format":"photo album","version":1}'), ["--index", "known"], "known: the index is damaged (manifest.json is not as it was written); take it from a copy, or make it anew"],
    ["a newer format", (folder) => manifestWith(folder, (text) => text.replace('"version": 5', '"version": 99')), ["--index", "known"], "known: the index is of a newer seedclean (format 99, this one reads 5); update seedclean, or make it anew"],
    ["a folder of other files", () => {}, ["--index", "first"], "first: is no index and not empty; name a folder that is new or empty"],
    ["no index to compare with", () => {}, ["--against", "nowhere"], "nowhere: is no index (it has no manifest.json); make one with --index"],
    ["both", () => {}, ["--against", "known", "--index", "known"], "--index and --against: give one of them; --index reads what it knows, too"],
  ])("%s", (_, damage, flags, message) => {
    const folder = withIndex();
    damage(folder);
    expect(clean(folder, "second", ...flags)).toEqual({ stdout: "", stderr: `seedclean: ${message}\n`, code: 2 });
    expect(existsSync(join(folder, "second.jsonl"))).toBe(false);
    expect(existsSync(join(folder, "known/lock"))).toBe(false);
  });

  test("a damaged one is not made worse", () => {
    const folder = withIndex();
    rmSync(join(folder, "known/tables-1"));
    clean(folder, "second", "--index", "known");
    expect(parseLines(readFileSync(join(folder, "known/manifest.json"), "utf8").replaceAll("\n", ""))[0]).toMatchObject({ generation: 1 });
  });
});
