import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { pathsOfList } from "../../../src/stages/read/listed.ts";
import { folderWith, parseLines, type Result, seedclean } from "../../program.ts";
import { reading, streamOf } from "./reading.ts";

const FILES = { "in/a.txt": "The first page of the logbook is blank.\n", "in/b/a.txt": "The second one tells of the weather.\n", "c.txt": "The third is missing.\n" };
const idsOf = ({ stdout }: Result): unknown[] => parseLines(stdout).map(({ id }) => id);

describe("a list of paths", () => {
  test.each([
    ["one a line", "a.txt\nb c.txt\n", ["a.txt", "b c.txt"]],
    ["without a last line end", "a\nb", ["a", "b"]],
    ["with line ends of Windows", "a\r\nb\r\n", ["a", "b"]],
    ["separated by NUL, with line ends in names", "a\nb\0c\0", ["a\nb", "c"]],
    ["with empty lines", "\n\na\n\n", ["a"]],
    ["empty", "", []],
  ])("%s", (_, list, paths) => {
    expect(pathsOfList(Buffer.from(list))).toEqual(paths);
  });
});

describe("ids of listed files", () => {
  test("are the paths themselves, sorted, each once, in whatever order they are listed", async () => {
    const folder = folderWith(FILES);
    const listed = ["in/b/a.txt", "./c.txt", "in/../in/a.txt", "in/a.txt"];
    const list = (paths: readonly string[]): Result => seedclean(folder, ["--files-from", "-", "-q"], paths.join("\n"));
    expect(idsOf(list(listed))).toEqual(["c.txt", "in/a.txt", "in/b/a.txt"]);
    expect(list(listed.toReversed()).stdout).toBe(list(listed.with(2, "in/a.txt")).stdout);
  });

  test("lead nowhere else: a path outside is named from the root", async () => {
    const folder = folderWith(FILES);
    const { documents } = await reading(inputsOf([], streamOf(), [], [join(folder, "c.txt"), join(folder, "in")]));
    const root = folder.slice(1);
    expect(documents.map(({ id }) => id)).toEqual([`${root}/c.txt`, `${root}/in/a.txt`, `${root}/in/b/a.txt`]);
    expect(idsOf(seedclean(join(folder, "in"), ["--files-from", "-", "-q"], "../c.txt\na.txt"))).toEqual(["a.txt", `${root}/c.txt`]);
  });
});

describe("--files-from", () => {
  test("reads a list beside paths, and not itself", () => {
    const folder = folderWith({ ...FILES, "list.txt": "in\nlist.txt\n" });
    expect(idsOf(seedclean(folder, ["c.txt", "--files-from", "list.txt", "-q"]))).toEqual(["c.txt", "in/a.txt", "in/b/a.txt"]);
  });

  test("goes on where a listed file is missing", () => {
    const { stdout, stderr, code } = seedclean(folderWith(FILES), ["--files-from", "-", "--no-progress"], "gone.txt\0in/a.txt\0");
    expect(parseLines(stdout).map(({ id }) => id)).toEqual(["in/a.txt"]);
    expect(stderr).toContain("seedclean: gone.txt: cannot be read (ENOENT); check that it exists and may be read\n");
    expect(code).toBe(1);
  });

  test.each([
    [["--files-from", "gone.list"], "gone.list: the list cannot be read (ENOENT)"],
    [["-", "--files-from", "-"], "standard input is the list of --files-from"],
    [["--files-from", "-"], "nothing to clean"],
  ])("%j is one line and exit code 2", (parameters, message) => {
    const { stdout, stderr, code } = seedclean(folderWith(FILES), parameters, "");
    expect([stdout, code]).toEqual(["", 2]);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  test("is a flag of check too", () => {
    const line = "The first page of the logbook is blank, and nobody on board remembers why it was left so.\n";
    const { stdout, code } = seedclean(folderWith({ "a.txt": line.repeat(2), "b.txt": "x" }), ["check", "--files-from", "-", "-q"], "a.txt\n");
    expect(stdout).toContain("a.txt:2: duplicate.exact");
    expect(code).toBe(1);
  });
});
