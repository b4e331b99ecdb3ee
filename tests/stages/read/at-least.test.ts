import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isAtLeast } from "../../../src/stages/read/at-least.ts";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { folderWith } from "../../program.ts";

const TEN = "ten bytes.";

function answer(files: Readonly<Record<string, string>>, paths: readonly string[], bytes: number): boolean | undefined {
  const folder = folderWith(files);
  return isAtLeast(inputsOf(paths.map((path) => (path === "-" ? path : join(folder, path))), process.stdin), bytes);
}

const FILES = { "in/a.txt": TEN, "in/b/c.txt": TEN, "in/b/d/e.jsonl": TEN };

test.each([
  { name: "as much as there is", files: FILES, paths: ["in"], bytes: 30, expected: true },
  { name: "more", files: FILES, paths: ["in"], bytes: 31, expected: false },
  { name: "files that are named", files: FILES, paths: ["in/a.txt", "in/b"], bytes: 30, expected: true },
  { name: "a pipe may hold more", files: FILES, paths: ["in", "-"], bytes: 31, expected: undefined },
  { name: "a packed file may hold more", files: { ...FILES, "in/f.txt.gz": TEN }, paths: ["in"], bytes: 41, expected: undefined },
  { name: "a table too", files: { ...FILES, "in/f.parquet": TEN }, paths: ["in"], bytes: 41, expected: undefined },
  { name: "a packed file holds no less", files: { ...FILES, "in/f.txt.gz": TEN }, paths: ["in"], bytes: 40, expected: true },
])("$name: $expected", ({ files, paths, bytes, expected }) => expect(answer(files, paths, bytes)).toBe(expected));

test("folders without end are not looked at for long", () => {
  const folder = folderWith({});
  mkdirSync(join(folder, "in"));
  for (const name of ["a", "b", "c"]) symlinkSync(join(folder, "in"), join(folder, "in", name));
  expect(isAtLeast(inputsOf([join(folder, "in")], process.stdin), 1)).toBe(undefined);
});

test("what has gone counts for nothing", () => {
  expect(isAtLeast([{ kind: "file", path: "/nowhere/at/all", id: "all" }], 1)).toBe(false);
});
