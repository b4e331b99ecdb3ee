/**
 * npm run bench:resume: what --resume costs a run that is not stopped. The built program over the corpus of npm run bench (100 MB, SEEDCLEAN_BENCH_MB)
 * with and without it, side by side with one job each, so that both meet the same load. Prints seconds by the clock and of the processor, and the medians
 * of their ratios.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeCorpus } from "./pipeline-corpus.ts";

const MEGABYTES = Number(process.env["SEEDCLEAN_BENCH_MB"] ?? 100);
const ROUNDS = Number(process.env["SEEDCLEAN_BENCH_ROUNDS"] ?? 3);
const PROGRAM = fileURLToPath(new URL("../../bin/seedclean.js", import.meta.url));

interface Seconds {
  readonly clock: number;
  readonly processor: number;
}

async function secondsOf(folder: string, name: string, flags: readonly string[]): Promise<Seconds> {
  const startMs = performance.now();
  const parameters = [process.execPath, PROGRAM, "corpus", "-q", "--jobs", "1", "-o", `${name}.jsonl`, "--removed", `${name}.removed.jsonl`, ...flags];
  const { stderr } = await promisify(execFile)("bash", ["-c", `TIMEFORMAT='%U %S'; time "$0" "$@"`, ...parameters], { cwd: folder });
  const [user = 0, system = 0] = stderr.trim().split(" ").map(Number);
  return { clock: (performance.now() - startMs) / 1000, processor: user + system };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  try {
    mkdirSync(join(folder, "corpus"));
    const megabytes = makeCorpus(join(folder, "corpus"), MEGABYTES, "files") / 1e6;
    const rounds: { readonly without: Seconds; readonly with: Seconds }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [without, resumable] = await Promise.all([secondsOf(folder, "without", []), secondsOf(folder, "with", ["--resume"])]);
      rounds.push({ without, with: resumable });
    }
    console.log(`Node ${process.version}, ${megabytes.toFixed(0)} MB, ${ROUNDS} runs side by side\n\n| round | without | with --resume | ratio | processor without | with | ratio |\n| --- | --- | --- | --- | --- | --- | --- |`);
    const cells = rounds.map((round) => (["clock", "processor"] as const).map((kind) => [round.without[kind], round.with[kind], round.with[kind] / round.without[kind]] as const));
    cells.forEach((kinds, i) => console.log(`| ${i + 1} | ${kinds.map((values) => `${values[0].toFixed(2)} s | ${values[1].toFixed(2)} s | ${values[2].toFixed(3)}`).join(" | ")} |`));
    console.log(`| median | | | ${median(cells.map(([clock]) => clock![2])).toFixed(3)} | | | ${median(cells.map(([, processor]) => processor![2])).toFixed(3)} |`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
