import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The built program (npm run build): what the command line tests run. */
export const PROGRAM = fileURLToPath(new URL("../bin/seedclean.js", import.meta.url));

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs seedclean in `folder` and waits for it. */
export function seedclean(folder: string, parameters: readonly string[], stdin: string | Uint8Array = ""): Result {
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, ...parameters], { cwd: folder, input: stdin, encoding: "utf8", maxBuffer: 1 << 28 });
  return { stdout, stderr, code: status };
}

/** Starts a shell line in `folder`, with $SEEDCLEAN for the program; resolves when it has ended. */
export function shell(folder: string, line: string): Promise<Result> {
  const child = spawn("bash", ["-c", line], { cwd: folder, env: { ...process.env, SEEDCLEAN: `${process.execPath} ${PROGRAM}` }, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...output, code })));
}

/** A new folder with these files, removed after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The objects of a JSONL text. */
export function parseLines(text: string): Record<string, unknown>[] {
  return text.split("\n").filter((line) => line !== "").map((line): Record<string, unknown> => JSON.parse(line));
}

export function readLines(path: string): Record<string, unknown>[] {
  return parseLines(readFileSync(path, "utf8"));
}
