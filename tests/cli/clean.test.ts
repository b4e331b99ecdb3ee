import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { folderWith, parseLines, seedclean, shell } from "../program.ts";

const LAMP = "The lamp in the stairwell comes on by itself every evening at a quarter past six.\n";
const WELL = "Behind the chapel there is a well whose water tastes of iron after heavy rain.\n";

/** The messages of a run, without the summary. */
const messagesOf = (stderr: string): string[] => stderr.split("\n").filter((line) => line.startsWith("seedclean: ") && !/ written, /.test(line));

describe("clean", () => {
  test("a folder becomes JSON lines in order of ids, and nothing else goes to stdout", () => {
    const folder = folderWith({ "corpus/b.txt": LAMP, "corpus/a/z.txt": WELL, "corpus/a.txt": `${WELL}x\n` });
    const { stdout, stderr, code } = seedclean(folder, ["corpus"]);
    const lines = parseLines(stdout);
    expect(lines.map((line) => line["id"])).toEqual(["a.txt", "b.txt"]);
    expect(lines[1]).toMatchObject({ text: LAMP, source: join("corpus", "b.txt"), language: "en", encoding: "UTF-8" });
    expect(Object.keys(lines[0]!)).toEqual(["id", "text", "source", "language", "encoding", "metadata"]);
    expect(stderr).toContain("3 documents");
    expect(stderr).toContain("duplicate.exact");
    expect(code).toBe(0);
  });

  test("a pipe in, a pipe out", async () => {
    const folder = folderWith({ "a.txt": LAMP });
    const { stdout, code } = await shell(folder, "cat a.txt | $SEEDCLEAN | node -e 'process.stdin.on(\"data\", (d) => console.log(JSON.parse(d).text.length))'");
    expect({ stdout, code }).toEqual({ stdout: `${LAMP.length}\n`, code: 0 });
  });

  test("a closed pipe ends the run quietly", async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`corpus/${i}.txt`, `Line ${i} of the harbour book. `.repeat(200)]));
    const { stdout, stderr, code } = await shell(folderWith(files), "set -o pipefail; $SEEDCLEAN corpus --duplicates none --quiet | head -1");
    expect(parseLines(stdout)).toHaveLength(1);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test("--quiet says nothing", () => {
    const folder = folderWith({ "corpus/a.txt": LAMP, "corpus/b.txt": new Uint8Array(600) });
    expect(seedclean(folder, ["corpus", "--quiet"])).toMatchObject({ stderr: "", code: 0 });
  });

  test("-o writes the whole file under its name, packed by its name, and reads it not again", () => {
    const folder = folderWith({ "a.txt": LAMP, "old.txt": WELL });
    const first = seedclean(folder, [".", "-o", "clean.jsonl.gz", "--removed", "removed.jsonl"]);
    expect(first).toMatchObject({ stdout: "", code: 0 });
    const second = seedclean(folder, [".", "-o", "clean.jsonl.gz", "--removed", "removed.jsonl"]);
    expect(second.code).toBe(0);
    expect(parseLines(gunzipSync(readFileSync(join(folder, "clean.jsonl.gz"))).toString()).map((line) => line["id"])).toEqual(["a.txt", "old.txt"]);
    expect(readdirSync(folder).sort()).toEqual(["a.txt", "clean.jsonl.gz", "old.txt", "removed.jsonl"]);
  });

  test("output and counts are the same whether somebody takes the ledger or not", () => {
    const edited = LAMP.replace("every evening", "each evening");
    const folder = folderWith({ "corpus/a.txt": `${LAMP}\n${WELL}`, "corpus/b.txt": `${WELL}\n${edited}\nA third keeper came.\n`, "corpus/c.txt": LAMP });
    const runs = [["--removed", "removed.jsonl"], []].map((options) => {
      const { stdout, code } = seedclean(folder, ["corpus", "--min-length", "20", "--json-summary", "summary.json", ...options]);
      const { elapsedMs: _elapsedMs, ...counts } = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"));
      return { stdout, code, counts };
    });
    expect(runs[1]).toEqual(runs[0]);
    expect(readFileSync(join(folder, "removed.jsonl"), "utf8")).toMatch(/duplicate\.near.*"similarity":0\./);
  });

  test("--json-summary counts what the summary says", () => {
    const folder = folderWith({ "corpus/a.txt": LAMP, "corpus/b.txt": LAMP });
    seedclean(folder, ["corpus", "--json-summary", "summary.json", "--quiet"]);
    expect(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"))).toMatchObject({
      documents: 2, documentsWritten: 1, bytes: 2 * LAMP.length, removed: { "duplicate.exact": { paragraphs: 1 } }, languages: { en: 2 }, failures: 0,
    });
  });

  test("--unit paragraph writes a line a paragraph", () => {
    const folder = folderWith({ "a.txt": `${LAMP}\n${WELL}` });
    const lines = parseLines(seedclean(folder, ["a.txt", "--unit", "paragraph", "--quiet"]).stdout);
    expect(lines.map(({ id, text }) => [id, text])).toEqual([["a.txt#p1", LAMP.trim()], ["a.txt#p2", WELL.trim()]]);
  });

  test("packed files and JSON lines are read by their names", () => {
    const folder = folderWith({ "a.txt.gz": gzipSync(LAMP), "b.jsonl": `${JSON.stringify({ text: WELL, url: "u" })}\n` });
    const lines = parseLines(seedclean(folder, [".", "--quiet"]).stdout);
    expect(lines.map(({ id, text }) => [id, text])).toEqual([["a.txt.gz", LAMP], ["b.jsonl#1", WELL]]);
    expect(lines[1]).toMatchObject({ metadata: { input: { url: "u" } } });
  });

  test("--encoding forces, and knows any name", () => {
    const folder = folderWith({ "a.txt": Uint8Array.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]) });
    expect(parseLines(seedclean(folder, ["a.txt", "--encoding", "CP1251", "--quiet"]).stdout)[0]).toMatchObject({ text: "Привет", encoding: "windows-1251" });
  });
});

describe("trouble gets one clear line and the right exit code", () => {
  test.each<[string, string[], string, number]>([
    ["another command's flag", ["corpus", "--format", "json"], "seedclean: unknown option '--format' (it is an option of check); see seedclean --help", 2],
    ["help for an unknown command", ["help", "clena"], "seedclean: help clena: there is no such command; see seedclean --help", 2],
    ["an unknown shell", ["completion", "bsh"], "seedclean: there is no shell 'bsh' here; give one of bash, zsh, fish; see seedclean completion --help", 2],
    ["a mistyped flag", ["corpus", "--exlude", "x"], "seedclean: unknown option '--exlude' (did you mean --exclude?); see seedclean --help", 2],
    ["a flag like none", ["corpus", "--nope"], "seedclean: unknown option '--nope'; see seedclean --help", 2],
    ["a mistyped flag of another command", ["restore", "a", "b", "--verfy"], "seedclean: unknown option '--verfy' (did you mean --verify?); see seedclean restore --help", 2],
    ["a wrong scope", ["corpus", "--scope", "near"], "seedclean: option '--scope <scope>' argument 'near' is invalid. Allowed choices are within, across, both; see seedclean --help", 2],
    ["a wrong copy", ["corpus", "--keep", "last"], "seedclean: option '--keep <copy>' argument 'last' is invalid. Allowed choices are first, fullest; see seedclean --help", 2],
    ["a wrong length", ["corpus", "--min-length", "0"], "seedclean: option '--min-length <letters>' argument '0' is invalid. Give a number of 1 or more; see seedclean --help", 2],
    ["a wrong kind of duplicates", ["corpus", "--duplicates", "lines"], "seedclean: option '--duplicates <what>' argument 'lines' is invalid. Give passages, documents, both with a comma, or none; see seedclean --help", 2],
    ["a wrong value", ["corpus", "--coverage", "2"], "seedclean: option '--coverage <share>' argument '2' is invalid. Give a share above 0 and up to 1, such as 0.85 or 85%; see seedclean --help", 2],
    ["a missing folder", ["corpsu"], "seedclean: corpsu: no such file or folder; check the path", 2],
    ["an empty folder", ["empty"], "seedclean: empty: nothing to clean, no document was found; check the path, --include, --exclude and .seedcleanignore", 2],
    ["JSON lines without a line", ["none.jsonl"], "seedclean: none.jsonl: nothing to clean, no document was found; check the path", 2],
    ["an unknown encoding", ["corpus", "--encoding", "shift-jsi"], "seedclean: --encoding shift-jsi: no encoding of this name is known; did you mean Shift_JIS?", 2],
    ["output and ledger in one file", ["corpus", "-o", "x", "--removed", "x"], "seedclean: -o, --removed, --save-tails, --json-summary and --report name the same file; give different ones", 2],
    ["an output in no folder", ["corpus", "-o", "no/where.jsonl"], "seedclean: no/where.jsonl: cannot be written (there is no such folder); make it, or name another", 2],
    ["a summary in no folder", ["corpus", "--json-summary", "no/where.json"], "seedclean: no/where.json: cannot be written (there is no such folder); make it, or name another", 2],
    ["an output that is the folder that is read", ["corpus", "-o", "corpus"], "seedclean: corpus: cannot be written (it is a folder); name a file", 2],
    ["a report that is a folder", ["corpus", "--report", "empty"], "seedclean: empty: cannot be written (it is a folder); name a file", 2],
    ["an output that is read", ["corpus/a.txt", "-o", "corpus/../corpus/a.txt"], "seedclean: corpus/../corpus/a.txt: is read, and would be written over; name another file to write", 2],
    ["a ledger that is read", ["corpus", "none.jsonl", "--removed", "none.jsonl"], "seedclean: none.jsonl: is read, and would be written over; name another file to write", 2],
    ["an output without a name", ["corpus", "-o", ""], "seedclean: a file to write has an empty name; give it one, or leave out its flag", 2],
    ["a ledger on standard output", ["corpus", "--removed", "-"], "seedclean: only -o can be standard output; name a file for what else is written", 2],
  ])("%s", (_, parameters, message, exitCode) => {
    const folder = folderWith({ "corpus/a.txt": LAMP, "none.jsonl": "" });
    mkdirSync(join(folder, "empty"));
    const { stdout, stderr, code } = seedclean(folder, parameters);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain(message);
    expect(code).toBe(exitCode);
    expect(readdirSync(folder).sort()).toEqual(["corpus", "empty", "none.jsonl"]);
  });

  test("a binary file is skipped with its reason", () => {
    const folder = folderWith({ "corpus/a.txt": LAMP, "corpus/image.txt": new Uint8Array(5000) });
    const { stdout, stderr, code } = seedclean(folder, ["corpus"]);
    expect(parseLines(stdout)).toHaveLength(1);
    expect(messagesOf(stderr)).toEqual([expect.stringMatching(/^seedclean: corpus\/image\.txt: skipped/)]);
    expect(code).toBe(0);
  });

  test("a broken JSON line is named, the others are read, and the exit code is 1", () => {
    const folder = folderWith({ "a.jsonl": `${JSON.stringify({ text: LAMP })}\n{"text": "cut\n${JSON.stringify({ text: WELL })}\n` });
    const { stdout, stderr, code } = seedclean(folder, ["a.jsonl"]);
    expect(parseLines(stdout).map((line) => line["id"])).toEqual(["a.jsonl#1", "a.jsonl#3"]);
    expect(messagesOf(stderr)).toEqual([expect.stringMatching(/^seedclean: a\.jsonl:2: /)]);
    expect(code).toBe(1);
  });

  test("a broken archive and a dead link are named, the run goes on, and the exit code is 1", () => {
    const folder = folderWith({ "corpus/a.txt": LAMP, "corpus/b.txt.gz": gzipSync(WELL.repeat(50)).subarray(0, 60) });
    symlinkSync("nowhere", join(folder, "corpus/c.txt"));
    const { stdout, stderr, code } = seedclean(folder, ["corpus"]);
    expect(parseLines(stdout)[0]).toMatchObject({ id: "a.txt" });
    expect(messagesOf(stderr)).toEqual([
      expect.stringMatching(/^seedclean: corpus\/b\.txt\.gz: broken archive/),
      expect.stringMatching(/^seedclean: corpus\/c\.txt: cannot be read \(ENOENT\)/),
    ]);
    expect(code).toBe(1);
  });

  test.skipIf(process.getuid?.() === 0)("an unreadable file is named, and the exit code is 1", () => {
    const folder = folderWith({ "corpus/a.txt": LAMP, "corpus/b.txt": WELL });
    chmodSync(join(folder, "corpus/b.txt"), 0);
    const { stderr, code } = seedclean(folder, ["corpus"]);
    expect(messagesOf(stderr)).toEqual(["seedclean: corpus/b.txt: cannot be read (EACCES); check that it exists and may be read"]);
    expect(code).toBe(1);
  });

  test("what a hostile file name or text holds never reaches the terminal raw", () => {
    const folder = folderWith({ "corpus/\u001b[2Jx.txt": new Uint8Array(600), "corpus/a\nb.jsonl": "{\u001b]0;title\u0007\n" });
    const { stderr, code } = seedclean(folder, ["corpus"]);
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(stderr).toContain("\\x1b[2Jx.txt");
    expect(code).toBe(1);
  });

  test("SIGINT leaves no half file and ends with 130", async () => {
    const folder = folderWith({});
    writeFileSync(join(folder, "big.txt"), `${LAMP}${WELL}`.repeat(1_000_000));
    const line = "$SEEDCLEAN big.txt -q -o clean.jsonl --removed removed.jsonl & pid=$!; until ls clean.jsonl* >/dev/null 2>&1; do sleep 0.05; done; sleep 0.3; kill -INT $pid; wait $pid";
    // A shell without job control starts background jobs with SIGINT ignored; Node listens to it all the same.
    const { code, stderr } = await shell(folder, line);
    expect({ code, stderr }).toEqual({ code: 130, stderr: "seedclean: stopped by SIGINT; nothing was left half written\n" });
    expect(readdirSync(folder)).toEqual(["big.txt"]);
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk is one line, whether output goes to a file or to stdout", async () => {
    const folder = folderWith({ "a.txt": LAMP });
    expect(await shell(folder, "$SEEDCLEAN a.txt > /dev/full")).toEqual({ stdout: "", stderr: "seedclean: the output cannot be written (ENOSPC); check free space and where it goes\n", code: 2 });
    expect(await shell(folder, "$SEEDCLEAN --help > /dev/full")).toEqual({ stdout: "", stderr: "seedclean: the output cannot be written (ENOSPC); check free space and where it goes\n", code: 2 });
    expect(seedclean(folder, ["a.txt", "-o", "/dev/full"])).toEqual({ stdout: "", stderr: "seedclean: /dev/full: cannot be written (ENOSPC); check folder, permissions and free space\n", code: 2 });
  });

  test("SIGINT is heard between small files, with output to a file", async () => {
    const entry = (n: number): string => `On day ${n} the harbour book names ${n * 7} crates, ${n * 13} barrels and a crew of ${n % 90}, none of whom could swim.\n`;
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`corpus/${i}.txt`, Array.from({ length: 30 }, (__, j) => entry(i * 30 + j)).join("")]));
    const line = "$SEEDCLEAN corpus -q > clean.jsonl & pid=$!; while [ ! -s clean.jsonl ]; do sleep 0.02; done; kill -INT $pid; wait $pid";
    const { code, stderr } = await shell(folderWith(files), line);
    expect({ code, stderr }).toEqual({ code: 130, stderr: "seedclean: stopped by SIGINT; nothing was left half written\n" });
  });

  test("--languages keeps documents in these; what goes stands in the ledger, and restore brings it back", () => {
    const folder = folderWith({ "corpus/a.txt": LAMP, "corpus/b.txt": "Hinter der Kapelle liegt ein Brunnen, dessen Wasser nach starkem Regen nach Eisen schmeckt.\n" });
    const { stdout, code } = seedclean(folder, ["corpus", "--languages", "en,ja", "--removed", "removed.jsonl"]);
    expect(parseLines(stdout).map((line) => line["id"])).toEqual(["a.txt"]);
    expect(code).toBe(0);
    const ledger = readFileSync(join(folder, "removed.jsonl"), "utf8");
    expect(parseLines(ledger)).toMatchObject([{ id: "b.txt", reason: "layout" }, { id: "b.txt", line: 1, reason: "language.unwanted" }]);
    writeFileSync(join(folder, "clean.jsonl"), stdout);
    expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "back"]).code).toBe(0);
    expect(readFileSync(join(folder, "back/b.txt"), "utf8")).toBe(readFileSync(join(folder, "corpus/b.txt"), "utf8"));
  });

  test("a link in a circle is one line, wherever it is named", () => {
    const folder = folderWith({ "a.txt": LAMP, list: "circle\na.txt\n" });
    symlinkSync("circle", join(folder, "circle"));
    const messageOf = (...parameters: string[]): string => seedclean(folder, parameters).stderr;
    expect(messageOf("circle")).toBe("seedclean: circle: cannot be reached (ELOOP); check path and permissions\n");
    expect(messageOf("a.txt", "--temp-dir", "circle")).toContain("There is no such folder");
    expect(messageOf("a.txt", "-o", "circle/b.jsonl")).toBe("seedclean: circle/b.jsonl: cannot be written (there is no such folder); make it, or name another\n");
    const listed = seedclean(folder, ["--files-from", "list", "--no-progress"]);
    expect(parseLines(listed.stdout)).toMatchObject([{ id: "a.txt" }]);
    expect(listed.stderr).toContain("seedclean: circle: cannot be read (ELOOP); check that it exists and may be read\n");
    expect(listed.code).toBe(1);
    expect(seedclean(folder, ["a.txt", "-q", "-o", "circle"])).toEqual({ stdout: "", stderr: "", code: 0 });
  });

  test("an unknown language is refused with the one that was meant", () => {
    const { stderr, code } = seedclean(folderWith({ "a.txt": LAMP }), ["a.txt", "--languages", "en,jp"]);
    expect(stderr).toMatch(/^seedclean: .*"jp" is no language that can be told; did you mean ja\?.*\n$/);
    expect(code).toBe(2);
  });

  test.each([["1M"], ["lots"], ["0"]])("--memory %s is refused", (size) => {
    const { stderr, code } = seedclean(folderWith({ "a.txt": LAMP }), ["a.txt", "--memory", size]);
    expect({ stderr, code }).toEqual({ stderr: `seedclean: option '--memory <size>' argument '${size}' is invalid. Give bytes, or a number with K, M, G or T, such as 64M or 1.5G, and at least 16M; see seedclean --help\n`, code: 2 });
  });

  test("--memory is given in units up to T", () => {
    expect(seedclean(folderWith({ "a.txt": LAMP }), ["a.txt", "-q", "--memory", "1.5T"]).code).toBe(0);
  });

  test("--temp-dir must be a folder", () => {
    const folder = folderWith({ "a.txt": LAMP });
    expect(seedclean(folder, ["a.txt", "--temp-dir", "nowhere"])).toMatchObject({ stderr: "seedclean: option '--temp-dir <folder>' argument 'nowhere' is invalid. There is no such folder: make it, or name another; see seedclean --help\n", code: 2 });
    expect(seedclean(folder, ["a.txt", "--temp-dir", ".", "--quiet"]).code).toBe(0);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("--list-encodings prints names that --encoding takes, one a line", () => {
    const folder = folderWith({ "a.txt": LAMP });
    const { stdout, stderr, code } = seedclean(folder, ["--list-encodings"]);
    const names = stdout.trimEnd().split("\n");
    expect(names).toEqual(expect.arrayContaining(["UTF-8", "Shift_JIS", "gb18030", "windows-1252", "KOI8-R"]));
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(seedclean(folder, ["a.txt", "--encoding", names.at(-1)!]).code).toBeLessThan(2);
  });
});
