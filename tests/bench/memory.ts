/**
 * npm run bench:memory [-- PART OF A NAME …]: peak memory (RSS) of whole runs over large and odd inputs, as a table. Inputs are made below
 * the temporary folder, one after the other, and removed: it needs 6 GB there, and two hours of one core. SEEDCLEAN_BENCH_SHARE=0.01 makes all of them smaller.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsonLine, jsonLines, smallFiles, textFile } from "./memory-corpora.ts";

const SHARE = Number(process.env["SEEDCLEAN_BENCH_SHARE"] ?? 1);
const PROGRAM = fileURLToPath(new URL("../../bin/seedclean.js", import.meta.url));
const PRELOADED = fileURLToPath(new URL("peak-memory.cjs", import.meta.url));
/** What a run may take beside --memory. */
const AIM_MEGABYTES = 250;

interface Case {
  readonly name: string;
  /** Of the input. */
  readonly file: string;
  readonly make: (path: string) => void;
  /** Megabytes of --memory by --jobs. */
  readonly runs: readonly (readonly [jobs: number, memory: number])[];
}

const CASES: readonly Case[] = [
  { name: "nothing but a line", file: "in.txt", make: (path) => textFile(path, 100, "English"), runs: [[1, 64]] },
  { name: "100 MB of JSON lines", file: "in.jsonl", make: (path) => jsonLines(path, 1e8 * SHARE), runs: [[1, 64], [2, 64], [1, 256]] },
  { name: "one 500 MB line", file: "in.txt", make: (path) => textFile(path, 5e8 * SHARE, "English", false), runs: [[1, 64], [2, 64]] },
  { name: "one 500 MB line of JSON", file: "in.jsonl", make: (path) => jsonLine(path, 5e8 * SHARE), runs: [[1, 64], [2, 64]] },
  { name: "200 MB of Shift_JIS in one file", file: "in.txt", make: (path) => textFile(path, 2e8 * SHARE, "Shift_JIS"), runs: [[1, 64], [2, 64]] },
  { name: "2 GB in one file", file: "in.txt", make: (path) => textFile(path, 2e9 * SHARE, "English"), runs: [[1, 64], [2, 64]] },
  { name: "100,000 files in one folder", file: "in", make: (path) => smallFiles(path, 1e5 * SHARE, 1e5), runs: [[1, 64]] },
  { name: "1,000,000 small files", file: "in", make: (path) => smallFiles(path, 1e6 * SHARE, 1e4), runs: [[1, 64], [2, 64]] },
  { name: "5 GB of JSON lines", file: "in.jsonl", make: (path) => jsonLines(path, 5e9 * SHARE), runs: [[2, 64], [1, 64]] },
];

function main(): void {
  const wanted = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  try {
    console.log("| input | --jobs | --memory | peak | beside --memory | ends with | takes |\n| --- | --- | --- | --- | --- | --- | --- |");
    for (const one of CASES.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))) measure(one, join(folder, "case"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure({ name, file, make, runs }: Case, folder: string): void {
  mkdirSync(folder);
  make(join(folder, file));
  for (const [jobs, memory] of runs) {
    const peak = join(folder, "peak");
    const startMs = performance.now();
    const parameters = [PROGRAM, join(folder, file), "--removed", "/dev/null", "--quiet", "--jobs", String(jobs), "--memory", `${memory}M`, "--temp-dir", folder];
    const { status, signal } = spawnSync(process.execPath, parameters, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, NODE_OPTIONS: `--require=${PRELOADED}`, SEEDCLEAN_PEAK: peak } });
    const megabytes = peakOf(peak);
    const beside = megabytes === undefined ? "?" : `${megabytes - memory} MB${megabytes - memory > AIM_MEGABYTES ? ", **missed**" : ""}`;
    console.log(`| ${name} | ${jobs} | ${memory} MB | ${megabytes ?? "?"} MB | ${beside} | ${signal ?? `exit code ${status}`} | ${Math.round((performance.now() - startMs) / 1000)} s |`);
  }
  rmSync(folder, { recursive: true });
}

/** undefined = the program was killed. */
function peakOf(path: string): number | undefined {
  try {
    return Math.round(Number(readFileSync(path, "utf8")) / 1000);
  } catch {
    return undefined;
  } finally {
    rmSync(path, { force: true });
  }
}

main();
