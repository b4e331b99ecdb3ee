import { spawnSync } from "node:child_process";
import iconv from "iconv-lite";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { folderWith, PROGRAM, seedclean } from "../program.ts";

const MILL = "The old mill by the river has been turning since the spring floods, and its owner still grinds rye for the village.";
const NEAR = MILL.replace("the village", "this village");
const WHEEL = "古い水車小屋は川のほとりに立ち、村の人々は今でもそこで粉を挽いている。春になると水が増えて、車はいつもより速く回る。";
const APPLES = "Every autumn the children carry baskets of apples down the lane and trade them for a loaf of dark bread.";
const TAIL = "Related posts:\nhttp://ads.example/cheap-watches\n#mill #bread #follow #like4like\nClick here to subscribe to our newsletter";

test("kept and struck passages, each with its reason, and what covers them beside", () => {
  const folder = folderWith({ "in/a.txt": `${MILL}\n\n${WHEEL}\n`, "in/b.txt": `${APPLES}\n\n${NEAR}\n${WHEEL}\n\n${APPLES.replace("apples", "pears")} It is theirs.\n` });
  const { stdout, stderr, code } = seedclean(folder, ["explain", "in/b.txt", "--with", "in"]);
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  expect(stdout).toBe(`in/b.txt
  encoding  UTF-8, confidence 1.00
  language  en in Latn, confidence 0.99; by letters: en 67 %, ja 33 %
  removed   3 of 4 paragraphs (duplicate.near 2, duplicate.exact 1)
  end       no tail: it ends in prose, is one paragraph, or was not looked at

    1 - Every autumn the children carry    │ Every autumn the children carry
      - baskets of apples down the lane    │ baskets of pears down the lane and
      - and trade them for a loaf of dark  │ trade them for a loaf of dark
      - bread.                             │ bread. It is theirs.
        » duplicate.near: 94 % of it stands in line 6, similarity 0.88

    3 - The old mill by the river has been │ The old mill by the river has been
      - turning since the spring floods,   │ turning since the spring floods,
      - and its owner still grinds rye for │ and its owner still grinds rye for
      - this village.                      │ the village.
        » duplicate.near: 90 % of it stands in in/a.txt:1, similarity 0.97
    4 - 古い水車小屋は川のほとりに立ち、村 │ 古い水車小屋は川のほとりに立ち、村
      - の人々は今でもそこで粉を挽いてい   │ の人々は今でもそこで粉を挽いてい
      - る。春になると水が増えて、車はいつ │ る。春になると水が増えて、車はいつ
      - もより速く回る。                   │ もより速く回る。
        » duplicate.exact: the same text stands in in/a.txt:3

    6   Every autumn the children carry baskets of pears down the lane and trade
        them for a loaf of dark bread. It is theirs.
`);
});

test("a file is no copy of itself, named alone or with its folder", () => {
  const folder = folderWith({ "in/a.txt": `${MILL}\n` });
  for (const others of [[], ["--with", "in"], ["--with", "in/a.txt"]]) {
    expect(seedclean(folder, ["explain", "in/a.txt", ...others]).stdout).toContain("removed   0 of 1 paragraphs\n");
  }
});

test("where the tail is cut, what else competes, and what speaks for it", () => {
  const folder = folderWith({ "a.txt": `${MILL}\n\n${APPLES}\n\n${TAIL}\n` });
  const { stdout } = seedclean(folder, ["explain", "a.txt"]);
  expect(stdout.replaceAll(/\n {12}/g, " ")).toMatch(/ {2}end {7}cut before line 5, the first that is sure enough, certainty \d\.\d\d; likeliest places: line \d.*; from line 5 on: .*lines with addresses/);
  expect(stdout).toMatch(/ {4}6 - http:\/\/ads\.example\/cheap-watches\n {8}» tail\.links: /);
});

test("--features: what was measured of each paragraph near the end", () => {
  const folder = folderWith({ "a.txt": `${MILL}\n\n${APPLES}\n\n${TAIL}\n` });
  const notes = seedclean(folder, ["explain", "a.txt", "--features"]).stdout.replaceAll(/\n {8}» (?!line |tail)/g, " ").match(/» line \d.*/g) ?? [];
  expect(notes.map((note) => note.match(/^» line (\d): log odds ([+-])\d+\.\d for a line of tail; weight \d+, /)?.slice(1))).toEqual([["1", "-"], ["3", "-"], ["5", "+"], ["6", "+"], ["7", "+"], ["8", "+"]]);
  expect(notes[0]).toMatch(/ finished 1000, /);
  expect(notes[3]).toMatch(/ addressShare 1000, addresses 1,/);
  expect(notes[4]).toMatch(/ tags 4,/);
  // What is nothing, or cannot be measured, is left out.
  expect(notes.join("\n")).not.toMatch(/ (?:0|-1)(?:,|$)/m);
});

test("how the bytes were read", () => {
  const folder = folderWith({ "a.txt": iconv.encode(`${WHEEL}\n`, "shift_jis") });
  const { stdout } = seedclean(folder, ["explain", "a.txt"]);
  expect(stdout.replaceAll(/\n {12}/g, " ")).toMatch(/ {2}encoding {2}Shift_JIS, confidence \d\.\d\d; nearest others: \S+ \(\d+ points behind\)/);
  expect(stdout).toContain("  language  ja in Jpan");
});

test("no line is wider than 80 columns where it is no terminal", () => {
  const folder = folderWith({ "a.txt": `${WHEEL}\n`, "b.txt": `${APPLES}\n\n${WHEEL}\n\n${TAIL}\n` });
  const { stdout } = seedclean(folder, ["explain", "b.txt", "--with", "a.txt"]);
  expect(stdout).toContain(" │ ");
  expect(stdout.split("\n").filter((line) => stringWidth(line) > 80)).toEqual([]);
});

test("--against: what an index knows covers it, and is named", () => {
  const folder = folderWith({ "old/a.txt": `${APPLES}\n\n${WHEEL}\n`, "new.txt": `${MILL}\n\n${WHEEL}\n` });
  seedclean(folder, ["old", "--index", "known", "-q"]);
  const { stdout, stderr, code } = seedclean(folder, ["explain", "new.txt", "--against", "known"]);
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  expect(stdout).toMatch(/duplicate\.exact.*a\.txt:3/);
  expect(seedclean(folder, ["explain", "new.txt"]).stdout).not.toContain("duplicate");
});

describe("colour", () => {
  const folderOf = (): string => folderWith({ "a.txt": `${MILL}\n\n${APPLES}\n\n${TAIL}\n` });
  const onTerminal = (environment: Readonly<Record<string, string>>): string => {
    // Nothing else of this environment: NO_COLOR, FORCE_COLOR and CI each have a say of their own.
    const env = { PATH: process.env.PATH, TERM: "xterm-256color", ...environment };
    return spawnSync("script", ["-qec", `"${process.execPath}" "${PROGRAM}" explain a.txt`, "/dev/null"], { cwd: folderOf(), encoding: "utf8", env }).stdout;
  };
  const hasScript = spawnSync("script", ["--version"]).status === 0;

  test("none in a pipe", () => {
    expect(seedclean(folderOf(), ["explain", "a.txt"]).stdout).not.toContain("\u001b");
  });

  test.skipIf(!hasScript)("on a terminal, unless NO_COLOR is set", () => {
    expect(onTerminal({})).toContain("\u001b[9;31m");
    expect(onTerminal({ NO_COLOR: "1" })).not.toContain("\u001b[");
  });
});

describe("what cannot be explained", () => {
  test("control characters of texts and names do not reach the terminal", () => {
    const folder = folderWith({ "a\u001b[2J.txt": `${MILL} \u001b]0;title\u0007 It goes on.\n` });
    const { stdout } = seedclean(folder, ["explain", "a\u001b[2J.txt"]);
    expect(stdout).toContain("a\\x1b[2J.txt");
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test.each([
    ["a folder", ["explain", "."], "seedclean: .: is a folder; explain shows one file (check shows what is found in a folder)\n", 2],
    ["no such file", ["explain", "none.txt"], "seedclean: none.txt: no such file or folder; check the path\n", 2],
    ["no file", ["explain"], "seedclean: missing required argument 'file'; see seedclean explain --help\n", 2],
    ["a picture", ["explain", "p.txt"], "seedclean: p.txt: skipped as no text: it begins like a PNG image\nseedclean: p.txt: there is no text in it to explain, or it was left out\n", 1],
  ])("%s", (_, parameters, stderr, code) => {
    const folder = folderWith({ "p.txt": Buffer.from("\u0089PNG\r\n\u001a\n\0\0\0", "latin1") });
    expect(seedclean(folder, parameters)).toEqual({ stdout: "", stderr, code });
  });
});

test("JSONL: a document behind the other", () => {
  const folder = folderWith({ "a.jsonl": `${JSON.stringify({ text: MILL })}\n${JSON.stringify({ text: `${APPLES}\n${MILL}` })}\n` });
  const { stdout } = seedclean(folder, ["explain", "a.jsonl"]);
  expect(stdout).toContain("a.jsonl#1\n");
  expect(stdout).toContain("\n\na.jsonl#2\n");
  expect(stdout.replaceAll(/\s+/g, " ")).toContain("» duplicate.exact: the same text stands in a.jsonl#1:1");
});

test("standard input, compared with a folder", () => {
  const folder = folderWith({ "in/a.txt": `${MILL}\n` });
  const { stdout } = seedclean(folder, ["explain", "-", "--with", "in"], `${APPLES}\n\n${MILL}\n`);
  expect(stdout).toContain("» duplicate.exact: the same text stands in in/a.txt:1");
});
