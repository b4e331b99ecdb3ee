import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { folderWith, type Result, seedclean, shell } from "../program.ts";

const LAMP = "The lamp in the stairwell comes on by itself every evening at a quarter past six.";
const WELL = "Behind the chapel there is a well whose water tastes of iron after heavy rain.";
const POST = "Der Briefträger kennt jeden Hund der Straße beim Namen und hat für jeden etwas in der Tasche.";
const TAIL = "\nRelated stories\nYou won't believe what she found under the floor of her new house...\n#bees #honey #viral #follow4follow\nLike and share if you love animals! Follow us for more!\n";
const ARTICLE = `${LAMP}\n${WELL}\nThe clerk who mends it lives on the third floor, and he has never once been seen with a ladder.\n`;

const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");
const check = (files: Readonly<Record<string, string | Uint8Array>>, ...parameters: string[]): Result => seedclean(folderWith(files), ["check", ...parameters]);

interface JsonReport {
  readonly findings: readonly Readonly<Record<string, unknown>>[];
  readonly passed: boolean;
  readonly nearThreshold: readonly { readonly coverage: number; readonly line: number }[];
  readonly budgets: readonly { readonly kind: string; readonly limit: string | null; readonly exceeded: boolean; readonly share: number }[];
}
const parsed = (stdout: string): JsonReport => JSON.parse(stdout);

describe("check", () => {
  test("says by file and line what clean would remove, and writes nothing", () => {
    const folder = folderWith({ "corpus/a.txt": `${ARTICLE}${TAIL}`, "corpus/b.txt": `Notes\n\n${LAMP}\nNobody knows who pays for it, and nobody has ever asked the clerk.\n` });
    expect(seedclean(folder, ["check", "corpus"])).toEqual({
      stdout:
        'corpus/a.txt:5: tail.ads: teasers or advertisements behind the text (certainty 100 %): "Related stories You won\'t believe what she found under the f…"\n' +
        'corpus/a.txt:7: tail.hashtags: hashtags behind the text (certainty 100 %): "#bees #honey #viral #follow4follow"\n' +
        'corpus/a.txt:8: tail.plea: a plea to follow, subscribe or click behind the text (certainty 100 %): "Like and share if you love animals! Follow us for more!"\n' +
        'corpus/b.txt:3: duplicate.exact: the same text stands in corpus/a.txt:1: "The lamp in the stairwell comes on by itself every evening a…"\n',
      stderr:
        "seedclean: 2 documents, 590 characters checked; 4 findings: failed\n" +
        "  duplicates              1 finding   13.73 % of the characters, more than the allowed 0\n" +
        "  tails                  3 findings   29.32 % of the characters, more than the allowed 0\n",
      code: 1,
    });
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual(["corpus", join("corpus", "a.txt"), join("corpus", "b.txt")]);
  });

  test("finds nothing in clean text", () => {
    expect(check({ "a.txt": `${LAMP}\n`, "b.txt": `${WELL}\n` }, ".")).toEqual({
      stdout: "", stderr: "seedclean: 2 documents, 161 characters checked; nothing found\n", code: 0,
    });
  });

  test("counts doubts of encodings: of a table with the line that is doubtful, of a wrong declaration with its own", () => {
    const { stdout, stderr, code } = check({ "a.csv": Buffer.from(`text\n${LAMP}\nx \u00d0 y\n`, "latin1"), "b.html": `<html>\n<meta charset="koi8-r">\nÄpfel\n` }, ".");
    expect(linesOf(stdout).map((line) => line.split(": ").slice(0, 2))).toEqual([["a.csv:3", "encoding.doubtful"], ["b.html:2", "encoding.declared-wrong"]]);
    expect(stderr).toContain("doubtful-encodings     2 findings");
    expect(code).toBe(1);
  });

  test("reads a pipe, and names it stdin", async () => {
    const { stdout, code } = await shell(folderWith({ "a.txt": `${LAMP}\n${LAMP}\n` }), "cat a.txt | $SEEDCLEAN check --quiet");
    expect({ stdout, code }).toEqual({ stdout: `stdin:2: duplicate.exact: the same text stands in line 1: "${LAMP.slice(0, 60)}…"\n`, code: 1 });
  });

  test.each<[string, string[], number, string]>([
    ["within a number", ["--max-duplicates", "1"], 0, "within the allowed 1"],
    ["within a share", ["--max-duplicates", "50%"], 0, "within the allowed 50%"],
    ["over a share", ["--max-duplicates", "20%"], 1, "more than the allowed 20%"],
    ["over another kind's budget only", ["--max-tails", "5"], 1, "more than the allowed 0"],
  ])("a budget: %s", (_, parameters, exitCode, words) => {
    const { stdout, stderr, code } = check({ "a.txt": `${LAMP}\n${WELL}\n`, "b.txt": `${LAMP}\n` }, ".", ...parameters);
    expect(linesOf(stdout)).toHaveLength(1);
    expect(stderr).toContain(words);
    expect(code).toBe(exitCode);
  });

  test("--languages reports whole documents, and with --unit paragraph what is foreign in them", () => {
    const files = { "a.txt": `${LAMP}\n${WELL}\n${POST}\n`, "b.txt": `${POST.replace("Hund", "Hof")}\n` };
    const documents = check(files, ".", "--languages", "en", "--quiet");
    expect(linesOf(documents.stdout)).toEqual([expect.stringMatching(/^b\.txt:1: language\.unwanted: de \(confidence \d+ %\), not en: "Der Brief/)]);
    expect(documents.code).toBe(1);
    const paragraphs = check(files, ".", "--languages", "en", "--unit", "paragraph", "--quiet");
    expect(linesOf(paragraphs.stdout).map((line) => line.slice(0, 9))).toEqual(["a.txt:3: ", "b.txt:1: "]);
    expect(check(files, ".", "--languages", "en,de", "--duplicates", "none")).toMatchObject({ stdout: "", code: 0 });
  });

  test("--encodings reports other encodings; ASCII is right in all", () => {
    const files = { "a.txt": `${LAMP}\n`, "b.txt": iconv.encode(`${POST}\n`, "windows-1252"), "c.txt": `${POST.replace("Hund", "Hof")}\n` };
    const parameters = [".", "--duplicates", "none", "--quiet", "--max-doubtful-encodings", "100%"];
    expect(check(files, ...parameters, "--encodings", "utf-8")).toMatchObject({ stdout: "b.txt: encoding.unwanted: read as windows-1252, not UTF-8\n", code: 1 });
    expect(check(files, ...parameters, "--encodings", "latin1")).toMatchObject({ stdout: "c.txt: encoding.unwanted: read as UTF-8, not windows-1252\n", code: 1 });
    expect(check(files, ...parameters, "--encodings", "latin1,utf8")).toMatchObject({ stdout: "", code: 0 });
    expect(linesOf(check(files, ...parameters, "--encodings", "utf-16le").stdout)).toHaveLength(3);
  });

  test("a document that is nothing but tail is found, and counts with all its characters", () => {
    const farm = Array.from({ length: 8 }, (_, i) => `Page ${i} https://links.example/page/${i}/of/many/more\n`).join("");
    const { stdout, code } = check({ "a.txt": farm }, ".", "--max-tails", "99%", "--duplicates", "none", "--quiet");
    expect(stdout).toMatch(/^a\.txt: tail\.whole-document: /);
    expect(code).toBe(1);
  });

  test("a doubt about an encoding has a budget of its own", () => {
    const files = { "a.txt": `${LAMP}\n`, "b.txt": Buffer.from(`${POST}\n`).fill(0xff, 40, 41) };
    const failed = check(files, ".");
    expect(failed.stdout).toMatch(/^b\.txt:1: encoding\.replaced: 1 × U\+FFFD stand for bytes that are no UTF-8\n$/);
    expect(failed.code).toBe(1);
    expect(check(files, ".", "--max-doubtful-encodings", "50%")).toMatchObject({ stdout: failed.stdout, code: 0 });
    expect(check(files, ".", "--max-doubtful-encodings", "49%").code).toBe(1);
  });

  test("a JSONL file is named by its lines", () => {
    const lines = [LAMP, `${WELL}\nNotes`, `${ARTICLE.slice(-96)}\n${LAMP}\n${POST}`].map((text) => JSON.stringify({ text }));
    const { stdout, code } = check({ "a.jsonl": `${lines.slice(0, 2).join("\n")}\n{"text":\n${lines[2]}\n` }, ".", "--quiet");
    expect(linesOf(stdout)).toEqual([
      expect.stringMatching(/^a\.jsonl:3: broken-json: /),
      expect.stringMatching(/^a\.jsonl:4: duplicate\.exact: the same text stands in line 1: "The lamp/),
    ]);
    expect(code).toBe(1);
  });

  test("the lines of a file that is cut into parts go on from part to part", () => {
    const lines = Array.from({ length: 30 }, (_, i) => `Entry ${i} of the harbour book tells of a ship that came ${"very ".repeat(i)}late and of its cook.`);
    lines[25] = LAMP;
    lines[3] = LAMP;
    const { stdout } = check({ "a.txt": `${lines.join("\n")}\n` }, ".", "--max-document", "700", "--quiet");
    expect(linesOf(stdout)).toContain(`a.txt:26: duplicate.exact: the same text stands in line 4: "${LAMP.slice(0, 60)}…"`);
  });

  test("and over a part that is no text", () => {
    const lines = Array.from({ length: 60 }, (_, i) => `Entry ${i} of the harbour book tells of a ship that came ${"very ".repeat(i)}late and of its cook.`);
    lines.fill("\u0001\u0003\u0006".repeat(120), 30, 35);
    lines[50] = LAMP;
    lines[45] = LAMP;
    const { stdout } = check({ "a.txt": `${lines.join("\n")}\n` }, ".", "--max-document", "700", "--quiet");
    expect(linesOf(stdout)).toContain(`a.txt:51: duplicate.exact: the same text stands in line 46: "${LAMP.slice(0, 60)}…"`);
  });

  test("what cannot be read fails whatever the budgets, and binary files are only named", () => {
    const folder = folderWith({ "a.txt": LAMP, "b.txt.gz": gzipSync(WELL.repeat(50)).subarray(0, 60), "d.txt": new Uint8Array(600) });
    symlinkSync("nowhere", join(folder, "c.txt"));
    const { stdout, stderr, code } = seedclean(folder, ["check", ".", "--max-duplicates", "100%"]);
    expect(linesOf(stdout).map((line) => line.split(": ", 2))).toEqual([["b.txt.gz", "broken-archive"], ["c.txt", "unreadable"]]);
    expect(stderr).toMatch(/^seedclean: d\.txt: skipped as no text/);
    expect(code).toBe(1);
  });

  test("a closed pipe ends it quietly", async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`corpus/${i}.txt`, `${LAMP}\n${"Well. ".repeat(i)}\n`]));
    const { stdout, stderr, code } = await shell(folderWith(files), "set -o pipefail; $SEEDCLEAN check corpus --quiet | head -1");
    expect(linesOf(stdout)).toHaveLength(1);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  });
});

describe("--near-threshold", () => {
  const HALF = "The lamp in the stairwell comes on by itself every evening at ten, unless the caretaker has taken the fuse home again.";
  const FILES = { "a.txt": `${LAMP}\n${POST}\n`, "b.txt": `${HALF}\n${POST.replace("der Straße", "der ganzen Straße")}\n` };

  test("shows what is just above and just below, which does not fail", () => {
    const { stdout, code } = check(FILES, ".", "--near-threshold", "2", "--quiet", "--max-duplicates", "1");
    expect(linesOf(stdout)).toEqual([
      expect.stringMatching(/^b\.txt:2: duplicate\.near: \d\d % of it stands in a\.txt:2: "Der Brief/),
      expect.stringMatching(/^b\.txt:2: just above --coverage \(0\.9\d\d\): \d\d % of it stands in a\.txt:2: "Der Brief/),
      expect.stringMatching(/^b\.txt:1: just below --coverage \(0\.[56]\d\d\): \d\d % of it stands in a\.txt:1: "The lamp/),
    ]);
    expect(code).toBe(0);
  });

  test("what it shows is the coverage at which a passage goes", () => {
    const below = parsed(check(FILES, ".", "--near-threshold", "2", "--format", "json", "--quiet").stdout).nearThreshold.at(-1)!;
    expect(below).toMatchObject({ path: "b.txt", line: 1, removed: false, coveredBy: [{ path: "a.txt", line: 1 }] });
    const linesAt = (coverage: number): unknown[] => parsed(check(FILES, ".", "--coverage", coverage.toFixed(3), "--format", "json", "--quiet").stdout).findings.map(({ line }) => line);
    expect(linesAt(below.coverage + 0.002)).toEqual([2]);
    expect(linesAt(below.coverage - 0.002)).toEqual([1, 2]);
  });
});

describe("nothing to check", () => {
  test.each<[string, Readonly<Record<string, string | Uint8Array>>]>([
    ["an empty folder", {}],
    ["a folder of what is no text", { "corpus/a.txt": new Uint8Array(600) }],
  ])("%s is an error, and none with --allow-empty", (_, files) => {
    const folder = folderWith(files);
    mkdirSync(join(folder, "corpus"), { recursive: true });
    const failed = seedclean(folder, ["check", "corpus"]);
    expect(failed).toMatchObject({ stdout: "", code: 2 });
    expect(failed.stderr).toContain("seedclean: corpus: nothing to check, no text was found; check the path, --include, --exclude and .seedcleanignore, or give --allow-empty\n");
    expect(seedclean(folder, ["check", "corpus", "--allow-empty"])).toMatchObject({ stdout: "", code: 0 });
  });
});

describe("wrong usage is one line and exit code 2", () => {
  test.each<[string[], string]>([
    [["corpus"], "seedclean: corpus: no such file or folder; check the path\n"],
    [[".", "--max-tails", "few"], "seedclean: option '--max-tails <limit>' argument 'few' is invalid. Give a number such as 0 or 20, or a share such as 2%; see seedclean check --help\n"],
    [[".", "--encodings", "utf-8,sjsi"], "seedclean: --encodings sjsi: no encoding of this name is known; did you mean Shift_JIS? (--list-encodings names all)\n"],
    [[".", "--format", "yaml"], expect.stringContaining("seedclean: option '--format <format>' argument 'yaml' is invalid. Allowed choices are text, json, github, sarif, junit")],
    [[".", "--removed", "x"], expect.stringContaining("seedclean: unknown option '--removed'")],
  ])("check %j", (parameters, stderr) => {
    expect(check({ "a.txt": LAMP }, ...parameters)).toEqual({ stdout: "", stderr, code: 2 });
  });
});

describe("--format json", () => {
  test("is one object with all that is known of each finding", () => {
    const { stdout, code } = check({ "a.txt": `${LAMP}\n${WELL}\n`, "b.txt": `${LAMP.replace("stairwell", "stairway")}\n${POST}\n` }, ".", "--format", "json", "--quiet");
    const report = parsed(stdout);
    expect(report.findings).toEqual([
      {
        level: "error", rule: "duplicate.near", path: "b.txt", line: 1, endLine: 1, id: "b.txt", message: expect.stringMatching(/^\d\d % of it stands in a\.txt:1$/),
        score: expect.closeTo(0.93, 1), similarity: expect.closeTo(0.93, 1), coveredBy: [{ path: "a.txt", line: 1 }], characters: LAMP.length - 1,
        excerpt: "The lamp in the stairway comes on by itself every evening at…", textHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ]);
    expect(report).toMatchObject({ known: 0, documents: 2, passed: false });
    expect(report.budgets[0]).toMatchObject({ kind: "duplicates", findings: 1, limit: "0", exceeded: true });
    expect(linesOf(stdout)).toHaveLength(3);
    expect(code).toBe(1);
  });

  test("within a budget a finding is a warning", () => {
    const { stdout, code } = check({ "a.txt": `${LAMP}\n`, "b.txt": `${LAMP}\n` }, ".", "--format", "json", "--quiet", "--max-duplicates", "1");
    expect(parsed(stdout)).toMatchObject({ findings: [{ level: "warning" }], passed: true });
    expect(code).toBe(0);
  });

  test("nothing found is an empty list", () => {
    expect(parsed(check({ "a.txt": LAMP }, ".", "--format", "json", "--quiet").stdout)).toMatchObject({ findings: [], passed: true });
  });
});

describe("--baseline", () => {
  const AGAIN = "Nobody knows who pays for the bulbs, and nobody has ever asked the clerk on the third floor.";

  test("only what is new fails, wherever it moved and wherever the check is run from", () => {
    const folder = folderWith({ "corpus/a.txt": `${LAMP}\n${AGAIN}\n`, "corpus/b.txt": `${LAMP}\n${POST}\n` });
    expect(seedclean(folder, ["check", "corpus", "--baseline", "known.json", "--update-baseline"])).toEqual({
      stdout: "", stderr: "seedclean: 2 documents, 351 characters checked; nothing new found, 1 other in the baseline\n", code: 0,
    });
    writeFileSync(join(folder, "corpus/b.txt"), `${POST}\n\n${WELL}\n${LAMP}\n`);
    expect(seedclean(folder, ["check", "corpus", "--baseline", "known.json"])).toMatchObject({ stdout: "", code: 0 });
    expect(seedclean(join(folder, "corpus"), ["check", ".", "--baseline", "../known.json"])).toMatchObject({ stdout: "", code: 0 });
    writeFileSync(join(folder, "corpus/b.txt"), `${POST}\n\n${WELL}\n${LAMP}\n${AGAIN}\n`);
    const { stdout, stderr, code } = seedclean(folder, ["check", "corpus", "--baseline", "known.json"]);
    expect(stdout).toMatch(/^corpus\/b\.txt:5: duplicate\.exact: the same text stands in corpus\/a\.txt:2: "Nobody/);
    expect(stderr).toContain("; 1 new finding, 1 other in the baseline: failed\n");
    expect(code).toBe(1);
    expect(seedclean(folder, ["check", "corpus", "--baseline", "known.json", "--max-duplicates", "1"]).code).toBe(0);
  });

  test("what is no more is named, and taken out by --update-baseline", () => {
    const folder = folderWith({ "corpus/a.txt": `${LAMP}\n${LAMP}\n` });
    seedclean(folder, ["check", "corpus", "--baseline", "known.json", "--update-baseline"]);
    writeFileSync(join(folder, "corpus/a.txt"), `${LAMP}\n`);
    const { stderr, code } = seedclean(folder, ["check", "corpus", "--baseline", "known.json"]);
    expect(stderr).toContain("nothing found\n  1 finding of the baseline is no more; --update-baseline takes it out\n");
    expect(code).toBe(0);
    seedclean(folder, ["check", "corpus", "--baseline", "known.json", "--update-baseline"]);
    expect(readFileSync(join(folder, "known.json"), "utf8")).toBe('{"version":1,"findings":[\n\n]}\n');
  });

  test("the file is no input of the check", () => {
    const folder = folderWith({ "a.txt": `${LAMP}\n${LAMP}\n` });
    seedclean(folder, ["check", ".", "--baseline", "known.txt", "--update-baseline"]);
    expect(seedclean(folder, ["check", ".", "--baseline", "known.txt"]).stderr).toContain("seedclean: 1 document, ");
  });

  test.each([
    [["--update-baseline"], "seedclean: --update-baseline needs --baseline <file>, the file to write\n"],
    [["--baseline", "none.json"], "seedclean: none.json: the baseline cannot be read (ENOENT); --update-baseline writes it\n"],
    [["--baseline", "a.txt"], "seedclean: a.txt: is no baseline of seedclean check, or one of another version; --update-baseline writes it anew\n"],
    [["--baseline", "no/where.json", "--update-baseline"], "seedclean: no/where.json: cannot be written (there is no such folder); make it, or name another\n"],
  ])("%j is one line and exit code 2", (parameters, stderr) => {
    expect(check({ "a.txt": LAMP }, ".", ...parameters)).toEqual({ stdout: "", stderr, code: 2 });
  });
});

describe.each(["text", "json", "github", "sarif", "junit"])("--format %s", (format) => {
  test("exit codes are those of every format", () => {
    const folder = folderWith({ "found/a.txt": `${LAMP}\n${LAMP}\n`, "clean/a.txt": `${LAMP}\n` });
    mkdirSync(join(folder, "empty"));
    const run = (...parameters: string[]): Result => seedclean(folder, ["check", "--format", format, "--quiet", ...parameters]);
    expect(run("found").code).toBe(1);
    expect(run("found", "--max-duplicates", "1").code).toBe(0);
    expect(run("clean").code).toBe(0);
    expect(run("empty")).toMatchObject({ stdout: "", code: 2 });
    expect(run("empty", "--allow-empty").code).toBe(0);
  });

  test("names and texts of files never reach stdout or stderr raw", () => {
    const name = "::error::a\u001b[31m\n::error::b.txt";
    const attack = "\u001b]0;owned\u0007\u009b31m\u202e::error file=x::y\r\n%0A ##[error]z";
    const folder = folderWith({ [name]: `${attack}${LAMP}\n${LAMP}\n${attack}${LAMP}\n`, "c\u001b[2J.txt": new Uint8Array(600) });
    const { stdout, stderr, code } = seedclean(folder, ["check", ".", "--format", format, "--tails", "none"]);
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|##\[/);
    expect((stdout + stderr).split("\n").filter((line) => line.startsWith("::") && !/^::error file=%3A%3Aerror%3A%3Aa\\x1b\[31m\\x0a[^:]+::\S/.test(line))).toEqual([]);
    expect(stdout).toMatch(/duplicate\.(exact|near)/);
    expect(stderr).toContain("c\\x1b[2J.txt");
    expect(code).toBe(1);
  });
});
