/** The flags about tails, on the built program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, parseLines, readLines, seedclean } from "../program.ts";

const ARTICLE = [
  "How the mill at Varn lost its wheel",
  "The wheel had turned since the grandmother of the present miller was a girl, and nobody in Varn had ever heard the valley without it.",
  "In the wet spring the river took three of its paddles in one night. The miller stopped it by hand, which took until the morning.",
  "A new wheel is being built of larch, two villages further up. It will be narrower and, the carpenter says, much quieter.",
].join("\n");
const FARM = ["Varn links", ...Array.from({ length: 8 }, (_, i) => `https://varn-daily.example/2014/${i}/mill`)].join("\n");

describe("--tail-words", () => {
  const text = `${ARTICLE}\nGrind on with the larch ladies of Varn\n`;
  const words = JSON.stringify({ language: "en", plea: ["grind on with", "larch ladies"] });

  test("its words make a plea of a line", () => {
    const folder = folderWith({ "a.txt": text, "words.json": words });
    expect(parseLines(seedclean(folder, ["a.txt"]).stdout)[0]!["text"]).toBe(text);
    const { stdout, code } = seedclean(folder, ["a.txt", "--tail-words", "words.json", "--removed", "removed.jsonl"]);
    expect({ text: parseLines(stdout)[0]!["text"], code }).toEqual({ text: `${ARTICLE}\n`, code: 0 });
    expect(readLines(join(folder, "removed.jsonl")).find(({ line }) => line === 5)).toMatchObject({ reason: "tail.plea" });
  });

  test.each([
    ["gone.json", "ENOENT"], ["broken.json", "it is no JSON"], ["kind.json", '"pleas" is no kind of words; there are plea, ui, footer, related, ads, references'],
    ["list.json", '"ui" is no list of strings'],
  ])("%s is one line and exit code 2", (name, reason) => {
    const folder = folderWith({ "a.txt": text, "broken.json": "{", "kind.json": '{"language":"en","pleas":[]}', "list.json": '{"language":"en","ui":[1]}' });
    const advice = 'give JSON such as {"language": "en", "plea": ["ring the bell"]}';
    expect(seedclean(folder, ["a.txt", "--tail-words", name])).toEqual({ stdout: "", stderr: `seedclean: --tail-words ${name}: cannot be used (${reason}); ${advice}\n`, code: 2 });
  });
});

describe("a document that is nothing but tail", () => {
  test("is named and stays; --drop-spam removes it, and restore brings it back", () => {
    const folder = folderWith({ "c/a.txt": ARTICLE, "c/farm.txt": FARM });
    const kept = seedclean(folder, ["c"]);
    expect(parseLines(kept.stdout).map(({ id, text }) => [id, text])).toEqual([["a.txt", ARTICLE], ["farm.txt", FARM]]);
    expect(kept.stderr).toContain(`seedclean: ${join("c", "farm.txt")}: nothing but links, tags, pleas and controls; it stays whole, --drop-spam removes it\n`);
    expect(kept.code).toBe(0);
    const dropped = seedclean(folder, ["c", "--drop-spam", "-o", "clean.jsonl", "--removed", "removed.jsonl"]);
    expect(dropped.stderr).not.toContain("farm.txt");
    expect(readLines(join(folder, "clean.jsonl")).map(({ id }) => id)).toEqual(["a.txt"]);
    expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"]).code).toBe(0);
    expect(seedclean(folder, ["back/farm.txt"]).stdout).toContain("mill");
  });
});

test.each([["--keep-share", "0"], ["--keep-share", "1.5"], ["--keep-share", "much"]])("%s %s is one line and exit code 2", (flag, value) => {
  const { stdout, stderr, code } = seedclean(folderWith({ "a.txt": ARTICLE }), ["a.txt", flag, value]);
  expect({ stdout, lines: stderr.split("\n").length, code }).toEqual({ stdout: "", lines: 2, code: 2 });
});

test("--heads cuts what stands above an article, and restore brings it back", () => {
  const whole = `Home\nLog in\nContact us\n${ARTICLE}\n`;
  const folder = folderWith({ "c/a.txt": whole });
  expect(parseLines(seedclean(folder, ["c"]).stdout)[0]!["text"]).toBe(whole);
  seedclean(folder, ["c", "--heads", "-o", "clean.jsonl", "--removed", "removed.jsonl"]);
  expect(readLines(join(folder, "clean.jsonl"))[0]).toMatchObject({ text: `${ARTICLE}\n`, metadata: { removed: { "head.ui": 3 } } });
  expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"]).code).toBe(0);
  expect(readFileSync(join(folder, "back/a.txt"), "utf8")).toBe(whole);
});
