/**
 * npm run bench: the whole pipeline in one thread beside a floor (read, decode, JSON.stringify, write; one thread) on the same
 * corpus in one run. The corpus is made for it: about 50 MB (SEEDCLEAN_BENCH_MB) of documents of median 4 KB in Japanese,
 * Chinese, English and German, 15 % of their passages copied from earlier documents, half of the copies lightly edited.
 * Sentences come from shared/data/ntrex where it is there, else from made-up words. Prints MB/s, the ratio to the floor, peak memory
 * and each stage's share of the time.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SHARED } from "../shared.ts";
import { makeCorpus } from "./pipeline-corpus.ts";

const MEGABYTES = Number(process.env["SEEDCLEAN_BENCH_MB"] ?? 50);
const ROUNDS = 3;

interface Seconds {
  readonly clock: number;
  readonly processor: number;
}

interface Rounds {
  readonly floor: readonly Seconds[];
  readonly pipeline: readonly Seconds[];
  /** Milliseconds of all rounds by step. */
  readonly spent: Readonly<Record<string, number>>;
  readonly peakMegabytes: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  try {
    mkdirSync(join(folder, "corpus"));
    const megabytes = makeCorpus(join(folder, "corpus"), MEGABYTES) / 1e6;
    const script = fileURLToPath(new URL("pipeline-rounds.mjs", import.meta.url));
    const { stdout } = spawnSync(process.execPath, [script, folder, String(ROUNDS)], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    report(megabytes, JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(megabytes: number, rounds: Rounds): void {
  console.log(`Node ${process.version}, ${megabytes.toFixed(0)} MB, median of ${ROUNDS} alternating runs${SHARED === undefined ? ", made-up words" : ""}\n`);
  console.log("| what | MB/s by the clock | ratio to the floor | MB a second of the processor | ratio |\n| --- | --- | --- | --- | --- |");
  for (const what of ["floor", "pipeline"] as const) {
    const cells = (["clock", "processor"] as const).map((kind) => {
      const seconds = median(rounds[what].map((round) => round[kind]));
      const floor = median(rounds.floor.map((round) => round[kind]));
      return `${(megabytes / seconds).toFixed(1)} | ${(floor / seconds).toFixed(3)}`;
    });
    console.log(`| ${what} | ${cells.join(" | ")} |`);
  }
  const totalSeconds = rounds.pipeline.reduce((sum, { clock }) => sum + clock, 0);
  console.log(`\nPeak memory of the process: ${rounds.peakMegabytes.toFixed(0)} MB\n\n| stage | share of the time |\n| --- | --- |`);
  let known = 0;
  for (const [step, milliseconds] of Object.entries(rounds.spent)) {
    known += milliseconds / 1000;
    console.log(`| ${step} | ${((milliseconds / 10 / totalSeconds)).toFixed(1)} % |`);
  }
  console.log(`| read, stringify, output and the rest | ${((100 * (totalSeconds - known)) / totalSeconds).toFixed(1)} % |`);
}

main();
