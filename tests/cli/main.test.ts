import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, parseLines, seedclean } from "../program.ts";

const manifest: { version: string } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

test("--version prints the version", () => {
  expect(seedclean(".", ["--version"])).toEqual({ stdout: `${manifest.version}\n`, stderr: "", code: 0 });
});

test.each([[["--help"]], [["clean", "--help"]], [["check", "--help"]], [["restore", "--help"]]])("%j fits 80 columns and goes to stdout", (parameters) => {
  const { stdout, stderr, code } = seedclean(".", parameters);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toContain("Usage: seedclean");
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
});

test("--help shows what can be typed without a command", () => {
  const { stdout } = seedclean(".", ["--help"]);
  const flags = [...seedclean(".", ["clean", "--help"]).stdout.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag!);
  expect(flags.length).toBeGreaterThan(15);
  expect(flags.filter((flag) => !stdout.includes(flag))).toEqual([]);
});

test.each([["restor", "restore"], ["clena", "clean"], ["Clean", "clean"], ["chekc", "check"]])("%s is no command, nor a file: %s is meant", (typed, meant) => {
  const { stderr, code } = seedclean(".", [typed, "a", "--to", "b"]);
  expect(stderr).toBe(`seedclean: ${typed}: no such file or folder, and no such command; did you mean seedclean ${meant}?\n`);
  expect(code).toBe(2);
});

test("a folder may be named almost like a command", () => {
  const folder = folderWith({ "restor/a.txt": "The kettle whistled long before anybody in the house was up.\n" });
  expect(seedclean(folder, ["restor", "--quiet"]).code).toBe(0);
});

test("restore needs a folder and says so", () => {
  const { stderr, code } = seedclean(".", ["restore", "a", "b"]);
  expect(stderr).toBe("seedclean: restore: name a folder for the texts with --to, or give --verify\n");
  expect(code).toBe(2);
});

test("restore rebuilds sources, writes over nothing, and refuses files that do not belong together", () => {
  const text = "A ship left the harbour on the first of May with nobody on board but the cook.\r\n\r\nA ship left the harbour on the first of May with nobody on board but the cook.\r\nIt came back.";
  const folder = folderWith({ "in/sub/a.txt": text });
  seedclean(folder, ["in", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--quiet"]);
  expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "out"])).toEqual({ stdout: "", stderr: "seedclean: 1 document restored to out\n", code: 0 });
  expect(readFileSync(join(folder, "out/sub/a.txt"), "utf8")).toBe(text);
  expect(seedclean(folder, ["restore", "clean.jsonl", "removed.jsonl", "--to", "out"]).code).toBe(1);
  expect(seedclean(folder, ["restore", "removed.jsonl", "clean.jsonl", "--to", "out2"])).toMatchObject({ code: 2 });
  expect(parseLines(readFileSync(join(folder, "removed.jsonl"), "utf8")).map((line) => line["reason"])).toEqual(["layout", "duplicate.exact"]);
});
