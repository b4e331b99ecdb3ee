/** --repair-mojibake, on the built program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, parseLines, readLines, seedclean } from "../program.ts";

const RIGHT = "Die Fähre fährt seit März nur noch übers Wochenende.";
const broken = Buffer.from(RIGHT).toString("latin1");
const COPY = "🐢 The turtle of the ferryman sleeps under the bench, and nobody sits there before noon.";
/** A surrogate pair before the broken line: offsets count code points. The copy behind it goes. */
const SOURCE = `\ufeff${COPY}\r\n\r\n${broken}\r\n\r\n${COPY}\r\n`;
const textOf = (stdout: string): unknown => parseLines(stdout)[0]?.["text"];

test("lines are repaired, the ledger says so, and restore gives the source back", () => {
  const folder = folderWith({ "c/a.txt": SOURCE });
  const { stdout, stderr, code } = seedclean(folder, ["c", "--repair-mojibake", "--removed", "removed.jsonl", "--quiet"]);
  expect({ text: textOf(stdout), stderr, code }).toEqual({ text: `${COPY}\n\n${RIGHT}\n`, stderr: "", code: 0 });
  const layout = readLines(join(folder, "removed.jsonl"))[0]!;
  const start = Array.from(COPY).length + 4;
  expect(layout["repairs"]).toEqual([[start, start + RIGHT.length, "windows-1252", broken]]);
  seedclean(folder, ["c", "--repair-mojibake", "--removed", "removed.jsonl", "-o", "clean.jsonl", "--quiet"]);
  expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back", "--verify"])).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, "back/a.txt"), "utf8")).toBe(SOURCE);
});

test("without the flag the line stays, and is named", () => {
  const { stdout, stderr } = seedclean(folderWith({ "c/a.txt": SOURCE }), ["c"]);
  expect(textOf(stdout)).toBe(`${COPY}\n\n${broken}\n`);
  expect(stderr).toContain("seedclean: c/a.txt:3: a line of UTF-8 once read as windows-1252 (mojibake): line 3; --repair-mojibake repairs 1 of 1\n");
});

test("the text of a JSON line is repaired too, and a ledger of another output is refused", () => {
  const folder = folderWith({ "a.jsonl": `${JSON.stringify({ text: broken })}\n` });
  seedclean(folder, ["a.jsonl", "--repair-mojibake", "--removed", "removed.jsonl", "-o", "clean.jsonl", "--quiet"]);
  expect(readLines(join(folder, "clean.jsonl"))[0]?.["text"]).toBe(RIGHT);
  const ledger = readFileSync(join(folder, "removed.jsonl"), "utf8").replace(`${RIGHT.length},"win`, `999,"win`);
  const other = folderWith({ "clean.jsonl": readFileSync(join(folder, "clean.jsonl")), "removed.jsonl": ledger });
  expect(seedclean(other, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"])).toMatchObject({ code: 2 });
});
