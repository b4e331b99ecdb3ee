/** Spark's event log of a run of `seedclean spark` → seconds and shuffled bytes by step, and memory by executor. */
import { readFileSync } from "node:fs";

/** As the driver names what a step hands on (NAME_PREFIX in seedclean_spark.py). */
const NAME_PREFIX = "seedclean ";

export interface Step {
  /** From when its first stage began until its last was done; with a stage of another step between them, without that. */
  readonly seconds: number;
  /** Summed over tasks. */
  readonly taskSeconds: number;
  readonly shuffledBytes: number;
}

export interface SparkCost {
  readonly steps: ReadonlyMap<string, Step>;
  readonly shuffledBytes: number;
  readonly spilledBytes: number;
  /** Peaks of one executor: the largest of all, in bytes. JVM, Python and Node together; peaks of the three need not meet. */
  readonly executorBytes: number;
  readonly executorParts: { readonly jvm: number; readonly python: number; readonly node: number };
}

interface Rdd {
  readonly "RDD ID": number;
  readonly Name: string;
  readonly "Parent IDs": readonly number[];
}

interface StageInfo {
  readonly "Stage ID": number;
  readonly "RDD Info": readonly Rdd[];
  readonly "Submission Time"?: number;
  readonly "Completion Time"?: number;
}

interface SparkEvent {
  readonly Event: string;
  readonly "Stage Info"?: StageInfo;
  readonly "Stage ID"?: number;
  readonly "Executor ID"?: string;
  readonly "Executor Metrics"?: Readonly<Record<string, number>>;
  readonly "Task Metrics"?: { readonly "Executor Run Time": number; readonly "Disk Bytes Spilled": number; readonly "Shuffle Write Metrics": { readonly "Shuffle Bytes Written": number } };
}

export function costOf(eventLog: string): SparkCost {
  const events = readFileSync(eventLog, "utf8").split("\n").filter((line) => line !== "").map((line): SparkEvent => JSON.parse(line));
  const stages = events.flatMap((event) => (event.Event === "SparkListenerStageCompleted" ? [event["Stage Info"]!] : []));
  const stepOf = stepsOfStages(stages);
  const steps = new Map<string, { seconds: number; taskSeconds: number; shuffledBytes: number }>();
  const at = (stage: number) => {
    const name = stepOf.get(stage) ?? "other";
    if (!steps.has(name)) steps.set(name, { seconds: 0, taskSeconds: 0, shuffledBytes: 0 });
    return steps.get(name)!;
  };
  for (const stage of stages) at(stage["Stage ID"]).seconds += ((stage["Completion Time"] ?? 0) - (stage["Submission Time"] ?? 0)) / 1000;
  let spilledBytes = 0;
  const peaks = new Map<string, { jvm: number; python: number; node: number }>();
  for (const event of events) {
    const task = event["Task Metrics"];
    if (event.Event === "SparkListenerTaskEnd" && task !== undefined) {
      const step = at(event["Stage ID"]!);
      step.taskSeconds += task["Executor Run Time"] / 1000;
      step.shuffledBytes += task["Shuffle Write Metrics"]["Shuffle Bytes Written"];
      spilledBytes += task["Disk Bytes Spilled"];
    }
    const metrics = event["Executor Metrics"];
    const executor = event["Executor ID"];
    if (event.Event !== "SparkListenerStageExecutorMetrics" || metrics === undefined || executor === undefined || executor === "driver") continue;
    const peak = peaks.get(executor) ?? { jvm: 0, python: 0, node: 0 };
    peaks.set(executor, {
      jvm: Math.max(peak.jvm, metrics["ProcessTreeJVMRSSMemory"] ?? 0),
      python: Math.max(peak.python, metrics["ProcessTreePythonRSSMemory"] ?? 0),
      node: Math.max(peak.node, metrics["ProcessTreeOtherRSSMemory"] ?? 0),
    });
  }
  const executorParts = [...peaks.values()].toSorted((a, b) => sum(b) - sum(a))[0] ?? { jvm: 0, python: 0, node: 0 };
  return { steps, shuffledBytes: [...steps.values()].reduce((all, { shuffledBytes }) => all + shuffledBytes, 0), spilledBytes, executorBytes: sum(executorParts), executorParts };
}

function sum({ jvm, python, node }: SparkCost["executorParts"]): number {
  return jvm + python + node;
}

/** A stage belongs to what it hands on, which the next named data set behind it says; the last stage of a job to what it ends in. */
function stepsOfStages(stages: readonly StageInfo[]): Map<number, string> {
  const rdds = new Map<number, Rdd>(stages.flatMap((stage) => stage["RDD Info"].map((rdd) => [rdd["RDD ID"], rdd] as const)));
  const children = new Map<number, number[]>();
  for (const rdd of rdds.values()) for (const parent of rdd["Parent IDs"]) children.set(parent, [...(children.get(parent) ?? []), rdd["RDD ID"]]);
  const nameBehind = (start: number): string | undefined => {
    for (let level = children.get(start) ?? []; level.length > 0; level = level.flatMap((id) => children.get(id) ?? [])) {
      const named = level.map((id) => rdds.get(id)!.Name).find((name) => name.startsWith(NAME_PREFIX));
      if (named !== undefined) return named;
    }
    return undefined;
  };
  return new Map(stages.map((stage) => {
    const own = stage["RDD Info"].toSorted((a, b) => b["RDD ID"] - a["RDD ID"]);
    const name = nameBehind(own[0]!["RDD ID"]) ?? own.find((rdd) => rdd.Name.startsWith(NAME_PREFIX))?.Name ?? "other";
    return [stage["Stage ID"], name.replace(NAME_PREFIX, "")] as const;
  }));
}
