import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { LANGUAGE_CODES } from "../../src/stages/language/codes.ts";
import { FIELDS, METADATA_FIELDS, NAMED_FIELDS } from "../../src/stages/write/fields.ts";
import { languagePath } from "../../src/stages/write/split-sink.ts";
import { folderWith, parseLines, PROGRAM, seedclean } from "../program.ts";

const GERMAN = "Der Müller am Bach öffnet jeden Morgen das Wehr und zählt die Enten, bevor er das Rad laufen lässt.";
const ENGLISH = "The miller by the brook opens the weir each morning and counts the ducks before he lets the wheel turn.";
const JAPANESE = "川辺の粉屋は毎朝水門をあけ、水車をまわす前に鴨の数を数えるのが長年の習慣になっている。";
const CLOCK = "塔の時計は夕方になると五分だけ早く鳴り、子どもたちはそれを聞いて家へ走って帰る。";

const corpus = (): string => folderWith({ "corpus/a.txt": `${GERMAN}\n`, "corpus/b.txt": `${ENGLISH}\n\n${JAPANESE}\n`, "corpus/c.txt": CLOCK, "corpus/d.txt": "1 2 3" });

const textsIn = (path: string): unknown[] => parseLines(readFileSync(path, "utf8")).map(({ text }) => text);

test("-o - is standard output", () => {
  const folder = corpus();
  const printed = seedclean(folder, ["corpus", "-q"]);
  expect(seedclean(folder, ["corpus", "-q", "-o", "-"])).toEqual(printed);
  expect(readdirSync(folder)).toEqual(["corpus"]);
});

describe("--split-by language", () => {
  test("a file a language, each with what the whole output has of it", () => {
    const folder = corpus();
    const whole = parseLines(seedclean(folder, ["corpus", "-q"]).stdout);
    expect(seedclean(folder, ["corpus", "-q", "-o", "clean.jsonl", "--split-by", "language"])).toEqual({ stdout: "", stderr: "", code: 0 });
    const files = readdirSync(folder).filter((name) => name !== "corpus");
    expect(files.sort()).toEqual(["clean.de.jsonl", "clean.ja.jsonl", "clean.und.jsonl"]);
    for (const language of ["de", "ja", "und"]) expect(parseLines(readFileSync(join(folder, `clean.${language}.jsonl`), "utf8"))).toEqual(whole.filter((line) => line["language"] === language));
  });

  test("of paragraphs, each goes to its own language", () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-q", "-o", "p.jsonl", "--split-by", "language", "--unit", "paragraph", "--duplicates", "none"]);
    expect(textsIn(join(folder, "p.en.jsonl"))).toEqual([ENGLISH]);
    expect(textsIn(join(folder, "p.ja.jsonl"))[0]).toBe(JAPANESE);
  });

  test("packed, and text alone", () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-q", "-o", "t.txt.gz", "--split-by", "language", "--text-only"]);
    expect(gunzipSync(readFileSync(join(folder, "t.de.txt.gz"))).toString()).toBe(`${GERMAN}\n\n`);
  });

  test("what an earlier run wrote into the folder that is read is no input", () => {
    const folder = corpus();
    const run = (): string => seedclean(join(folder, "corpus"), [".", "-q", "-o", "out.jsonl", "--split-by", "language"]).stderr;
    run();
    const first = readFileSync(join(folder, "corpus/out.de.jsonl"), "utf8");
    expect(run()).toBe("");
    expect(readFileSync(join(folder, "corpus/out.de.jsonl"), "utf8")).toBe(first);
  });

  test("a run that fails leaves none of them", () => {
    const folder = corpus();
    writeFileSync(join(folder, "clean.de.jsonl"), "old");
    const { stderr, code } = seedclean(folder, ["corpus", "-q", "-o", "none/clean.jsonl", "--split-by", "language"]);
    expect([stderr, code]).toEqual([expect.stringMatching(/^seedclean: none\/clean\.\w+\.jsonl: cannot be written/), 2]);
    expect(readdirSync(folder).sort()).toEqual(["clean.de.jsonl", "corpus"]);
    expect(readFileSync(join(folder, "clean.de.jsonl"), "utf8")).toBe("old");
  });

  test("a link with the name of one of them is followed to the file that it names, as with -o", () => {
    const folder = corpus();
    writeFileSync(join(folder, "real.jsonl"), "old");
    symlinkSync("real.jsonl", join(folder, "clean.de.jsonl"));
    seedclean(folder, ["corpus", "-q", "-o", "clean.jsonl", "--split-by", "language"]);
    expect(textsIn(join(folder, "real.jsonl"))).toEqual([`${GERMAN}\n`]);
  });

  test.each([
    ["clean.jsonl", "clean.ja.jsonl"], ["out/my.corpus.jsonl.gz", "out/my.corpus.ja.jsonl.gz"], ["clean", "clean.ja"], ["x.zst", "x.ja.zst"], [".jsonl", ".jsonl.ja"],
  ])("%s becomes %s", (path, named) => {
    expect(languagePath(path, "ja")).toBe(named);
  });

  test("no language leads out of the folder", () => {
    for (const code of LANGUAGE_CODES) expect(code).toMatch(/^[a-z]{2,3}$/);
  });
});

describe("--fields", () => {
  test("are written alone, in the order of a whole line", () => {
    const folder = corpus();
    const lines = seedclean(folder, ["corpus/a.txt", "-q", "--fields", "metadata.script,text,metadata.paragraphs,id"]).stdout;
    expect(lines).toBe(`{"id":"a.txt","text":"${GERMAN}\\n","metadata":{"script":"Latn","paragraphs":1}}\n`);
  });

  test("each is that of a whole line", () => {
    const folder = folderWith({ "a.jsonl": `${JSON.stringify({ text: GERMAN, url: "u/1" })}\n` });
    const written = (name: string): Record<string, unknown> => parseLines(seedclean(folder, ["a.jsonl", "-q", "--fields", name]).stdout)[0]!;
    const whole = parseLines(seedclean(folder, ["a.jsonl", "-q"]).stdout)[0]!;
    for (const name of [...FIELDS, "metadata"]) expect(written(name)).toEqual({ [name]: whole[name] });
    expect(written("metadata.input")).toEqual({ metadata: { input: { url: "u/1" } } });
    expect(written("metadata.paragraph")).toEqual({});
  });

  test("are those of the schema", () => {
    const { properties } = JSON.parse(readFileSync(new URL("../../src/schemas/output.schema.json", import.meta.url), "utf8"));
    expect(NAMED_FIELDS).toEqual([...Object.keys(properties), ...Object.keys(properties.metadata.properties).map((name) => `metadata.${name}`)]);
    expect([...FIELDS, "metadata"]).toEqual(Object.keys(properties));
    expect(METADATA_FIELDS).toEqual(Object.keys(properties.metadata.properties));
  });

  test("as Parquet, with these columns", () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-q", "-o", "two.parquet", "--fields", "text,metadata.removed"]);
    const read = parseLines(seedclean(folder, ["two.parquet", "-q", "--tails", "none", "--duplicates", "none"]).stdout);
    const input = { metadata: { removed: {} } };
    expect(read).toMatchObject([{ text: `${GERMAN}\n`, metadata: { input } }, { metadata: { input } }, { metadata: { input } }, { metadata: { input } }]);
  });

  test("an unknown one is refused with the nearest", () => {
    expect(seedclean(corpus(), ["corpus", "--fields", "id,langauge"])).toEqual({ stdout: "", stderr: expect.stringMatching(/^seedclean: .*no field "langauge" in the output; did you mean language\?.*\n$/), code: 2 });
  });

  test("restore needs id and text", () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-q", "-o", "two.jsonl", "--removed", "r.jsonl", "--fields", "id,text"]);
    expect(seedclean(folder, ["restore", "two.jsonl", "r.jsonl", "--to", "back"]).code).toBe(0);
    for (const name of ["a.txt", "b.txt", "c.txt", "d.txt"]) expect(readFileSync(join(folder, "back", name))).toEqual(readFileSync(join(folder, "corpus", name)));
    seedclean(folder, ["corpus", "-q", "-o", "one.jsonl", "--fields", "id"]);
    expect(seedclean(folder, ["restore", "one.jsonl", "r.jsonl", "--to", "no"])).toMatchObject({ stderr: "seedclean: one.jsonl:1: not a line of an output; give the file that clean wrote\n", code: 2 });
  });
});

describe("--text-only", () => {
  test("documents, an empty line behind each", () => {
    expect(seedclean(corpus(), ["corpus", "-q", "--text-only", "--duplicates", "none"]).stdout).toBe(
      `${GERMAN}\n\n${ENGLISH}\n\n${JAPANESE}\n\n${CLOCK}\n\n1 2 3\n\n`,
    );
  });

  test("paragraphs, each on lines of its own", () => {
    expect(seedclean(corpus(), ["corpus/b.txt", "-q", "--text-only", "--unit", "paragraph"]).stdout).toBe(`${ENGLISH}\n${JAPANESE}\n`);
  });

  const hasScript = spawnSync("script", ["--version"]).status === 0;
  test.skipIf(!hasScript)("controls of a text reach no terminal, and a pipe as they are", () => {
    const text = `Red \u001b[31mink\u009b0m, and a\ttab.`;
    const folder = folderWith({ "a.txt": text });
    expect(seedclean(folder, ["a.txt", "-q", "--text-only"]).stdout).toBe(`${text}\n\n`);
    const env = { PATH: process.env["PATH"], TERM: "xterm-256color" };
    const onTerminal = (flags: string): string => spawnSync("script", ["-qec", `"${process.execPath}" "${PROGRAM}" a.txt -q ${flags}`, "/dev/null"], { cwd: folder, encoding: "utf8", env }).stdout;
    expect(onTerminal("--text-only")).toBe("Red \\u001b[31mink\\u009b0m, and a\ttab.\r\n\r\n");
    expect(JSON.parse(onTerminal("--fields text"))).toEqual({ text });
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    for (const flags of ["--fields text", "--fields text -o /dev/stdout", "--languages ja --removed /dev/stdout"]) expect(onTerminal(flags)).not.toMatch(/[\u001b\u009b]/);
    expect(JSON.parse(onTerminal("--fields text -o /dev/stdout"))).toEqual({ text });
    expect(onTerminal("--languages ja --removed /dev/stdout")).toContain(JSON.stringify("Red \u001b[31mink").slice(1, -1));
  });
});

test.each([
  [["--text-only", "--fields", "id"], "--text-only writes no fields; leave out --fields"],
  [["--text-only", "-o", "a.parquet"], "--text-only writes no table; leave it out, or name a.parquet .txt"],
  [["--split-by", "language"], "--split-by writes files beside -o; name one, such as -o clean.jsonl"],
  [["--split-by", "language", "-o", "a.parquet"], "--split-by writes no Parquet; name a.parquet .jsonl"],
  [["--text-only", "--report", "r.html"], "--report needs whole lines of output; leave out --fields and --text-only"],
  [["--fields", "id", "--report", "r.html"], "--report needs whole lines of output; leave out --fields and --text-only"],
])("%j says two things of the output", (flags, message) => {
  const folder = corpus();
  expect(seedclean(folder, ["corpus", ...flags])).toEqual({ stdout: "", stderr: `seedclean: ${message}\n`, code: 2 });
  expect(readdirSync(folder)).toEqual(["corpus"]);
});
