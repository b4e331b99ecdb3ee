/** A folder of 100,000 files. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, parseLines, seedclean } from "../program.ts";

test("100,000 files in one folder are read, in order", { timeout: 300_000 }, () => {
  const folder = folderWith({});
  mkdirSync(join(folder, "in"));
  const names = Array.from({ length: 100_000 }, (_, i) => `${i}.txt`);
  for (const name of names) writeFileSync(join(folder, "in", name), name);
  const { stdout, code } = seedclean(folder, ["in", "--fields", "id", "--tails", "none", "--duplicates", "none", "--no-progress", "--quiet"]);
  expect(code).toBe(0);
  expect(parseLines(stdout).map(({ id }) => id).join() === names.toSorted().join()).toBe(true);
  // Here, for it takes longer than a hook may.
  rmSync(folder, { recursive: true });
});
