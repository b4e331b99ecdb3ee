import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SeedcleanError } from "../../../src/errors.ts";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { folderWith } from "../../program.ts";
import { reading, streamOf } from "./reading.ts";

/** Ids of all documents, with the paths named in this order. */
async function idsOf(folder: string, paths: readonly string[]): Promise<string[]> {
  const inputs = inputsOf(paths.map((path) => (path === "-" ? path : join(folder, path))), streamOf("from the pipe\n"));
  return (await reading(inputs)).documents.map(({ id }) => id);
}

const FILES = { "one/a.txt": "1", "one/sub/b.txt": "2", "two/one/c.txt": "3", "two/one.txt": "4", "one.txt": "5", "x.txt": "6", "y/x.txt": "7" };

describe("what the command line names", () => {
  test.each<[string, string[], string[]]>([
    ["a folder: ids below it", ["one"], ["a.txt", "sub/b.txt"]],
    ["a file: its name", ["one/sub/b.txt"], ["b.txt"]],
    ["two folders: their names before the ids", ["one", "two"], ["one/a.txt", "one/sub/b.txt", "two/one.txt", "two/one/c.txt"]],
    ["folder and file, in order of ids", ["x.txt", "one"], ["one/a.txt", "one/sub/b.txt", "x.txt"]],
    ["two folders of one name", ["one", "two/one"], ["one/a.txt", "one/sub/b.txt", "one~2/c.txt"]],
    ["two files of one name", ["x.txt", "y/x.txt"], ["x.txt", "x.txt~2"]],
    ["a folder named with a slash", ["one/", "two/"], ["one/a.txt", "one/sub/b.txt", "two/one.txt", "two/one/c.txt"]],
    ["one folder twice", ["y", "y"], ["y/x.txt", "y~2/x.txt"]],
    ["a pipe", ["-"], ["stdin"]],
    ["a pipe between files", ["x.txt", "-", "one.txt"], ["one.txt", "stdin", "x.txt"]],
  ])("%s", async (_, paths, ids) => {
    expect(await idsOf(folderWith(FILES), paths)).toEqual(ids);
  });

  test("the order in which paths are typed changes nothing", async () => {
    const folder = folderWith(FILES);
    expect(await idsOf(folder, ["two", "x.txt", "one"])).toEqual(await idsOf(folder, ["one", "two", "x.txt"]));
  });

  test.each([[["one", "two/one"]], [["two/one", "one"]], [["./two/one", "one/"]]])("%j: names are given in the order of paths", async (paths) => {
    const folder = folderWith(FILES);
    const inputs = inputsOf(paths.map((path) => `${folder}/${path}`), streamOf());
    const { documents } = await reading(inputs);
    expect(documents.map(({ id, bytes }) => [id, String(bytes)])).toEqual([["one/a.txt", "1"], ["one/sub/b.txt", "2"], ["one~2/c.txt", "3"]]);
  });

  test("a name that was made unique is not that of another argument", async () => {
    const folder = folderWith({ "a/x.txt": "1", "b/x.txt": "2", "c/x.txt~2": "3", "d/stdin": "4" });
    expect(await idsOf(folder, ["a/x.txt", "b/x.txt", "c/x.txt~2", "d/stdin", "-"])).toEqual(["stdin", "stdin~2", "x.txt", "x.txt~2", "x.txt~3"]);
  });

  test("a pipe that is named twice is read once", async () => {
    expect(await idsOf(folderWith(FILES), ["-", "-"])).toEqual(["stdin"]);
  });

  test("the working folder has a name of its own", async () => {
    const folder = folderWith(FILES);
    expect(await idsOf(folder, ["one/."])).toEqual(["a.txt", "sub/b.txt"]);
    expect(await idsOf(folder, ["one/.", "y"])).toEqual(["one/a.txt", "one/sub/b.txt", "y/x.txt"]);
  });

  test("source is the path as it was reached", async () => {
    const folder = folderWith(FILES);
    const { documents } = await reading(inputsOf([join(folder, "one"), join(folder, "x.txt")], streamOf()));
    expect(documents.map(({ source }) => source)).toEqual([join(folder, "one/a.txt"), join(folder, "one/sub/b.txt"), join(folder, "x.txt")]);
  });

  test("a path that is not there is an error that names it", () => {
    const folder = folderWith(FILES);
    const missing = join(folder, "on");
    expect(() => inputsOf([join(folder, "one"), missing], streamOf())).toThrow(
      expect.objectContaining({ name: SeedcleanError.name, code: "no-input", exitCode: 2, message: `${missing}: no such file or folder; check the path` }),
    );
  });
});
