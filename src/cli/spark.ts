import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT_USAGE, SeedcleanError, reasonOf } from "../errors.ts";
import { writeBundle } from "../scale-out/bundle.ts";
import { settingsOf, type SparkOptions, type TypedOption } from "./options.ts";
import { knownEncoding } from "./typed.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DRIVER = join(ROOT, "src/scale-out/spark/seedclean_spark.py");

/** What the driver calls the bundle, and files that options name, on every executor. */
const BUNDLE_NAME = "seedclean";

/** Settings of Spark that the driver counts on; those of --conf come behind them. */
const SPARK_SETTINGS: readonly string[] = ["spark.rdd.compress=true", "spark.io.compression.codec=zstd", "spark.log.level=WARN"];

/** Options of `clean` that need all of the corpus in one process, or a file beside it. */
const NOT_STAGED: Readonly<Record<string, string>> = {
  "--index": "no index is kept of a cluster's run",
  "--against": "no index can be read on a cluster",
  "--learn-tails": "learn tails on one machine (--learn-tails --save-tails FILE), and give them to --tails-from",
  "--save-tails": "learn tails on one machine (--learn-tails --save-tails FILE), and give them to --tails-from",
  "--files-from": "name the folders",
  "--hidden": "Spark passes over names that begin with a dot",
  "--split-by": "Spark writes parts; split them by their field language",
  "--report": "make it from the parts, with seedclean report",
  "--json-summary": "count the lines of the ledger",
  "--memory": "a cluster's index is its disks",
  "--jobs": "Spark says how many tasks run: --conf spark.executor.cores=N",
  "--temp-dir": "Spark says where its executors write: --conf spark.local.dir=FOLDER",
};

/** `seedclean spark`: bundles Node and the package, and hands all to spark-submit. Sets the exit code to its. */
export async function runSpark(inputs: readonly string[], options: SparkOptions, typed: readonly TypedOption[]): Promise<void> {
  refuseNotStaged(typed);
  settingsOf(options);
  if (!options.duplicates.passages && options.duplicates.documents) throw new SeedcleanError("usage", "--duplicates documents has no form for a cluster; leave it out, or give --duplicates passages");
  if (options.textOnly === true && options.fields.size > 0) throw new SeedcleanError("usage", "--text-only writes no fields; leave out --fields");
  refuseNested(options.output, options.removed);
  if (options.inputFormat === "parquet" || inputs.some((path) => path.endsWith(".parquet"))) throw new SeedcleanError("usage", "Parquet is not read on a cluster yet; give JSONL");
  if (options.printCommand === true && options.bundle === undefined) throw new SeedcleanError("usage", "--print-command needs --bundle FILE, which the command ships; it is made if it is not there");
  const program = options.printCommand === true ? "spark-submit" : sparkSubmit();
  const temporary = options.bundle === undefined ? mkdtempSync(join(tmpdir(), "seedclean-spark-")) : undefined;
  try {
    const bundle = options.bundle ?? join(temporary!, "seedclean.tgz");
    if (!existsSync(bundle)) writeBundle(resolve(bundle), process.execPath, ROOT);
    const parameters = parametersOf(inputs, options, typed, bundle);
    if (options.printCommand === true) process.stdout.write(`${[program, ...parameters].map(quoted).join(" ")}\n`);
    else process.exitCode = await ended(program, parameters);
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  }
}

/** Each gets its name as a whole: one that is in the other would have none to get. */
function refuseNested(output: string, removed: string | undefined): void {
  if (removed === undefined) return;
  const below = (path: string): string => `${path.replace(/\/+$/, "")}/`;
  const [first, second] = [below(output), below(removed)];
  if (first === second) throw new SeedcleanError("usage", "-o and --removed name the same folder; give different ones");
  if (first.startsWith(second) || second.startsWith(first)) throw new SeedcleanError("usage", "of -o and --removed one is in the other; name folders that stand side by side");
}

function refuseNotStaged(typed: readonly TypedOption[]): void {
  const found = typed.find(({ flag }) => flag in NOT_STAGED);
  if (found !== undefined) throw new SeedcleanError("usage", `${found.flag} has no form for a cluster: ${NOT_STAGED[found.flag]}`);
}

/** By SPARK_HOME or PATH. @throws SeedcleanError "usage" where there is none */
function sparkSubmit(): string {
  const home = process.env["SPARK_HOME"];
  const folders = home === undefined || home === "" ? (process.env["PATH"] ?? "").split(delimiter) : [join(home, "bin")];
  const found = folders.map((folder) => join(folder, "spark-submit")).find(isProgram);
  if (found !== undefined) return found;
  const where = home === undefined || home === "" ? "on the PATH" : `in ${join(home, "bin")}`;
  throw new SeedcleanError("usage", `there is no spark-submit ${where}; install Apache Spark 4 (pip install pyspark pandas pyarrow numpy, and Java 17), or set SPARK_HOME`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function parametersOf(inputs: readonly string[], options: SparkOptions, typed: readonly TypedOption[], bundle: string): readonly string[] {
  const { parameters, files } = stageParameters(typed);
  return [
    ...(options.master === undefined ? [] : ["--master", options.master]),
    ...[...SPARK_SETTINGS, ...(options.conf ?? [])].flatMap((setting) => ["--conf", setting]),
    "--archives", `${bundle}#${BUNDLE_NAME}`,
    ...(files.length > 0 ? ["--files", files.join(",")] : []),
    DRIVER,
    "--output", options.output,
    ...(options.removed === undefined ? [] : ["--removed", options.removed]),
    "--options", JSON.stringify(parameters),
    "--scope", options.scope,
    ...(options.duplicates.passages || options.duplicates.documents ? [] : ["--no-duplicates"]),
    "--partition-size", String(options.partitionSize),
    ...(options.partitions === undefined ? [] : ["--partitions", String(options.partitions)]),
    "--most-open", String(options.mostOpen),
    ...(options.verbose === true ? ["--verbose"] : []),
    ...(options.quiet === true ? ["--quiet"] : []),
    "--", ...inputs,
  ];
}

/** What is typed for all stages; files that options name travel under names of their own. */
function stageParameters(typed: readonly TypedOption[]): { readonly parameters: readonly (string | { readonly file: string })[]; readonly files: readonly string[] } {
  const files: string[] = [];
  const parameters = typed.filter(({ isStages }) => isStages).flatMap(({ flag, value }) => {
    if (value === undefined) return [flag];
    if (flag === "--encoding") return [flag, knownEncoding(value, flag)];
    if (flag !== "--tail-words" && flag !== "--tails-from") return [flag, value];
    const file = `${BUNDLE_NAME}${flag.slice(1)}.json`;
    files.push(`${value}#${file}`);
    return [flag, { file }];
  });
  return { parameters, files };
}

/** Quoted for a shell where it must be. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Runs it on this terminal. A signal goes on to it, and its exit code comes back. */
async function ended(program: string, parameters: readonly string[]): Promise<number> {
  // Spark writes what the driver says to standard output.
  const STDERR = 2;
  const child = spawn(program, parameters, { stdio: ["ignore", STDERR, STDERR] });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGTERM", pass);
  process.on("SIGINT", pass);
  try {
    return await new Promise<number>((settle, fail) => {
      child.on("error", (error) => fail(new SeedcleanError("usage", `${program}: cannot be started (${reasonOf(error)})`)));
      child.on("close", (code, signal) => settle(signal === "SIGTERM" ? 143 : signal === "SIGINT" ? 130 : (code ?? EXIT_USAGE)));
    });
  } finally {
    process.off("SIGTERM", pass);
    process.off("SIGINT", pass);
  }
}
