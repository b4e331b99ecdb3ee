/** --resume: what goes on with a run that was stopped, and what is refused. (That the result is the same: resume-kills.test.ts.) */
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { seal, unseal } from "../../src/resume/sealed.ts";
import { folderWith, PROGRAM, type Result, seedclean, shell } from "../program.ts";
import { files } from "./corpus.ts";

const FLAGS = ["in", "-q", "--jobs", "1", "--removed", "removed.jsonl", "-o", "out.jsonl"];
const resume = (folder: string, ...flags: string[]): Result => seedclean(folder, [...FLAGS, "--resume", ...flags]);

const SLOW_READING = fileURLToPath(new URL("slow-reading.cjs", import.meta.url));

/** A whole second, which a copy keeps. */
const CHANGED_AT = 1_700_000_000;

/** The folder of a run that was killed behind a checkpoint, and what an undisturbed run writes. */
let stopped: string;
let whole: readonly [output: string, ledger: string];

const outcome = (folder: string): readonly [string, string] => [readFileSync(join(folder, "out.jsonl"), "utf8"), readFileSync(join(folder, "removed.jsonl"), "utf8")];

beforeAll(async () => {
  stopped = mkdtempSync(join(tmpdir(), "seedclean-test-"));
  mkdirSync(join(stopped, "in"));
  const corpus = files("in", 300, 50);
  for (const [name, text] of Object.entries({ ...corpus, "in/000001a.txt": corpus["in/000001.txt"]!, "words.json": '{"language": "en", "plea": ["ring the bell"]}' })) {
    writeFileSync(join(stopped, name), text);
    utimesSync(join(stopped, name), CHANGED_AT, CHANGED_AT);
  }
  expect(seedclean(stopped, FLAGS)).toEqual({ stdout: "", stderr: "", code: 0 });
  whole = outcome(stopped);
  for (const name of ["out.jsonl", "removed.jsonl"]) rmSync(join(stopped, name));
  await stop(stopped, FLAGS);
}, 300_000);

afterAll(() => rmSync(stopped, { recursive: true, force: true }));

/** Begins a run, and kills it behind a checkpoint. Where it was done before that, on a machine with much else to do, a slower one is begun. */
async function stop(folder: string, flags: readonly string[], fileMs = 10): Promise<void> {
  const before = readdirSync(folder);
  const child = spawn(process.execPath, ["--require", SLOW_READING, PROGRAM, ...flags, "--resume"], { cwd: folder, stdio: "ignore", env: { ...process.env, SEEDCLEAN_SLOW_MS: `${fileMs}` } });
  const ended = new Promise((resolve) => child.on("close", resolve));
  while (finishedFiles(folder) < 5 && child.exitCode === null) await wait(10);
  child.kill("SIGKILL");
  await ended;
  if (existsSync(join(folder, "out.jsonl.resume"))) return;
  expect(fileMs).toBeLessThan(1000);
  for (const name of readdirSync(folder)) if (!before.includes(name)) rmSync(join(folder, name));
  await stop(folder, flags, fileMs * 4);
}

/** Files up to the last checkpoint. */
function finishedFiles(folder: string): number {
  const manifest = join(folder, "out.jsonl.resume/index/manifest.json");
  return existsSync(manifest) ? Number(/place\\+":{\\+"files\\+":(\d+)/.exec(readFileSync(manifest, "utf8"))?.[1]) : 0;
}

function copyOfStopped(): string {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(stopped, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

describe("a run that was stopped", () => {
  test("is gone on with, and leaves nothing behind", () => {
    const folder = copyOfStopped();
    const { stderr, code } = seedclean(folder, ["in", "--jobs", "1", "--removed", "removed.jsonl", "-o", "out.jsonl", "--resume"]);
    expect(stderr).toMatch(/^seedclean: goes on behind \d+ documents of out\.jsonl\.resume\nseedclean: 301 documents, /);
    expect(code).toBe(0);
    expect(outcome(folder)).toEqual(whole);
    expect(readdirSync(folder).toSorted()).toEqual(["in", "out.jsonl", "removed.jsonl", "words.json"]);
  });

  test("makes the report of one that was not stopped, with the notices of both parts", { timeout: 300_000 }, async () => {
    const texts = files("in", 120, 50);
    const broken = Object.fromEntries(Object.keys(texts).map((name) => [`${name}.gz`, "no archive"]));
    const folder = folderWith({ ...texts, ...broken, "in/000001a.txt": texts["in/000001.txt"]! });
    const flags = ["in", "-q", "-o", "out.jsonl", "--report", "page.html"];
    expect(seedclean(folder, flags)).toEqual({ stdout: "", stderr: "", code: 1 });
    const page = readFileSync(join(folder, "page.html"), "utf8");
    for (const name of ["out.jsonl", "page.html"]) rmSync(join(folder, name));
    await stop(folder, flags);
    expect(seedclean(folder, [...flags, "--resume"])).toEqual({ stdout: "", stderr: "", code: 1 });
    expect(readFileSync(join(folder, "page.html"), "utf8") === page).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(["in", "out.jsonl", "page.html"]);
  });

  test("does not do again what was finished", () => {
    const folder = copyOfStopped();
    // Its size and time are as they were, so that only who reads it knows.
    const first = join(folder, "in/000000.txt");
    writeFileSync(first, "x".repeat(statSync(first).size));
    utimesSync(first, CHANGED_AT, CHANGED_AT);
    expect(resume(folder)).toEqual({ stdout: "", stderr: "", code: 0 });
    expect(outcome(folder)).toEqual(whole);
  });

  test("reads what comes behind as it is then", () => {
    const folder = copyOfStopped();
    writeFileSync(join(folder, "in/zzz.txt"), "The last page of the book was written by another hand, and much later.\n");
    expect(resume(folder).code).toBe(0);
    const [output, ledger] = outcome(folder);
    expect(output.startsWith(whole[0])).toBe(true);
    expect(ledger.startsWith(whole[1])).toBe(true);
    expect(output.slice(whole[0].length)).toContain("another hand");
  });

  test("has left a lock in its index, which does not count", () => {
    const folder = copyOfStopped();
    writeFileSync(join(folder, "out.jsonl.resume/index/lock"), `${process.pid} ${hostname()}\n`);
    expect(resume(folder)).toEqual({ stdout: "", stderr: "", code: 0 });
  });

  test("is not cleared by a run without --resume, which does not go on with it either", () => {
    const folder = copyOfStopped();
    const before = readdirSync(join(folder, "out.jsonl.resume"));
    expect(seedclean(folder, FLAGS).code).toBe(0);
    expect(outcome(folder)).toEqual(whole);
    expect(readdirSync(join(folder, "out.jsonl.resume"))).toEqual(before);
  });

  test("inside the folder that is read it is no input", () => {
    const folder = folderWith(files("in", 3, 2));
    expect(seedclean(folder, ["in", "-q", "--resume", "-o", "in/out.jsonl", "--removed", "missing/removed.jsonl"]).code).toBe(2);
    mkdirSync(join(folder, "in/out.jsonl.resume/files"), { recursive: true });
    writeFileSync(join(folder, "in/out.jsonl.resume/files/output"), "half a line");
    expect(seedclean(folder, ["in", "-q", "--resume", "-o", "in/out.jsonl"])).toEqual({ stdout: "", stderr: "", code: 0 });
    expect(readFileSync(join(folder, "in/out.jsonl"), "utf8").split("\n")).toHaveLength(4);
  });

  test.each([
    ["is only given its names", []],
    ["and was killed while its folder was removed is done", ["index/manifest.json", "index/spool", "ids"]],
  ])("when all was written %s", async (_, removed) => {
    const folder = copyOfStopped();
    mkdirSync(join(folder, "sub"));
    const elsewhere = ["in", "-q", "--removed", "sub/removed.jsonl", "-o", "out.jsonl", "--resume"];
    rmSync(join(folder, "out.jsonl.resume"), { recursive: true });
    const ended = shell(folder, `$SEEDCLEAN ${elsewhere.join(" ")}`);
    while (!existsSync(join(folder, "out.jsonl.resume/index/manifest.json"))) await wait(10);
    rmSync(join(folder, "sub"), { recursive: true });
    expect(await ended).toEqual({ stdout: "", stderr: "seedclean: sub/removed.jsonl: cannot be written (ENOENT); check folder, permissions and free space, and go on with --resume\n", code: 2 });
    mkdirSync(join(folder, "sub"));
    for (const name of removed) rmSync(join(folder, "out.jsonl.resume", name));
    // Nothing is read any more.
    writeFileSync(join(folder, "in/000000.txt"), "changed");
    expect(seedclean(folder, elsewhere)).toEqual({ stdout: "", stderr: "", code: 0 });
    expect([readFileSync(join(folder, "out.jsonl"), "utf8"), readFileSync(join(folder, "sub/removed.jsonl"), "utf8")]).toEqual(whole);
    expect(existsSync(join(folder, "out.jsonl.resume"))).toBe(false);
  });

  test("for want of space is gone on with when there is some", async () => {
    const folder = copyOfStopped();
    const kilobytes = Math.ceil(whole[0].length / 1024 / 2);
    const { stderr, code } = await shell(folder, `ulimit -f ${kilobytes}; trap '' XFSZ; $SEEDCLEAN ${FLAGS.join(" ")} --resume`);
    expect(stderr).toMatch(/^seedclean: [^\n]+\(EFBIG\)[^\n]+\n$/);
    expect(code).toBe(2);
    expect(existsSync(join(folder, "out.jsonl"))).toBe(false);
    expect(resume(folder)).toEqual({ stdout: "", stderr: "", code: 0 });
    expect(outcome(folder)).toEqual(whole);
  });
});

describe("a run that cannot be gone on with is refused with one line", () => {
  const DAMAGED = "out.jsonl.resume: what the interrupted run left is damaged; remove this folder to begin anew";
  const INPUT = "the input is not as the interrupted run found it, from here on or just before; remove the .resume folder to begin anew";
  const change = (path: string, at: number): void => {
    const bytes = readFileSync(path);
    bytes[at]! ^= 1;
    writeFileSync(path, bytes);
  };
  test.each<[string, (left: string, folder: string) => void, string]>([
    ["a file that was changed", (_, folder) => appendFileSync(join(folder, "in/000001.txt"), "more\n"), `in/000001.txt: ${INPUT}`],
    ["a file that is gone", (_, folder) => rmSync(join(folder, "in/000000.txt")), `in/000001.txt: ${INPUT}`],
    ["a file that is new", (_, folder) => writeFileSync(join(folder, "in/000000a.txt"), "new\n"), `in/000000a.txt: ${INPUT}`],
    ["all files but one gone", (_, folder) => readdirSync(join(folder, "in")).slice(1).forEach((name) => rmSync(join(folder, "in", name))), "the input is not as the interrupted run found it: files are gone; remove the .resume folder to begin anew"],
    ["half a manifest", (left) => truncateSync(join(left, "index/manifest.json"), 300), DAMAGED],
    ["a checkpoint that was changed", (left) => writeFileSync(join(left, "index/manifest.json"), readFileSync(join(left, "index/manifest.json"), "utf8").replace(/documents\\\\\\":(\d)/, String.raw`documents\\\":9$1`)), DAMAGED],
    ["a changed spool", (left) => change(join(left, "index/spool"), 40), DAMAGED],
    ["no tables", (left) => readdirSync(join(left, "index")).filter((name) => name.startsWith("tables")).forEach((name) => rmSync(join(left, "index", name))), DAMAGED],
    ["changed ids", (left) => change(join(left, "ids"), 3), DAMAGED],
    ["short sources", (left) => truncateSync(join(left, "sources"), 4), DAMAGED],
    ["a short output", (left) => truncateSync(join(left, "files/output"), 100), DAMAGED],
    ["no ledger", (left) => rmSync(join(left, "files/removed")), DAMAGED],
    ["something else for an end", (left) => writeFileSync(join(left, "finished"), "1"), DAMAGED],
    ["an end that names another file", (left) => {
      const manifest: { readonly attached: string } = JSON.parse(readFileSync(join(left, "index/manifest.json"), "utf8"));
      const text = JSON.stringify({ ...JSON.parse(unseal(manifest.attached)), files: ["../../words.json"] });
      writeFileSync(join(left, "finished"), seal(text));
    }, DAMAGED],
    ["a folder of other things", (left) => writeFileSync(join(left, "photo.jpg"), ""), "out.jsonl.resume: is not of an interrupted run, it holds photo.jpg; move it away"],
    ["one that still runs", (left) => writeFileSync(join(left, "lock"), `${process.pid} ${hostname()}\n`),
      `out.jsonl.resume: the run is in use by process ${process.pid} on ${hostname()}; wait until it has ended (if there is no such run, remove ${join("out.jsonl.resume", "lock")})`],
  ])("%s", (_, damage, message) => {
    const folder = copyOfStopped();
    damage(join(folder, "out.jsonl.resume"), folder);
    const before = readdirSync(join(folder, "out.jsonl.resume")).filter((name) => name !== "lock");
    expect(resume(folder)).toEqual({ stdout: "", stderr: `seedclean: ${message}\n`, code: 2 });
    expect(existsSync(join(folder, "out.jsonl"))).toBe(false);
    expect(readdirSync(join(folder, "out.jsonl.resume")).filter((name) => name !== "lock")).toEqual(before);
  });

  test.each<[string[], string]>([
    [["--coverage", "0.9"], "--coverage"],
    [["--languages", "ja,en", "--no-ignore"], "--no-ignore, --languages"],
    [["--memory", "2G", "--keep-empty"], "--memory, --keep-empty"],
    [["--tail-words", "words.json"], "--tail-words"],
    [["words.json"], "set of paths"],
    [["--save-tails", "tails.json", "--learn-tails"], "--save-tails, --learn-tails"],
  ])("other settings: %j", (flags, named) => {
    const { stderr, code } = resume(copyOfStopped(), ...flags);
    expect(code).toBe(2);
    const [, names = ""] = /^seedclean: out\.jsonl\.resume: the interrupted run had another (.+); give the same, or remove this folder to begin anew\n$/.exec(stderr) ?? [];
    expect(names.split(", ").toSorted()).toEqual(named.split(", ").toSorted());
  });
});

describe("what cannot be resumed at all is refused before anything is written", () => {
  test.each<[string[], string]>([
    [["in", "--resume"], "--resume: what is printed cannot be gone on with; name a file with -o"],
    [["--resume", "-o", "out.jsonl"], "--resume: standard input cannot be read again; save it to a file first"],
    [["in", "--resume", "-o", "out.jsonl.gz"], "--resume: out.jsonl.gz would be packed, which cannot be gone on with; name it .jsonl, and pack it afterwards"],
    [["in", "--resume", "-o", "out.parquet"], "--resume: out.parquet would be packed, which cannot be gone on with; name it .jsonl, and pack it afterwards"],
    [["in", "--resume", "-o", "out.jsonl", "--removed", "removed.jsonl.gz"], "--resume: removed.jsonl.gz would be packed, which cannot be gone on with; name it .jsonl, and pack it afterwards"],
    [["in", "--resume", "-o", "/dev/null"], "--resume: /dev/null is no file, and what was written to it cannot be gone on with; name a file"],
    [["in", "--resume", "-o", "out.jsonl", "--index", "known"], "--resume: it does not go with --index yet; leave out one of them"],
    [["in", "--resume", "-o", "out.jsonl", "--against", "in"], "in: is no index (it has no manifest.json); make one with --index"],
    [["in", "--resume", "-o", "nowhere/out.jsonl"], "nowhere/out.jsonl: cannot be written (there is no such folder); make it, or name another"],
  ])("%j", (parameters, message) => {
    const folder = folderWith(files("in", 1, 1));
    expect(seedclean(folder, parameters, "A text.")).toEqual({ stdout: "", stderr: `seedclean: ${message}\n`, code: 2 });
    expect(readdirSync(folder)).toEqual(["in"]);
  });
});
