/** --learn-tails, --save-tails and --tails-from, on the built program. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, parseLines, readLines, seedclean, shell } from "../program.ts";

const BODIES = [
  "The bridge at Olm was closed for three weeks because of a nest of wagtails under its second arch.",
  "A cook in Harnau has written down how his aunt folded dumplings, with forty drawings and no words.",
  "When the tram came back to Pell Street, the barber moved his chair to the window again.",
  "Snow fell on the apple blossoms on the ninth of May, and by noon the bees were out all the same.",
  "The choir of the fire brigade rehearses in the hose tower, since nothing else in town echoes so well.",
  "Every lamp on the pier has a name, and the woman who lights them knows which of them is sulking.",
];
const NOTES = ["The ducks went round.", "He will not sell it.", "His customers read longer now.", "The old orchardist shrugged.", "Tenors stand on the ladder.", "It is the ninth one."];
const whole = BODIES.map((body, i) => `${body}\n${NOTES[i]}\n`);
const closing = (i: number): string => `Written for the ${["Tuesday", "Friday"][i % 2]} pages of the Harnau Courier, which everybody reads in the tram.`;
const FILES = Object.fromEntries(whole.map((text, i) => [`c/${i}.txt`, `${text}${closing(i)}\n`]));
const textsOf = (stdout: string): unknown[] => parseLines(stdout).map(({ text }) => text);
const OFF = ["--duplicates", "none", "--quiet"];

describe("--learn-tails", () => {
  test("what closes all files goes from each, the first included, and the ledger says how many there are", () => {
    const folder = folderWith(FILES);
    expect(textsOf(seedclean(folder, ["c", ...OFF]).stdout)).not.toEqual(whole);
    const { stdout, stderr, code } = seedclean(folder, ["c", "--learn-tails", "--removed", "removed.jsonl", ...OFF]);
    expect({ texts: textsOf(stdout), stderr, code }).toEqual({ texts: whole, stderr: "", code: 0 });
    const removals = readLines(join(folder, "removed.jsonl")).filter(({ reason }) => reason !== "layout");
    expect(removals.map(({ id, reason, documents, text }) => [id, reason, documents, text])).toEqual(BODIES.map((_, i) => [`${i}.txt`, "tail.repeated", 6, closing(i)]));
  });

  test("restore brings everything back", () => {
    const folder = folderWith(FILES);
    seedclean(folder, ["c", "--learn-tails", "-o", "clean.jsonl", "--removed", "removed.jsonl", ...OFF]);
    expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"]).code).toBe(0);
    for (const [name, content] of Object.entries(FILES)) expect(readFileSync(join(folder, name.replace("c/", "back/")), "utf8")).toBe(content);
  });

  test("lines of a JSONL file are documents too", () => {
    const lines = whole.map((text, i) => JSON.stringify({ text: `${text}${closing(i)}\n` }));
    expect(textsOf(seedclean(folderWith({ "c.jsonl": lines.join("\n") }), ["c.jsonl", "--learn-tails", ...OFF]).stdout)).toEqual(whole);
  });

  test("trouble with a file is said once", () => {
    const folder = folderWith({ ...FILES, "c/broken.jsonl": "{" });
    expect(seedclean(folder, ["c", "--learn-tails"]).stderr.match(/broken\.jsonl:1/g)).toHaveLength(1);
  });

  test("other kinds go only if they are named with it", () => {
    const folder = folderWith(FILES);
    expect(textsOf(seedclean(folder, ["c", "--learn-tails", "--tails", "links", ...OFF]).stdout)[0]).toContain("Harnau Courier");
  });

  test("check finds them", () => {
    const { stdout, code } = seedclean(folderWith(FILES), ["check", "c", "--learn-tails", "--duplicates", "none", "--quiet"]);
    expect(stdout.match(/tail\.repeated/g)).toHaveLength(6);
    expect(code).toBe(1);
  });

  test("a pipe cannot be read twice", async () => {
    const folder = folderWith(FILES);
    const result = await shell(folder, "cat c/0.txt | $SEEDCLEAN --learn-tails -o clean.jsonl");
    expect(result).toEqual({ stdout: "", stderr: "seedclean: --learn-tails reads its input twice, which a pipe does not allow; save it to a file first, or use --tails-from\n", code: 2 });
    expect(existsSync(join(folder, "clean.jsonl"))).toBe(false);
  });
});

describe("--save-tails and --tails-from", () => {
  test("carry what was learned to one file, and to a pipe", () => {
    const folder = folderWith({ ...FILES, "new.txt": `A new well was dug behind the school, and its water is cold.\nThe children carry it home in jugs, two to a family.\n${closing(7)}\n` });
    seedclean(folder, ["c", "--learn-tails", "--save-tails", "tails.json", ...OFF]);
    expect(JSON.parse(readFileSync(join(folder, "tails.json"), "utf8"))).toEqual({ version: 1, tails: [{ text: closing(1), documents: 6 }] });
    const expected = ["A new well was dug behind the school, and its water is cold.\nThe children carry it home in jugs, two to a family.\n"];
    expect(textsOf(seedclean(folder, ["new.txt", "--tails-from", "tails.json", ...OFF]).stdout)).toEqual(expected);
    expect(textsOf(seedclean(folder, ["--tails-from", "tails.json", ...OFF], readFileSync(join(folder, "new.txt"))).stdout)).toEqual(expected);
  });

  test.each([["all"], ["none"], ["ads"]])("--tails %s needs neither", (kinds) => {
    expect(seedclean(folderWith(FILES), ["c", "--tails", kinds, ...OFF])).toMatchObject({ stderr: "", code: 0 });
  });

  test.each([
    [["--tails", "repeated"], "--tails repeated needs to know what repeats: add --learn-tails, or --tails-from FILE"],
    [["--tails", "ads,repeated"], "--tails repeated needs to know what repeats: add --learn-tails, or --tails-from FILE"],
    [["--save-tails", "t.json"], "--save-tails writes what --learn-tails finds; give both"],
    [["--tails-from", "gone.json"], "--tails-from gone.json: cannot be used (ENOENT); give a file that --save-tails wrote"],
    [["--tails-from", "a.txt"], "--tails-from a.txt: cannot be used (it is no JSON); give a file that --save-tails wrote"],
    [["--learn-tails", "--save-tails", "t.json", "-o", "t.json"], "-o, --removed, --save-tails, --json-summary and --report name the same file; give different ones"],
  ])("%j is one line and exit code 2", (flags, message) => {
    expect(seedclean(folderWith({ "a.txt": BODIES[0]! }), ["a.txt", ...flags])).toEqual({ stdout: "", stderr: `seedclean: ${message}\n`, code: 2 });
  });
});
