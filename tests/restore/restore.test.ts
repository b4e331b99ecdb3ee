/** Output and ledger of the built program, and the sources that come back from them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folderWith, parseLines, type Result, seedclean } from "../program.ts";

const PASSAGE = "The ferryman's dog knows every regular passenger and barks at none of them, not even at the tax collector.";
const OTHER = "In the dry years the islanders walked across, carrying their shoes, and left the ferryman to paint his boat.";
const THIRD = "Nobody has counted the bells under the water, though everybody who grew up on the shore claims to have heard them.";

/** Cleans `corpus` with these flags, and restores it to `back`. */
function thereAndBack(folder: string, flags: readonly string[] = []): Result {
  const cleaned = seedclean(folder, ["corpus", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--quiet", ...flags]);
  expect(cleaned).toEqual({ stdout: "", stderr: "", code: 0 });
  return seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"]);
}

/** All files below a folder, by name. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(names.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

const restoredTo = (count: number, folder = "back"): object => ({ stdout: "", stderr: `seedclean: ${count} document${count === 1 ? "" : "s"} restored to ${folder}\n`, code: 0 });

describe("what comes back", () => {
  test.each<[string, Record<string, string>, string[]]>([
    ["line ends of all kinds", { "a.txt": `${PASSAGE}\r\n\r\n${OTHER}\r${PASSAGE}\n`, "b.txt": `x\r\n${PASSAGE}` }, []],
    ["a byte order mark", { "a.txt": `\ufeff${PASSAGE}\n`, "b.txt": `\ufeff${PASSAGE}\r\n${OTHER}` }, []],
    ["an empty text and white space", { "a.txt": "", "b.txt": " \r\n\n" }, []],
    ["a document that goes whole", { "a.txt": PASSAGE, "b.txt": PASSAGE, "c/d.txt": `${OTHER}\n` }, []],
    ["one that is written empty", { "a.txt": PASSAGE, "b.txt": PASSAGE, "c.txt": OTHER }, ["--keep-empty"]],
    ["parts", { "a.txt": `${PASSAGE}\n${OTHER}\n${PASSAGE}\n`, "b.txt": PASSAGE }, ["--max-document", "120"]],
    ["parts with a mark and other line ends", { "a.txt": `\ufeff${PASSAGE}\r\n${OTHER}\r\n${PASSAGE}\r\n` }, ["--max-document", "120"]],
    ["characters above U+FFFF", { "a.txt": `😀 ${PASSAGE}\n🛶🛶\n😀 ${PASSAGE}\n` }, []],
  ])("%s", (_, files, flags) => {
    const folder = folderWith(Object.fromEntries(Object.entries(files).map(([name, text]) => [`corpus/${name}`, text])));
    expect(thereAndBack(folder, flags).code).toBe(0);
    expect(filesOf(join(folder, "back"))).toEqual(files);
  });

  test("any text", () => {
    const piece = fc.constantFrom("\n", "\r\n", "\r", "\n\n", " ", "\u3000", PASSAGE, OTHER, "雨の日は渡し船が出ないので、子供たちは学校を休んだ。", "😀", "#tag ", "x");
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")), { minLength: 1, maxLength: 12 }), (texts) => {
        const files = Object.fromEntries(texts.map((text, i) => [`${i}.txt`, text]));
        const folder = folderWith(Object.fromEntries(Object.entries(files).map(([name, text]) => [`corpus/${name}`, text])));
        expect(thereAndBack(folder, ["--encoding", "utf-8"]).code).toBe(0);
        expect(filesOf(join(folder, "back"))).toEqual(Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))));
      }),
      { numRuns: 6 },
    );
  });

  test("a packed file's text, without the ending; beside its twin under a name of its own", () => {
    const folder = folderWith({ "corpus/a.txt.gz": gzipSync(PASSAGE), "corpus/b.txt": OTHER, "corpus/b.txt.gz": gzipSync(`x\n${PASSAGE}\n`) });
    expect(thereAndBack(folder)).toEqual(restoredTo(3));
    expect(filesOf(join(folder, "back"))).toEqual({ "a.txt": PASSAGE, "b.txt": OTHER, "b.txt.gz.txt": `x\n${PASSAGE}\n` });
  });

  test("documents of one id, each under its own", () => {
    const line = (text: string): string => `${JSON.stringify({ text, name: "n" })}\n`;
    const folder = folderWith({ "a.jsonl": line(PASSAGE) + line(`${PASSAGE}\n${OTHER}`) + line("third") });
    const { stdout, stderr, code } = seedclean(folder, ["a.jsonl", "--id-field", "name", "--removed", "removed.jsonl"]);
    expect(parseLines(stdout).map((document) => document["id"])).toEqual(["n", "n#2", "n#3"]);
    expect(stderr.split("\n").filter((text) => text.includes("was given before"))).toEqual([
      'seedclean: a.jsonl:2: the id "n" was given before, so this is n#2; name a field that is unique with --id-field',
      'seedclean: a.jsonl:3: the id "n" was given before, so this is n#3; name a field that is unique with --id-field',
    ]);
    expect(code).toBe(0);
    writeFileSync(join(folder, "clean.jsonl"), stdout);
    expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"])).toEqual(restoredTo(3));
    expect(filesOf(join(folder, "back"))).toEqual({ n: PASSAGE, "n#2": `${PASSAGE}\n${OTHER}`, "n#3": "third" });
  });
});

describe("what is refused before anything is written", () => {
  const CORPUS = { "corpus/a.txt": `${PASSAGE}\r\n`, "corpus/b.txt": `${PASSAGE}\n${OTHER}\n`, "corpus/c.txt": OTHER, "corpus/d.txt": `${THIRD}\n${PASSAGE}\n`, "corpus/e.txt": "雨の日は渡し船が出ないので、子供たちは学校を休んだ。" };

  function cleaned(flags: readonly string[] = []): { readonly folder: string; readonly output: string[]; readonly ledger: string[] } {
    const folder = folderWith(CORPUS);
    expect(seedclean(folder, ["corpus", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--quiet", ...flags]).code).toBe(0);
    const linesOf = (name: string): string[] => readFileSync(join(folder, name), "utf8").split(/(?<=\n)/);
    return { folder, output: linesOf("clean.jsonl"), ledger: linesOf("removed.jsonl") };
  }

  function refusal(folder: string, output: readonly string[], ledger: readonly string[]): string {
    writeFileSync(join(folder, "clean.jsonl"), output.join(""));
    writeFileSync(join(folder, "removed.jsonl"), ledger.join(""));
    const { stdout, stderr, code } = seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"]);
    expect({ stdout, code, isWritten: existsSync(join(folder, "back")) }).toEqual({ stdout: "", code: 2, isWritten: false });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    return stderr;
  }

  test("lines of paragraphs", () => {
    const { folder, output, ledger } = cleaned(["--unit", "paragraph"]);
    expect(refusal(folder, output, ledger)).toMatch(/^seedclean: clean\.jsonl:1: a paragraph \(--unit paragraph\)/);
    expect(refusal(folder, output, [])).toMatch(/^seedclean: clean\.jsonl:1: a paragraph \(--unit paragraph\)/);
  });

  test("an output that lacks a line, a ledger that lacks one, and lines in another order", () => {
    const { folder, output, ledger } = cleaned();
    expect(output.length).toBeGreaterThan(2);
    expect(refusal(folder, output.slice(1), ledger)).toMatch(/fit together|give both as one run wrote them/);
    expect(refusal(folder, output, ledger.filter((line) => !line.includes('"b.txt","reason":"layout"') && !line.startsWith('{"id":"b.txt"')))).toContain("b.txt: stands in the output, with text removed, but not in the ledger");
    for (let i = 0; i < ledger.length; i++) {
      if (ledger[i]!.includes('"reason":"duplicate')) expect(refusal(folder, output, ledger.toSpliced(i, 1))).toContain("give both as one run wrote them");
    }
    expect(refusal(folder, output.toReversed(), ledger)).toContain("give both as one run wrote them");
  });

  test.each([
    ["cut", '{"id":"a.txt","rea', /removed\.jsonl:1: no line of JSON; give the files that clean wrote/],
    ["no object", "7\n", /removed\.jsonl:1: not a line of a ledger/],
    ["a line of output", '{"id":"a.txt","text":"x"}\n', /removed\.jsonl:1: not a line of a ledger/],
    ["a removal without a place", '{"id":"a.txt","reason":"tail.ads","text":"x"}\n', /removed\.jsonl:1: not a line of a ledger/],
    ["a layout with gaps of no kind", '{"id":"a.txt","reason":"layout","characters":1,"gaps":[7]}\n', /removed\.jsonl:1: not a line of a ledger/],
    ["a removal behind the end", '{"id":"a.txt","line":1,"start":9999,"end":10000,"reason":"tail.ads","score":1.0,"text":"x"}\n', /a\.txt: output and ledger do not fit together/],
  ])("a ledger line that is %s", (_, line, message) => {
    const { folder, output } = cleaned();
    expect(refusal(folder, output, [line])).toMatch(message);
  });

  test("a file that is no JSONL is one line", () => {
    const folder = folderWith({ "clean.jsonl": "A letter.\n", "removed.jsonl": "" });
    expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--verify"])).toEqual({ stdout: "", stderr: "seedclean: clean.jsonl:1: no line of JSON; give the files that clean wrote\n", code: 2 });
  });

  test("a file that is not there, and one that is no output", () => {
    const { folder, output, ledger } = cleaned();
    expect(refusal(folder, ['{"text":"no id"}\n', ...output], ledger)).toContain("clean.jsonl:1: not a line of an output");
    const { stderr, code } = seedclean(folder, ["restore", "gone.jsonl", "removed.jsonl", "--to", "back"]);
    expect({ stderr, code }).toEqual({ stderr: "seedclean: gone.jsonl: cannot be read (ENOENT)\n", code: 2 });
  });
});

describe.skipIf(process.platform === "win32")("ids that lead elsewhere", () => {
  const documentOf = (id: string): string => `${JSON.stringify({ id, text: "x" })}\n`;

  test("are named and not written, and the others are", () => {
    const ids = ["../x", "a/../../x", "/x", "a//x", "", ".", "a/.", "C:/x", "C:x", "a\\..\\..\\x", "con", "CON.txt", "a/nul.", "com1 .txt", "COM¹", "lpt9", "a\0b", "n".repeat(256)];
    const folder = folderWith({ "clean.jsonl": [...ids, "good.txt"].map(documentOf).join(""), "removed.jsonl": "" });
    const { stderr, code } = seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "in/back"]);
    const shown = (id: string): string => id.replace("\0", "\\x00");
    expect(stderr.trimEnd().split("\n")).toEqual([
      ...ids.map((id) => `seedclean: ${shown(id)}: its id is no path inside the folder, so it was not written`),
      "seedclean: 1 document restored to in/back",
    ]);
    expect(code).toBe(1);
    expect(readdirSync(join(folder, "in/back"))).toEqual(["good.txt"]);
    expect(readdirSync(folder).sort()).toEqual(["clean.jsonl", "in", "removed.jsonl"]);
  });

  test("a link in the folder is not followed, and nothing is made behind it", () => {
    const folder = folderWith({ "outside/a.txt": "old", "clean.jsonl": ["link/x.txt", "link/deep/y.txt", "file.txt"].map(documentOf).join(""), "removed.jsonl": "" });
    mkdirSync(join(folder, "back"));
    symlinkSync("../outside", join(folder, "back/link"));
    symlinkSync("../outside/a.txt", join(folder, "back/file.txt"));
    const { stderr, code } = seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"]);
    expect(stderr.split("\n")).toEqual([
      "seedclean: link/x.txt: a link stands in its way, so it was not written",
      "seedclean: link/deep/y.txt: a link stands in its way, so it was not written",
      "seedclean: file.txt: cannot be written (EEXIST); restore into an empty folder",
      "seedclean: 0 documents restored to back",
      "",
    ]);
    expect(code).toBe(1);
    expect(filesOf(join(folder, "outside"))).toEqual({ "a.txt": "old" });
  });
});
