/** Worker threads of the built program that crash, get too little memory, or cannot start at all. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folderWith, PROGRAM, readLines } from "../program.ts";
import { files } from "./corpus.ts";

const DYING = fileURLToPath(new URL("dying-workers.cjs", import.meta.url));

function run(folder: string, kind: string): { readonly stderr: string; readonly code: number | null } {
  const env = { ...process.env, NODE_OPTIONS: `--require=${DYING}`, DYING: kind };
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, "in", "--jobs", "3", "--no-progress", "--duplicates", "none", "-o", "out.jsonl"], { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  return { stderr, code: status };
}

/** Enough that workers start; then documents of which two are deadly. */
const CORPUS = { ...files("in/0", 14, 900), ...files("in/1", 30, 3), "in/1/000003b.txt": "A DYING document.\n", "in/1/000020b.txt": "A second DYING document.\n" };

test.each([
  { kind: "exit", reason: "the worker ended" },
  { kind: "throw", reason: "a fault of the worker" },
  { kind: "memory", reason: "Worker terminated due to reaching memory limit: JS heap out of memory" },
])("a document that a worker dies over ($kind) is left out by name, and all others are done", { timeout: 300_000 }, ({ kind, reason }) => {
  const folder = folderWith(CORPUS);
  const { stderr, code } = run(folder, kind);
  const how = `a worker died over it (${reason}), and it was left out; cut it with --max-document, or give Node more memory (NODE_OPTIONS=--max-old-space-size=8000)`;
  expect(stderr.split("\n").slice(0, 2)).toEqual([`seedclean: in/1/000003b.txt: ${how}`, `seedclean: in/1/000020b.txt: ${how}`]);
  expect(stderr).toContain("\nseedclean: 44 documents");
  expect(code).toBe(1);
  expect(readLines(join(folder, "out.jsonl")).map(({ id }) => `in/${String(id)}`)).toEqual(Object.keys(files("in/0", 14, 1)).concat(Object.keys(files("in/1", 30, 1))));
});

test("workers that cannot start end the run with one line", { timeout: 300_000 }, () => {
  const folder = folderWith(files("in", 400, 60));
  const message = /^seedclean: worker threads died \d+ times without doing anything; run with --jobs 1, which needs none$/;
  const { stderr, code } = run(folder, "start");
  const lines = stderr.trimEnd().split("\n");
  expect(lines.at(-1)).toMatch(message);
  expect(lines.slice(0, -1).every((line) => line.includes("a worker died over it"))).toBe(true);
  expect(code).toBe(2);
  expect(existsSync(join(folder, "out.jsonl"))).toBe(false);
});
