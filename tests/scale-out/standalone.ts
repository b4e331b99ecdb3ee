import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** By these Spark itself unpacks archives, and makes files on a disk. */
const PROGRAMS_OF_WORKERS = ["bash", "tar", "gzip", "chmod"] as const;

/** As Spark's own scripts say it: a worker asks for it before it starts an executor. */
const SPARK_SCALA_VERSION = "2.13";

/** What Spark's own scripts open of Java 17 for its masters and workers. */
const OPENED = ["java.lang", "java.lang.invoke", "java.io", "java.net", "java.nio", "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar"];

/** The Python that has PySpark stands beside spark-submit. */
export function sparkPython(): string | undefined {
  const folder = (process.env["PATH"] ?? "").split(delimiter).find((path) => existsSync(join(path, "spark-submit")));
  if (folder === undefined || spawnSync("java", ["-version"]).status !== 0) return undefined;
  const python = join(folder, "python");
  return spawnSync(python, ["-c", "import pyspark, pandas, pyarrow, numpy"]).status === 0 ? python : undefined;
}

/** A folder that as PATH has what Spark needs, and no Node. */
export function pathOfWorkers(folder: string): string {
  const path = join(folder, "bin");
  mkdirSync(path, { recursive: true });
  for (const program of PROGRAMS_OF_WORKERS) if (!existsSync(join(path, program))) symlinkSync(programOf(program), join(path, program));
  return path;
}

function programOf(name: string): string {
  return spawnSync("which", [name], { encoding: "utf8" }).stdout.trim();
}

export interface StandaloneCluster {
  readonly url: string;
  stop(): void;
}

/** Spark's own master with two workers of one core on this machine, whose PATH has no Node. Their files go below `folder`. */
export async function startStandalone(folder: string, python: string): Promise<StandaloneCluster> {
  const home = spawnSync(python, ["-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))"], { encoding: "utf8" }).stdout.trim();
  const path = pathOfWorkers(folder);
  const started: ChildProcess[] = [];
  const start = async (main: string, said: RegExp, parameters: readonly string[]): Promise<string> => {
    // A pipe that nobody empties while the caller waits for a program would stop them.
    const log = join(folder, `log-${started.length}`);
    const child = spawn(programOf("java"), ["-Xmx512m", ...OPENED.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`), "-cp", `${join(home, "jars")}/*`, main, ...parameters], { cwd: folder, env: { PATH: path, SPARK_HOME: home, SPARK_SCALA_VERSION }, stdio: ["ignore", "ignore", openSync(log, "w")] });
    started.push(child);
    while (child.exitCode === null) {
      const found = said.exec(readFileSync(log, "utf8"));
      if (found !== null) return found[1]!;
      await sleep(100);
    }
    throw new Error(`${main} ended: ${readFileSync(log, "utf8")}`);
  };
  const stop = (): void => started.forEach((child) => child.kill());
  try {
    const url = await start("org.apache.spark.deploy.master.Master", /Starting Spark master at (spark:\S+)/, ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]);
    const worker = ["--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "1100M", "--work-dir", join(folder, "work"), url];
    await Promise.all([1, 2].map(() => start("org.apache.spark.deploy.worker.Worker", /Successfully registered with master (\S+)/, worker)));
    return { url, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
