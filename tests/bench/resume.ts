/**
 * npm run bench:resume: what --resume costs a run that is not stopped. The built program over the corpus of npm run bench (100 MB, SEEDCLEAN_BENCH_MB)
 * with and without it, in turn, in processes of their own. Prints seconds by the clock and of the processor, and the medians of their ratios.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCorpus } from "./pipeline-corpus.ts";

const MEGABYTES = Number(process.env["SEEDCLEAN_BENCH_MB"] ?? 100);
const ROUNDS = Number(process.env["SEEDCLEAN_BENCH_ROUNDS"] ?? 5);
const PROGRAM = fileURLToPath(new URL("../../bin/seedclean.js", import.meta.url));

interface Seconds {
  readonly clock: number;
  readonly processor: number;
}

function secondsOf(folder: string, flags: readonly string[]): Seconds {
  const startMs = performance.now();
  const { status, stderr } = spawnSync("bash", ["-c", `TIMEFORMAT='%U %S'; time "$0" "$@"`, process.execPath, PROGRAM, "corpus", "-q", "-o", "out.jsonl", "--removed", "removed.jsonl", ...flags], { cwd: folder, encoding: "utf8" });
  const clock = (performance.now() - startMs) / 1000;
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0] = stderr.trim().split(" ").map(Number);
  return { clock, processor: user + system };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  try {
    mkdirSync(join(folder, "corpus"));
    const megabytes = makeCorpus(join(folder, "corpus"), MEGABYTES) / 1e6;
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      // Whoever comes second finds the disk busy with what the first one wrote.
      const flags = round % 2 === 0 ? [[], ["--resume"]] : [["--resume"], []];
      const [first, second] = flags.map((more) => secondsOf(folder, more));
      return round % 2 === 0 ? { without: first!, with: second! } : { without: second!, with: first! };
    });
    console.log(`Node ${process.version}, ${megabytes.toFixed(0)} MB, ${ROUNDS} alternating runs\n\n| round | without | with --resume | ratio | processor without | with | ratio |\n| --- | --- | --- | --- | --- | --- | --- |`);
    const cells = rounds.map((round) => (["clock", "processor"] as const).map((kind) => [round.without[kind], round.with[kind], round.with[kind] / round.without[kind]] as const));
    cells.forEach((kinds, i) => console.log(`| ${i + 1} | ${kinds.map((values) => `${values[0].toFixed(2)} s | ${values[1].toFixed(2)} s | ${values[2].toFixed(3)}`).join(" | ")} |`));
    console.log(`| median | | | ${median(cells.map(([clock]) => clock![2])).toFixed(3)} | | | ${median(cells.map(([, processor]) => processor![2])).toFixed(3)} |`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
