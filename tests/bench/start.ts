/**
 * npm run bench:start: how long the built program takes to start and to give its first output, beside `node -e 0`, in turn and in one run: --version,
 * --help, a text of 3 KB through a pipe from start to end, and the first line of output of a folder of 20,000 files. Prints medians, their ratios to
 * `node -e 0`, and what was aimed at.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = Number(process.env["SEEDCLEAN_BENCH_ROUNDS"] ?? 21);
const FILES = 20_000;
const FILES_IN_FOLDER = 500;
const PROGRAM = fileURLToPath(new URL("../../bin/seedclean.js", import.meta.url));

const SENTENCE = "The ferryman keeps a tin of buttons under the bench, one for each passenger who never paid, and counts them";
const TEXT = Array.from({ length: 28 }, (_, i) => `${SENTENCE} on the ${i + 1}. of each month.`).join("\n\n");

interface Case {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly stdin?: string;
  /** It is ended when the first line is there. */
  readonly isFirstLine?: true;
  readonly aimMs?: number;
}

/** Milliseconds from the start of a process to its end, or to the first line of its output. */
function millisecondsOf({ parameters, stdin, isFirstLine }: Case): Promise<number> {
  return new Promise((resolve, reject) => {
    const startMs = performance.now();
    const child = spawn(process.execPath, [...parameters], { stdio: ["pipe", "pipe", "ignore"] });
    let elapsedMs: number | undefined;
    child.stdout.on("data", (bytes: Uint8Array) => {
      if (isFirstLine !== true || !bytes.includes(0x0a)) return;
      elapsedMs ??= performance.now() - startMs;
      child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 || elapsedMs !== undefined ? resolve(elapsedMs ?? performance.now() - startMs) : reject(new Error(`${parameters.join(" ")} ended with ${code}`))));
    child.stdin.on("error", () => undefined);
    child.stdin.end(stdin ?? "");
  });
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function makeFolder(folder: string): void {
  for (let i = 0; i < FILES; i++) {
    const subfolder = join(folder, String(Math.floor(i / FILES_IN_FOLDER)).padStart(3, "0"));
    if (i % FILES_IN_FOLDER === 0) mkdirSync(subfolder, { recursive: true });
    writeFileSync(join(subfolder, `${i}.txt`), `${SENTENCE} in the year ${i}.\n`);
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  try {
    makeFolder(folder);
    const cases: readonly Case[] = [
      { name: "`node -e 0`", parameters: ["-e", "0"] },
      { name: "`--version`", parameters: [PROGRAM, "--version"], aimMs: 80 },
      { name: "`--help`", parameters: [PROGRAM, "--help"], aimMs: 120 },
      { name: "a pipe of 3 KB, to its end", parameters: [PROGRAM, "-q"], stdin: TEXT, aimMs: 300 },
      { name: `first line of a folder of ${FILES} files`, parameters: [PROGRAM, folder, "-q"], isFirstLine: true, aimMs: 400 },
    ];
    const times = cases.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) for (const [i, each] of cases.entries()) times[i]!.push(await millisecondsOf(each));
    const [base = 1, ...others] = times.map(median);
    console.log(`Node ${process.version}, median of ${ROUNDS} runs in turn\n\n| what | ms | ratio to \`node -e 0\` | least of all, ms | aim, ms |\n| --- | --- | --- | --- | --- |`);
    for (const [i, { name, aimMs }] of cases.entries()) {
      const ms = i === 0 ? base : others[i - 1]!;
      console.log(`| ${name} | ${ms.toFixed(0)} | ${(ms / base).toFixed(2)} | ${Math.min(...times[i]!).toFixed(0)} | ${aimMs ?? ""} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
