/** `seedclean spark` on a real Spark: the same bytes as `clean`. Skipped where there is no PySpark. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROGRAM, seedclean } from "../program.ts";
import { mixedDocuments } from "./mixed-corpus.ts";
import { pathOfWorkers, sparkPython, startStandalone } from "./standalone.ts";

const python = sparkPython();
/** Each run takes most of a minute, most of which Spark starts processes: one is enough for every check. SEEDCLEAN_SPARK=all runs all. */
const runsAll = process.env["SEEDCLEAN_SPARK"] === "all";
if (python === undefined) process.stderr.write("tests of seedclean spark are skipped: there is no spark-submit, Java, or Python with pyspark, pandas, pyarrow and numpy\n");

/** Folders of Spark's workers, logs and unfinished parts must not stay in the checkout. */
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "seedclean-spark-test-"));
  mkdirSync(join(folder, "corpus/more"), { recursive: true });
  const documents = [...mixedDocuments(7, { bytes: 400_000, revisions: 60 })];
  const lines = (from: number, to: number): string => documents.slice(from, to).map((text) => `${JSON.stringify({ text, from })}\n`).join("");
  const quarter = Math.floor(documents.length / 4);
  writeFileSync(join(folder, "corpus/b.jsonl"), lines(0, quarter));
  writeFileSync(join(folder, "corpus/more/a.jsonl.gz"), gzipSync(lines(quarter, 2 * quarter)));
  writeFileSync(join(folder, "corpus/a, [1]%20.jsonl"), lines(2 * quarter, 3 * quarter));
  documents.slice(3 * quarter).forEach((text, i) => writeFileSync(join(folder, `corpus/more/${i}.txt`), text));
  writeFileSync(join(folder, "corpus/z.txt"), "");
  writeFileSync(join(folder, "corpus/broken.gz"), "no archive at all");
  writeFileSync(join(folder, "corpus/broken.jsonl"), `{"text": "half a line\n${JSON.stringify({ text: documents[3] })}\n`);
  symlinkSync("nowhere", join(folder, "corpus/dead link.txt"));
  symlinkSync(".", join(folder, "corpus/more/circle"));
  spawnSync("mkfifo", [join(folder, "corpus/more/pipe.txt")]);
  const { code, stderr } = seedclean(folder, ["corpus", "-o", "one.jsonl", "--removed", "one.removed.jsonl"]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("broken archive") });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface SparkRun {
  readonly code: number | null;
  readonly stderr: string;
}

/** @param meanwhile is called with the process as soon as it has started */
function spark(parameters: readonly string[], meanwhile: (child: ChildProcess) => void = () => {}): Promise<SparkRun> {
  const settings = ["spark.ui.enabled=false", `spark.pyspark.python=${python}`, "spark.sql.shuffle.partitions=2"].flatMap((setting) => ["--conf", setting]);
  const child = spawn(process.execPath, [PROGRAM, "spark", "corpus", "--bundle", "bundle.tgz", ...settings, ...parameters], { cwd: folder, env: { ...process.env, PYSPARK_PYTHON: python }, stdio: ["ignore", "ignore", "pipe"] });
  meanwhile(child);
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stderr })));
}

const parts = (name: string): string => readdirSync(join(folder, name)).filter((file) => file.startsWith("part-")).toSorted().map((file) => readFileSync(join(folder, name, file), "utf8")).join("");
const whole = (name: string): string => readFileSync(join(folder, name), "utf8");

function expectTheSame(name: string): void {
  expect(parts(name)).toBe(whole("one.jsonl"));
  expect(parts(`${name}.removed`)).toBe(whole("one.removed.jsonl"));
  expect(existsSync(join(folder, name, "_SUCCESS"))).toBe(true);
  expect(readdirSync(folder).filter((file) => file.includes("unfinished"))).toEqual([]);
}

describe.skipIf(python === undefined)("seedclean spark writes what clean writes", () => {
  test.skipIf(!runsAll)("with one part", { timeout: 300_000 }, async () => {
    const { code, stderr } = await spark(["-o", "one part", "--removed", "one part.removed", "--master", "local[2]", "--partitions", "1"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("broken archive") });
    expect(stderr).toContain("corpus/broken.jsonl:1: the line is no JSON");
    expectTheSame("one part");
  });

  test("with two parts, decided in rounds, behind a run that was killed before its output had its name", { timeout: 300_000 }, async () => {
    for (const name of [".two.unfinished/parts", ".two.removed.unfinished", "two.removed"]) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, ".two.unfinished/parts/_SUCCESS"), "");
    writeFileSync(join(folder, "two.removed/part-00000"), "of the run that was killed\n");
    const { code, stderr } = await spark(["-o", "two", "--removed", "two.removed", "--master", "local[2]", "--partitions", "2", "--most-open", "0"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/\d+ rounds, \d+ passages left/) });
    expect(stderr).toContain("corpus/dead link.txt: cannot be read (ENOENT); check that it exists and may be read");
    expectTheSame("two");
  });

  test.skipIf(!runsAll)("with seven parts, on executors whose PATH has no Node", { timeout: 600_000 }, async () => {
    const { code, stderr } = await spark(["-o", "seven", "--removed", "seven.removed", "--master", "local-cluster[2,1,1024]", "--partitions", "7", "--conf", `spark.executorEnv.PATH=${pathOfWorkers(folder)}`]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("documents read") });
    expectTheSame("seven");
  });

  test.skipIf(!runsAll)("with three parts, on a master with two workers whose PATH has no Node", { timeout: 600_000 }, async () => {
    const cluster = await startStandalone(folder, python!);
    try {
      const { code, stderr } = await spark(["-o", "three", "--removed", "three.removed", "--master", cluster.url, "--partitions", "3"]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("documents read") });
      expectTheSame("three");
    } finally {
      cluster.stop();
    }
  });
});

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly command: string;
}

/** All that runs on this machine. */
function processes(): readonly Process[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).flatMap((name): Process[] => {
    try {
      const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, "utf8"))![1]);
      return [{ id: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ") }];
    } catch {
      return [];
    }
  });
}

/** Waits until a run that `child` started runs a stage on a worker. @returns the processes above the stage, the nearest first */
async function aboveStage(name: string, child: ChildProcess): Promise<readonly Process[]> {
  while (child.exitCode === null) {
    const all = new Map(processes().map((process) => [process.id, process] as const));
    for (const stage of all.values()) {
      if (!stage.command.includes(` stage ${name} `)) continue;
      const above: Process[] = [];
      for (let next = all.get(stage.parent); next !== undefined; next = all.get(next.parent)) above.push(next);
      if (above.some(({ id }) => id === child.pid)) return above;
    }
    await sleep(50);
  }
  throw new Error(`the run ended before the stage ${name} began`);
}

describe.skipIf(python === undefined || !runsAll || process.platform !== "linux")("seedclean spark, while something is killed", () => {
  test("an executor: the others do its work again", { timeout: 600_000 }, async () => {
    const killed: Promise<void>[] = [];
    const { code, stderr } = await spark(["-o", "hurt", "--removed", "hurt.removed", "--master", "local-cluster[2,1,1024]", "--partitions", "5"], (child) => killed.push((async () => {
      const executor = (await aboveStage("verify", child)).find(({ command }) => command.includes("CoarseGrainedExecutorBackend"))!;
      process.kill(executor.id, "SIGKILL");
    })()));
    await Promise.all(killed);
    expect(stderr).toMatch(/Lost executor|executor \d+ .*lost/i);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("documents read") });
    expectTheSame("hurt");
  });

  test("the driver: there is no output, and the next run writes it", { timeout: 600_000 }, async () => {
    const parameters = ["-o", "again", "--removed", "again.removed", "--master", "local[2]", "--partitions", "2"];
    const killed: Promise<void>[] = [];
    const { code } = await spark(parameters, (child) => killed.push((async () => {
      const driver = (await aboveStage("apply", child)).find(({ command }) => command.includes("SparkSubmit"))!;
      process.kill(driver.id, "SIGKILL");
    })()));
    await Promise.all(killed);
    expect(code).not.toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes("again")).toSorted()).toEqual([".again.unfinished"]);
    expect(await spark(parameters)).toEqual({ code: 1, stderr: expect.stringContaining("documents read") });
    expectTheSame("again");
  });
});
