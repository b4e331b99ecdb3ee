/** Whoever reads the output has enough, at random places: the built program ends quietly, as grep does, and names no half file. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, seedclean, shell } from "../program.ts";
import { entry, files } from "./corpus.ts";

const RUNS = 8;

test("output closed at a random place: no message, exit code 0, and files are whole or not there", { timeout: 300_000 }, async () => {
  const folder = folderWith({ ...files("in", 30, 60), "in/copies.txt": `${[3, 1, 4, 15, 92].map(entry).join("\n\n")}\n` });
  mkdirSync(join(folder, "temp"));
  const whole = seedclean(folder, ["in", "--quiet", "--removed", "whole.jsonl"]);
  expect(whole).toMatchObject({ stderr: "", code: 0 });
  const ledger = readFileSync(join(folder, "whole.jsonl"), "utf8");
  const length = Buffer.byteLength(whole.stdout);
  for (let i = 0; i < RUNS; i++) {
    const bytes = i === 0 ? 0 : Math.floor(Math.random() * length);
    const flags = ["", "--jobs 2", "--index known", "--fields id,text"][i % 4]!;
    const told = `${flags} | head -c ${bytes} of ${length}`;
    const result = await shell(folder, `set -o pipefail; $SEEDCLEAN in --quiet --temp-dir temp --removed removed-${i}.jsonl ${flags} | head -c ${bytes}`);
    expect({ ...result, stdout: "" }, told).toEqual({ stdout: "", stderr: "", code: 0 });
    if (flags === "") expect(Buffer.from(whole.stdout).subarray(0, bytes).toString(), told).toBe(result.stdout);
    const path = join(folder, `removed-${i}.jsonl`);
    // What an index knows changes with each run that comes to its end.
    if (existsSync(path) && flags !== "--index known") expect(readFileSync(path, "utf8"), told).toBe(ledger);
    // What is still in the pipe's own buffer may be the rest of a run that came to its end.
    if (bytes < length / 2 && flags !== "--index known") expect(existsSync(path), told).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part")), told).toEqual([]);
    expect(readdirSync(join(folder, "temp")), told).toEqual([]);
    expect(existsSync(join(folder, "known/lock")), told).toBe(false);
  }
});

test.each(["check in", "explain in/000001.txt", "--help", "--list-encodings", "completion bash"])("seedclean %s | head -c 5: no message", { timeout: 120_000 }, async (parameters) => {
  const folder = folderWith(files("in", 3, 2000));
  const { stdout, stderr } = await shell(folder, `$SEEDCLEAN ${parameters} 2>err | head -c 5 >/dev/null; echo "\${PIPESTATUS[0]}"; grep -v "characters checked" err >&2`);
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^[01]\n$/), stderr: "" });
});

test("notices whose reader has gone stop no run", async () => {
  const folder = folderWith({ ...files("in", 40, 3), "in/.hidden": "x" });
  const result = await shell(folder, "$SEEDCLEAN in --verbose -o out.jsonl 2> >(head -c 1 >/dev/null)");
  expect(result).toEqual({ stdout: "", stderr: "", code: 0 });
  expect(readFileSync(join(folder, "out.jsonl"), "utf8").split("\n")).toHaveLength(41);
});
