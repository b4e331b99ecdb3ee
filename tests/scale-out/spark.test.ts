/** `seedclean spark` on a real Spark: the same bytes as `clean`. Skipped where there is no PySpark. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROGRAM, seedclean } from "../program.ts";
import { mixedDocuments } from "./mixed-corpus.ts";

/** The Python that has PySpark stands beside spark-submit. */
function sparkPython(): string | undefined {
  const folder = (process.env["PATH"] ?? "").split(delimiter).find((path) => existsSync(join(path, "spark-submit")));
  if (folder === undefined || spawnSync("java", ["-version"]).status !== 0) return undefined;
  const python = join(folder, "python");
  return spawnSync(python, ["-c", "import pyspark, pandas, pyarrow, numpy"]).status === 0 ? python : undefined;
}

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

function spark(parameters: readonly string[]): Promise<SparkRun> {
  const settings = ["spark.ui.enabled=false", `spark.pyspark.python=${python}`, "spark.sql.shuffle.partitions=2"].flatMap((setting) => ["--conf", setting]);
  const child = spawn(process.execPath, [PROGRAM, "spark", "corpus", "--bundle", "bundle.tgz", ...settings, ...parameters], { cwd: folder, env: { ...process.env, PYSPARK_PYTHON: python }, stdio: ["ignore", "ignore", "pipe"] });
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
    // Spark itself unpacks archives by these, and makes files on a disk.
    mkdirSync(join(folder, "bin"));
    for (const program of ["bash", "tar", "gzip", "chmod"]) symlinkSync(spawnSync("which", [program], { encoding: "utf8" }).stdout.trim(), join(folder, "bin", program));
    const { code, stderr } = await spark(["-o", "seven", "--removed", "seven.removed", "--master", "local-cluster[2,1,1024]", "--partitions", "7", "--conf", `spark.executorEnv.PATH=${folder}/bin`]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("documents read") });
    expectTheSame("seven");
  });
});
