/**
 * npm run bench:spark: what `seedclean spark` costs, and whether it writes what `clean` writes, over the corpus of tests/scale-out/large-corpus.ts. Needs
 * PySpark on the PATH, and 12 MB of disk for each megabyte. SEEDCLEAN_BENCH_MB="25 100" are its sizes, SEEDCLEAN_BENCH_PARTITIONS=7 its tasks, and
 * SEEDCLEAN_BENCH_MASTER="local-cluster[2,1,1024]" any master; "standalone" starts one with two workers here. Exit code 1 if bytes differ.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeLargeCorpus } from "../scale-out/large-corpus.ts";
import { sparkPython, startStandalone } from "../scale-out/standalone.ts";
import { costOf, type SparkCost } from "./spark-events.ts";

const SIZES = (process.env["SEEDCLEAN_BENCH_MB"] ?? "25 100").split(" ").map(Number);
const PARTITIONS = process.env["SEEDCLEAN_BENCH_PARTITIONS"] ?? "7";
const MASTER = process.env["SEEDCLEAN_BENCH_MASTER"] ?? "local-cluster[2,1,1024]";
const PROGRAM = fileURLToPath(new URL("../../bin/seedclean.js", import.meta.url));
const PRELOADED = fileURLToPath(new URL("peak-memory.cjs", import.meta.url));

interface Run {
  readonly seconds: number;
  readonly digest: string;
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest("hex");
}

const partsOf = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith("part-")).toSorted().map((name) => join(folder, name));

function timed(folder: string, parameters: readonly string[], environment: NodeJS.ProcessEnv): number {
  const startMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...parameters], { cwd: folder, env: { ...process.env, ...environment }, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`exit code ${status}: ${stderr.slice(-2000)}`);
  return (performance.now() - startMs) / 1000;
}

function runClean(folder: string): Run & { readonly peakBytes: number } {
  const seconds = timed(folder, ["corpus", "-q", "-o", "one.jsonl", "--removed", "one.removed.jsonl"], { NODE_OPTIONS: `--require=${PRELOADED}`, SEEDCLEAN_PEAK: join(folder, "peak") });
  return { seconds, peakBytes: Number(readFileSync(join(folder, "peak"), "utf8")) * 1000, digest: digestOf([join(folder, "one.jsonl"), join(folder, "one.removed.jsonl")]) };
}

function runSpark(folder: string, master: string, python: string): Run & { readonly cost: SparkCost } {
  mkdirSync(join(folder, "events"));
  const settings = [
    "spark.ui.enabled=false", `spark.pyspark.python=${python}`, // Spark reads the memory of processes by getconf.
    `spark.executorEnv.PATH=${process.env["PATH"]}`, "spark.executor.memory=1g",
    "spark.eventLog.enabled=true", "spark.eventLog.rolling.enabled=false", "spark.eventLog.compress=false", `spark.eventLog.dir=file://${folder}/events`,
    "spark.eventLog.logStageExecutorMetrics=true", "spark.executor.processTreeMetrics.enabled=true", "spark.executor.metrics.pollingInterval=500",
  ];
  const parameters = ["spark", "corpus", "-q", "-o", "many", "--removed", "many.removed", "--master", master, "--partitions", PARTITIONS, ...settings.flatMap((setting) => ["--conf", setting])];
  const seconds = timed(folder, parameters, { PYSPARK_PYTHON: python });
  const log = join(folder, "events", readdirSync(join(folder, "events")).find((name) => !name.startsWith("."))!);
  return { seconds, digest: digestOf([...partsOf(join(folder, "many")), ...partsOf(join(folder, "many.removed"))]), cost: costOf(log) };
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

async function main(): Promise<void> {
  const python = sparkPython();
  if (python === undefined) throw new Error("there is no spark-submit, Java, or Python with pyspark, pandas, pyarrow and numpy");
  console.log(`Node ${process.version}, ${MASTER}, ${PARTITIONS} parts`);
  const root = mkdtempSync(join(tmpdir(), "seedclean-bench-"));
  const cluster = MASTER === "standalone" ? await startStandalone(root, python) : undefined;
  try {
    for (const size of SIZES) {
      const folder = join(root, String(size));
      const bytes = makeLargeCorpus(join(folder, "corpus"), size * 1e6);
      const clean = runClean(folder);
      const spark = runSpark(folder, cluster?.url ?? MASTER, python);
      const isSame = clean.digest === spark.digest;
      if (!isSame) process.exitCode = 1;
      show(bytes, clean, spark, isSame);
      rmSync(folder, { recursive: true });
    }
  } finally {
    cluster?.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

function show(bytes: number, clean: ReturnType<typeof runClean>, { seconds, cost }: ReturnType<typeof runSpark>, isSame: boolean): void {
  const { jvm, python, node } = cost.executorParts;
  console.log(`
${megabytes(bytes)} MB of text: ${isSame ? "the same bytes" : "THE BYTES DIFFER"}
clean ${clean.seconds.toFixed(0)} s, ${megabytes(clean.peakBytes)} MB; spark ${seconds.toFixed(0)} s, ${(seconds / clean.seconds).toFixed(1)} times that
shuffled ${megabytes(cost.shuffledBytes)} MB, ${(cost.shuffledBytes / bytes).toFixed(2)} of the text; spilled ${megabytes(cost.spilledBytes)} MB
an executor at most ${megabytes(cost.executorBytes)} MB: JVM ${megabytes(jvm)}, Python ${megabytes(python)}, Node ${megabytes(node)}

| step | seconds | of tasks | shuffled |
| --- | --- | --- | --- |
${[...cost.steps].map(([name, step]) => `| ${name} | ${step.seconds.toFixed(1)} | ${step.taskSeconds.toFixed(1)} | ${megabytes(step.shuffledBytes)} MB |`).join("\n")}`);
}

await main();
