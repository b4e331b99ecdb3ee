/**
 * npm run bench [-- FORM …]: the whole pipeline with one job and with two beside a floor (read, decode, JSON.stringify, write; one thread) on the
 * same corpus in one process in turn. The corpus (pipeline-corpus.ts) is about 50 MB (SEEDCLEAN_BENCH_MB), as files in UTF-8 ("files"), with a fifth
 * of them in the encodings of old ("legacy"), and as JSON lines ("jsonl"). Prints MB/s, ratios, peak memory and each stage's share of the time.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SHARED } from "../shared.ts";
import { type Form, FORMS, makeCorpus } from "./pipeline-corpus.ts";

const MEGABYTES = Number(process.env["SEEDCLEAN_BENCH_MB"] ?? 50);
const ROUNDS = Number(process.env["SEEDCLEAN_BENCH_ROUNDS"] ?? 3);

interface Seconds {
  readonly clock: number;
  readonly processor: number;
}

interface Rounds {
  readonly seconds: Readonly<Record<(typeof RUNS)[number], readonly Seconds[]>>;
  /** Milliseconds of all rounds with one job by step. */
  readonly spent: Readonly<Record<string, number>>;
  readonly peakMegabytes: number;
}

const RUNS = ["floor", "one job", "two jobs"] as const;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function main(): void {
  const wanted = FORMS.filter((form) => process.argv.length === 2 || process.argv.includes(form));
  console.log(`Node ${process.version}, ${MEGABYTES} MB, medians of ${ROUNDS} rounds${SHARED === undefined ? ", made-up words" : ""}`);
  for (const form of wanted) measure(form);
}

function measure(form: Form): void {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  try {
    mkdirSync(join(folder, "corpus"));
    const megabytes = makeCorpus(join(folder, "corpus"), MEGABYTES, form) / 1e6;
    const script = fileURLToPath(new URL("pipeline-rounds.mjs", import.meta.url));
    const { stdout } = spawnSync(process.execPath, [script, folder, String(ROUNDS)], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    report(form, megabytes, JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(form: Form, megabytes: number, rounds: Rounds): void {
  console.log(`\n| ${form} | MB/s by the clock | ratio to the floor | MB a second of the processor | ratio |\n| --- | --- | --- | --- | --- |`);
  for (const what of RUNS) {
    const cells = (["clock", "processor"] as const).map((kind) => {
      const [seconds, floor] = [what, "floor" as const].map((run) => median(rounds.seconds[run].map((round) => round[kind])));
      return `${(megabytes / seconds!).toFixed(1)} | ${(floor! / seconds!).toFixed(3)}`;
    });
    console.log(`| ${what} | ${cells.join(" | ")} |`);
  }
  const gains = rounds.seconds["one job"].map(({ clock }, i) => clock / rounds.seconds["two jobs"][i]!.clock);
  console.log(`\nTwo jobs against one: ${gains.map((gain) => gain.toFixed(2)).join(", ")}`);
  const totalSeconds = rounds.seconds["one job"].reduce((sum, { clock }) => sum + clock, 0);
  console.log(`\nPeak memory of the process: ${rounds.peakMegabytes.toFixed(0)} MB\n\n| stage | share of the time |\n| --- | --- |`);
  let known = 0;
  for (const [step, milliseconds] of Object.entries(rounds.spent)) {
    known += milliseconds / 1000;
    console.log(`| ${step} | ${((milliseconds / 10 / totalSeconds)).toFixed(1)} % |`);
  }
  console.log(`| read, stringify, output and the rest | ${((100 * (totalSeconds - known)) / totalSeconds).toFixed(1)} % |`);
}

main();
