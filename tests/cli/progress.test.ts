import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { folderWith, PROGRAM, type Result, seedclean, shell } from "../program.ts";

const line = (text: string): string => `${JSON.stringify({ text })}\n`;
const WOOD = line("The charcoal burner knows every path through the wood, and which of them to leave alone after rain.");
const BOAT = line("A boat without oars is a good place to sleep, says my uncle, as long as somebody remembers the rope.");

/** Feeds the parts to seedclean's standard input, with a pause behind each; a signal, if one is given, comes behind the last. */
async function feeding(flags: readonly string[], parts: readonly string[], pauseMs: number, signal?: NodeJS.Signals): Promise<Result & { readonly files: string[] }> {
  const folder = folderWith({});
  const child = spawn(process.execPath, [PROGRAM, "--input-format", "jsonl", ...flags], { cwd: folder });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  for (const part of parts) {
    child.stdin.write(part);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  if (signal === undefined) child.stdin.end();
  else child.kill(signal);
  await once(child, "close");
  return { ...output, code: child.exitCode, files: readdirSync(folder) };
}

test("--progress prints lines where there is no terminal", { timeout: 30_000 }, async () => {
  const { stderr } = await feeding(["--progress", "-o", "out.jsonl"], [WOOD, BOAT], 5500);
  expect(stderr).toMatch(/^seedclean: \d documents?, 0\.0 MB, 0\.0 MB\/s\n/);
  expect(stderr).toMatch(/^seedclean: 2 documents, 0\.0 MB, 0\.0 MB\/s\nseedclean: 2 documents, \d+ characters; 2 written/m);
});

test("without it, and with --quiet, there are none", { timeout: 30_000 }, async () => {
  const [plain, quiet] = await Promise.all([feeding(["-o", "out.jsonl"], [WOOD], 5500), feeding(["--progress", "--quiet", "-o", "out.jsonl"], [WOOD], 5500)]);
  expect(plain.stderr).toMatch(/^seedclean: 1 document, \d+ characters; 1 written/);
  expect(quiet.stderr).toBe("");
});

test.each([["SIGINT", 130], ["SIGTERM", 143]] as const)("%s ends a run with what was done until then", { timeout: 30_000 }, async (signal, exitCode) => {
  const { stderr, code, files } = await feeding(["-o", "out.jsonl"], [WOOD + BOAT + WOOD], 2500, signal);
  expect(stderr).toMatch(/^seedclean: [23] documents, \d+ characters; [12] written/);
  expect(stderr).toMatch(new RegExp(`\nseedclean: stopped by ${signal}; nothing was left half written\n$`));
  expect([code, files]).toEqual([exitCode, []]);
});

test("a quiet run says only that it was stopped", async () => {
  const { stderr } = await feeding(["-q", "-o", "out.jsonl"], [WOOD], 2000, "SIGINT");
  expect(stderr).toBe("seedclean: stopped by SIGINT; nothing was left half written\n");
});

const hasScript = spawnSync("script", ["--version"]).status === 0;

test.skipIf(!hasScript)("on a terminal a bar shows both passes of --learn-tails", () => {
  const folder = folderWith({ "a.jsonl": (WOOD + BOAT).repeat(3000) });
  const command = `"${process.execPath}" "${PROGRAM}" a.jsonl --learn-tails -o out.jsonl`;
  const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], { cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"], TERM: "xterm-256color" } });
  expect(stdout).toMatch(/seedclean [█░]+ \d+ %, first pass, [\d,]+ documents?, \d\.\d MB/);
  expect(stdout).toMatch(/seedclean [█░]+ \d+ %, [\d,]+ documents?, \d\.\d MB/);
});

test("--progress and --no-progress are both taken", async () => {
  const folder = folderWith({ "a.jsonl": WOOD });
  expect(seedclean(folder, ["a.jsonl", "--no-progress", "-q"]).code).toBe(0);
  expect((await shell(folder, "$SEEDCLEAN a.jsonl --progress -q | wc -l")).stdout.trim()).toBe("1");
});
