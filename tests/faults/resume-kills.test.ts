/**
 * Runs of the built program with --resume are killed at random moments and gone on with until they come to their end: output, ledger, counts and
 * learned tails are byte for byte those of a run without --resume that was left alone.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { folderWith, PROGRAM } from "../program.ts";
import { entry } from "./corpus.ts";

/** Random numbers that a failure can be repeated with as far as the machine allows. */
const seed = Date.now() % 1_000_000;
let state = seed;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

async function run(folder: string, parameters: readonly string[], interrupt?: (child: ChildProcess) => Promise<unknown>): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...parameters], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code, signal) => resolve({ code, signal, stderr })));
  await Promise.race([ended, interrupt?.(child) ?? ended]);
  return ended;
}

const JAPANESE = "港の帳簿には、来た船と来るはずだった船とが別々に書かれている。";
const GERMAN = "Der Lotse zählte an jedem Abend die Fässer am Kai und schrieb ihre Zahl an die Wand neben der Tür.";

/** Paragraphs of which some were there before, whole or edited, in three languages. */
function passages(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const number = first + i;
    if (number % 7 === 3) return entry(Math.floor(number / 2));
    if (number % 11 === 5) return `${entry(Math.floor(number / 3))} So it was said.`;
    if (number % 13 === 1) return `${JAPANESE.repeat(2)}第${number}号。`;
    return number % 17 === 2 ? `${GERMAN} Es waren ${number}.` : entry(number);
  });
}

const TAIL = "Read our other stories of the harbour on the pages of the Quay Courier";

function text(number: number, paragraphs: number): string {
  return `${passages(number * paragraphs, paragraphs).join("\n\n")}\n${number % 3 === 0 ? `\n${TAIL}\n` : ""}`;
}

/** Small files, and among them what is a notice: no text, hidden, broken. */
function folderOfTexts(count: number, paragraphs: number): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  for (let i = 0; i < count; i++) {
    const name = `in/${String(i).padStart(4, "0")}`;
    files[`${name}.txt`] = text(i, paragraphs);
    if (i % 40 === 7) files[`${name}.bin`] = Uint8Array.from({ length: 600 }, (_, at) => (at * 7) % 9);
    if (i % 40 === 9) files[`in/.hidden${i}`] = "not read";
    if (i % 40 === 11) files[`${name}.jsonl`] = `{"text":${JSON.stringify(entry(i))}}\nbroken\n{"text":${JSON.stringify(text(i, 3))}}\n`;
    if (i % 40 === 13) files[`${name}.jsonl.gz`] = gzipSync(`{"text":${JSON.stringify(entry(i))}}\n`).subarray(0, -12);
  }
  return files;
}

/** One file of lines, with ids that come again and lines that are no JSON. */
function fileOfLines(count: number, paragraphs: number): Record<string, string> {
  const line = (i: number): string => (i % 50 === 13 ? "no JSON" : JSON.stringify({ id: `d${i % 90}`, text: text(i, paragraphs) }));
  return { "in/lines.jsonl": `${Array.from({ length: count }, (_, i) => line(i)).join("\n")}\n` };
}

function table(count: number, paragraphs: number): Record<string, string | Uint8Array> {
  const row = (i: number): string => (i % 30 === 13 ? `${i},one,too many` : `${i},"${text(i, paragraphs)}"`);
  const rows = `id,text\n${Array.from({ length: count }, (_, i) => row(i)).join("\n")}\n`;
  return { "in/a.csv": rows, "in/b.csv.gz": gzipSync(rows.replaceAll("pilot", "skipper")) };
}

const CASES: readonly [name: string, files: Record<string, string | Uint8Array>, flags: readonly string[]][] = [
  ["a folder, one job, a report", folderOfTexts(300, 30), ["--jobs", "1", "--report", "page.html"]],
  ["a folder, two jobs", folderOfTexts(300, 60), ["--jobs", "2", "--keep-empty"]],
  ["lines, two jobs, ids that come again, a report", fileOfLines(600, 30), ["--jobs", "2", "--id-field", "id", "--report", "page.html"]],
  ["lines, one job, one line a paragraph, a file a language, a report", fileOfLines(300, 30), ["--jobs", "1", "--unit", "paragraph", "--split-by", "language", "--report", "page.html"]],
  ["a table, plain and packed, one job", table(120, 30), ["--jobs", "1", "--ignore-numbers"]],
  ["learned tails, two jobs", folderOfTexts(300, 30), ["--jobs", "2", "--learn-tails", "--save-tails", "tails.json"]],
  ["a folder against an index, one job", folderOfTexts(300, 30), ["--jobs", "1", "--against", "known"]],
  ["parts of a long text, little memory, a file a language", { "in/long.txt": text(1, 20_000) }, ["--jobs", "1", "--max-document", "64K", "--memory", "16M", "--split-by", "language"]],
];

const FLAGS = ["in", "-o", "out.jsonl", "--removed", "removed.jsonl", "--json-summary", "summary.json"];

/** What a run has written, by name. */
function written(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => !["in", "known", "earlier.txt", "earlier.jsonl", "out.jsonl.resume"].includes(name));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8").replace(/"elapsedMs": \d+/, "")]));
}

/** Each check kills in three of the cases, which change from check to check; SEEDCLEAN_KILLS=10 kills so often in each of all. */
const KILLS = Number(process.env["SEEDCLEAN_KILLS"] ?? 1);
const CASES_A_CHECK = 3;
const chosen = process.env["SEEDCLEAN_KILLS"] === undefined ? CASES.filter((_, i) => (i + seed) % CASES.length < CASES_A_CHECK) : CASES;
let killed = 0;
let wentOn = 0;

test.each(chosen)("%s", { timeout: 100_000 * KILLS }, async (_, files, flags) => {
  const folder = folderWith({ ...files, "earlier.txt": passages(3000, 2000).join("\n\n") });
  expect(await run(folder, ["earlier.txt", "-q", "--index", "known", "-o", "earlier.jsonl"])).toEqual({ code: 0, signal: null, stderr: "" });
  const startMs = performance.now();
  const whole = await run(folder, [...FLAGS, ...flags, "-q"]);
  const elapsedMs = performance.now() - startMs;
  expect([0, 1], whole.stderr).toContain(whole.code);
  const reference = written(folder);
  for (const name of reference.keys()) rmSync(join(folder, name));
  for (let kill = 0; ; kill++) {
    const afterMs = elapsedMs * (0.3 + random() * 0.7);
    const ended = await run(folder, [...FLAGS, ...flags, "--resume"], kill < KILLS ? async (child) => {
      await wait(afterMs);
      child.kill(kill % 3 === 2 ? "SIGINT" : "SIGKILL");
    } : undefined);
    if (ended.stderr.includes("goes on behind")) wentOn++;
    if (ended.signal === null && ended.code !== 130) {
      expect({ code: ended.code, bug: ended.stderr.includes("bug") }, `${ended.stderr}, seed ${seed}`).toEqual({ code: whole.code, bug: false });
      break;
    }
    killed++;
    if (ended.code === 130) expect(ended.stderr, `seed ${seed}`).toContain("seedclean: stopped by SIGINT; the same command goes on from there\n");
    // It may have been killed while files got their names.
    for (const [name, content] of written(folder)) if (!name.endsWith(".part")) expect(content === reference.get(name), `${name}, seed ${seed}`).toBe(true);
  }
  expect(readdirSync(folder)).not.toContain("out.jsonl.resume");
  const resumed = written(folder);
  expect([...resumed.keys()]).toEqual([...reference.keys()]);
  for (const [name, content] of reference) expect(resumed.get(name) === content, `${name}, seed ${seed}`).toBe(true);
});

// Else the signals came too late, or too early, to say anything.
test("enough runs were killed, and gone on with", () => {
  expect(killed).toBeGreaterThanOrEqual(Math.floor((KILLS * chosen.length) / 3));
  // Three kills may all have come before the first checkpoint; resume.test.ts kills behind one.
  if (chosen === CASES) expect(wentOn).toBeGreaterThanOrEqual(KILLS);
});
