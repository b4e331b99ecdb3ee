import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Settings } from "../../../src/settings.ts";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { folderWith } from "../../program.ts";
import { reading, streamOf } from "./reading.ts";

type Files = Readonly<Record<string, string>>;

async function idsOf(files: Files, paths: readonly string[] = ["."], settings: Partial<Settings> = {}): Promise<string[]> {
  const folder = folderWith(files);
  mkdirSync(join(folder, ".git"));
  const { documents } = await reading(inputsOf(paths.map((path) => join(folder, path)), streamOf()), settings);
  return documents.map(({ id }) => id);
}

const A = "some text";

describe(".seedcleanignore", () => {
  test.each<[string, Files, string[]]>([
    ["a name, at any depth", { ".seedcleanignore": "b.txt\n", "a.txt": A, "b.txt": A, "c/b.txt": A }, ["a.txt"]],
    ["a name of this folder alone", { ".seedcleanignore": "/b.txt\n", "b.txt": A, "c/b.txt": A }, ["c/b.txt"]],
    ["a pattern, and what is taken back", { ".seedcleanignore": "*.txt\n!a.txt\n", "a.txt": A, "b.txt": A }, ["a.txt"]],
    ["folders", { ".seedcleanignore": "c/\n", "a.txt": A, "c/b.txt": A, "d/c": A }, ["a.txt", "d/c"]],
    ["nothing comes back that is in an ignored folder", { ".seedcleanignore": "c/\n!c/b.txt\n", "a.txt": A, "c/b.txt": A }, ["a.txt"]],
    ["comments, blank lines and escaped signs", { ".seedcleanignore": "# b.txt\n\n\\#c.txt\n", "#c.txt": A, "b.txt": A }, ["b.txt"]],
    ["Windows line ends and a byte order mark", { ".seedcleanignore": "\ufeffb.txt\r\nc.txt\r\n", "a.txt": A, "b.txt": A, "c.txt": A }, ["a.txt"]],
    ["capitals are other letters, on every system", { ".seedcleanignore": "B.txt\n", "b.txt": A }, ["b.txt"]],
    ["each folder has its own, and the nearest decides", { ".seedcleanignore": "b.txt\n", "c/.seedcleanignore": "!b.txt\na.txt\n", "a.txt": A, "b.txt": A, "c/a.txt": A, "c/b.txt": A }, ["a.txt", "c/b.txt"]],
    ["a broken pattern is none", { ".seedcleanignore": "[z-a\n[\n\\\nb.txt\n", "a.txt": A, "b.txt": A }, ["a.txt"]],
  ])("%s", async (_, files, ids) => expect(await idsOf(files)).toEqual(ids));

  test("holds for folders below it, and for files that are named one by one, as hooks do", async () => {
    const files = { ".seedcleanignore": "/c/d/\n/c/b.txt\n", "c/a.txt": A, "c/b.txt": A, "c/d/a.txt": A };
    expect(await idsOf(files, ["c"])).toEqual(["a.txt"]);
    expect(await idsOf(files, ["c/a.txt", "c/b.txt", "c/d/a.txt"])).toEqual(["a.txt"]);
    expect(await idsOf(files, ["c/d"])).toEqual([]);
    expect(await idsOf({ ...files, "c/d/.seedcleanignore": "!a.txt\n" }, ["c/d/a.txt"])).toEqual([]);
  });

  test("does not reach into a repository from above", async () => {
    const folder = folderWith({ ".seedcleanignore": "a.txt\n", "repository/a.txt": A, "plain/a.txt": A });
    mkdirSync(join(folder, "repository/.git"));
    const { documents } = await reading(inputsOf([join(folder, "repository"), join(folder, "plain")], streamOf()));
    expect(documents.map(({ id }) => id)).toEqual(["repository/a.txt"]);
  });

  test("what is left out is told with --verbose", async () => {
    const folder = folderWith({ ".seedcleanignore": "b.txt\nc/\n", "a.txt": A, "b.txt": A, "c/b.txt": A });
    const { told } = await reading(inputsOf([folder], streamOf()));
    expect(told).toEqual([`skipped.ignored info ${join(folder, "b.txt")}`, `skipped.ignored info ${join(folder, "c")}`]);
  });

  test("--no-ignore reads all", async () => {
    expect(await idsOf({ ".seedcleanignore": "b.txt\n", "b.txt": A }, ["."], { ignoreFiles: false })).toEqual(["b.txt"]);
  });

  test("is no text, even where hidden files are", async () => {
    expect(await idsOf({ ".seedcleanignore": "b.txt\n", ".a.txt": A, "b.txt": A }, ["."], { hidden: true })).toEqual([".a.txt"]);
  });

  test.skipIf(process.getuid?.() === 0)("that cannot be read is named", async () => {
    const folder = folderWith({ ".seedcleanignore": "b.txt\n", "b.txt": A });
    chmodSync(join(folder, ".seedcleanignore"), 0);
    const { told } = await reading(inputsOf([folder], streamOf()));
    expect(told).toEqual([`unreadable failure ${join(folder, ".seedcleanignore")}`]);
  });

  test("that is a folder is named, and ignores nothing", async () => {
    const folder = folderWith({ "b.txt": A });
    mkdirSync(join(folder, ".seedcleanignore"));
    const { told, documents } = await reading(inputsOf([folder], streamOf()));
    expect(told).toEqual([`unreadable failure ${join(folder, ".seedcleanignore")}`]);
    expect(documents).toHaveLength(1);
  });
});
