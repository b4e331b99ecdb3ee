/**
 * 200 runs of the built program are ended by SIGKILL, SIGTERM and SIGINT at random moments: under the final names stands what stood
 * there before, or all of the new; the next run cleans up, and an index can still be used.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { folderWith, PROGRAM } from "../program.ts";
import { files } from "./corpus.ts";

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly elapsedMs: number;
}

const SIGNALS = ["SIGKILL", "SIGTERM", "SIGINT"] as const;
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130, SIGKILL: undefined } as const;

/** Random numbers that a failure can be repeated with as far as the machine allows. */
const seed = Date.now() % 1_000_000;
let state = seed;
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

async function run(folder: string, parameters: readonly string[], interrupt: (child: ChildProcess) => Promise<unknown> = () => Promise.resolve()): Promise<Ended> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [PROGRAM, "in", "--quiet", "--temp-dir", "temp", ...parameters], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code, signal) => resolve({ code, signal, stderr, elapsedMs: performance.now() - startMs })));
  await Promise.race([ended, interrupt(child)]);
  return ended;
}

const OWN_FILES = ["out.jsonl", "removed.jsonl", "summary.json"];
const partsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith(".part"));

function content(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8").replace(/"elapsedMs": \d+/, "");
  } catch {
    return undefined;
  }
}

const FLAGS = ["-o", "out.jsonl", "--removed", "removed.jsonl", "--json-summary", "summary.json"];

/** Ends `count` runs in one folder; the signal comes between start and end of an undisturbed run. */
async function disturb(corpus: Record<string, string>, count: number, flags: readonly string[], check: (folder: string, reference: ReadonlyMap<string, string | undefined>) => Promise<void> | void): Promise<number> {
  const folder = folderWith(corpus);
  mkdirSync(join(folder, "temp"));
  const whole = await run(folder, [...FLAGS, ...flags]);
  expect(whole).toMatchObject({ code: 0, stderr: "" });
  const reference = new Map(OWN_FILES.map((name) => [name, content(folder, name)]));
  for (const name of OWN_FILES) rmSync(join(folder, name));
  let interrupted = 0;
  for (let i = 0; i < count; i++) {
    const signal = SIGNALS[i % SIGNALS.length]!;
    const afterMs = random() * whole.elapsedMs;
    const partsBefore = partsIn(folder);
    const ended = await run(folder, [...FLAGS, ...flags], async (child) => {
      await wait(afterMs);
      child.kill(signal);
    });
    const told = `seed ${seed}, run ${i}: ${signal} after ${Math.round(afterMs)} ms → ${JSON.stringify(ended)}`;
    // Before the program listens, a signal ends it as it ends any other.
    if (ended.signal === null) expect([0, EXIT_CODES[signal]], told).toContain(ended.code);
    else expect(ended.signal, told).toBe(signal);
    expect(ended.stderr, told).toBe(ended.code === EXIT_CODES[signal] ? `seedclean: stopped by ${signal}; nothing was left half written\n` : "");
    if (ended.signal === null) expect(partsIn(folder).filter((name) => !partsBefore.includes(name)), told).toEqual([]);
    if (ended.code !== 0) interrupted++;
    await check(folder, reference);
    for (const name of OWN_FILES) rmSync(join(folder, name), { force: true });
  }
  expect(await run(folder, [...FLAGS, ...flags])).toMatchObject({ code: 0, stderr: "" });
  await check(folder, reference);
  expect(readdirSync(folder).toSorted()).toEqual([...new Set(["in", "temp", ...OWN_FILES, ...(flags.includes("--index") ? ["known"] : [])])].toSorted());
  expect(readdirSync(join(folder, "temp"))).toEqual([]);
  return interrupted;
}

/** Each file is as an undisturbed run writes it, or is not there. */
function expectWholeOrNone(folder: string, reference: ReadonlyMap<string, string | undefined>): void {
  for (const name of OWN_FILES) expect([undefined, reference.get(name)].includes(content(folder, name)), `${name}, seed ${seed}`).toBe(true);
}

test("a run that is ended at any moment leaves no half file, and the next one cleans up", { timeout: 600_000 }, async () => {
  const small = files("in", 12, 5);
  const long = files("in", 3, 900);
  const interrupted = await Promise.all([
    disturb(small, 60, [], expectWholeOrNone),
    disturb(small, 60, ["--jobs", "1"], expectWholeOrNone),
    disturb(long, 10, ["--memory", "16M", "--jobs", "2"], expectWholeOrNone),
    disturb(small, 70, ["--index", "known"], async (folder) => {
      if (random() > 0.1) return;
      // What the index knows depends on whether a run before came to its end; that it can be used does not.
      const ended = await run(folder, ["-o", "against.jsonl", "--against", "known"]);
      expect(ended, `seed ${seed}`).toMatchObject({ code: 0, stderr: "" });
      rmSync(join(folder, "against.jsonl"));
    }),
  ]);
  // Else the signals came too late to say anything.
  expect(interrupted.reduce((sum, count) => sum + count)).toBeGreaterThan(100);
});
