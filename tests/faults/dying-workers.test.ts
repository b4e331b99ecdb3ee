/** Worker threads of the built program that crash, get too little memory, or cannot start at all. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { folderWith, PROGRAM, readLines, seedclean } from "../program.ts";
import { entry, files } from "./corpus.ts";

const DYING = fileURLToPath(new URL("dying-workers.cjs", import.meta.url));

function run(folder: string, kind: string): { readonly stderr: string; readonly code: number | null } {
  const env = { ...process.env, NODE_OPTIONS: `--require=${DYING}`, DYING: kind };
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, "in", "--jobs", "3", "--no-progress", "--duplicates", "none", "-o", "out.jsonl"], { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  return { stderr, code: status };
}

/** How much a packed file holds is not known: beside it workers start as soon as enough was read. */
const PACKED = { "in/packed.txt.gz": gzipSync(entry(0)) };

/** Enough that workers start, and among much more documents that are deadly to a worker, but not to the main thread, which takes some. */
const DEADLY = Array.from({ length: 6 }, (_, i) => `in/1/${String(i * 40 + 20).padStart(6, "0")}b.txt`);
const CORPUS: Record<string, string | Uint8Array> = { ...PACKED, ...files("in/0", 30, 900), ...files("in/1", 240, 200), ...Object.fromEntries(DEADLY.map((name) => [name, "A DYING document.\n"])) };

test.each([
  { kind: "exit", reason: "the worker ended" },
  { kind: "throw", reason: "a fault of the worker" },
  { kind: "memory", reason: "Worker terminated due to reaching memory limit: JS heap out of memory" },
])("a document that a worker dies over ($kind) is left out by name, and all others are done", { timeout: 300_000 }, ({ kind, reason }) => {
  const folder = folderWith(CORPUS);
  const { stderr, code } = run(folder, kind);
  const how = `a worker died over it (${reason}), and it was left out; cut it with --max-document, or give Node more memory (NODE_OPTIONS=--max-old-space-size=8000)`;
  const leftOut = DEADLY.filter((name) => stderr.includes(`seedclean: ${name}: ${how}\n`));
  expect(leftOut).not.toEqual([]);
  expect(stderr).toContain(`\nseedclean: ${Object.keys(CORPUS).length - leftOut.length} documents`);
  expect(code).toBe(1);
  expect(readLines(join(folder, "out.jsonl")).map(({ id }) => `in/${String(id)}`)).toEqual(Object.keys(CORPUS).filter((name) => !leftOut.includes(name)).toSorted());
});

test("what a worker kept when it died is prepared again: nothing is left out", { timeout: 300_000 }, () => {
  const folder = folderWith({ ...PACKED, ...files("in/0", 30, 900), ...files("in/1", 100, 200) });
  const { stderr, code } = run(folder, "lines");
  expect(stderr).toMatch(/^seedclean: 131 documents/);
  expect(code).toBe(0);
  expect(readFileSync(join(folder, "out.jsonl")).equals(alone(folder))).toBe(true);
});

/** The output of one job. */
function alone(folder: string): Buffer {
  seedclean(folder, ["in", "--jobs", "1", "-q", "--duplicates", "none", "-o", "alone.jsonl"]);
  return readFileSync(join(folder, "alone.jsonl"));
}

test("workers that cannot start end the run with one line", { timeout: 300_000 }, () => {
  const folder = folderWith({ ...PACKED, ...files("in", 400, 300) });
  const { stderr, code } = run(folder, "start");
  expect({ stderr, code }).toEqual({ stderr: "seedclean: worker threads cannot start; run with --jobs 1, which needs none\n", code: 2 });
  expect(existsSync(join(folder, "out.jsonl"))).toBe(false);
});
