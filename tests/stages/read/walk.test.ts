import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../../src/settings.ts";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { walk } from "../../../src/stages/read/walk.ts";
import { folderWith } from "../../program.ts";
import { contextWith, type Reading, reading, streamOf } from "./reading.ts";

interface Walked {
  readonly ids: readonly string[];
  /** Code, severity and path below the folder of each notice. */
  readonly told: readonly string[];
}

function walked(folder: string, settings: Partial<Settings> = {}): Walked {
  const { context, notices } = contextWith(settings);
  const ids = [...walk(folder, "", context)].map(({ id }) => id);
  return { ids, told: notices.map(({ code, severity, path }) => `${code} ${severity} ${path.slice(folder.length + 1)}`) };
}

const named = (...names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, "x"]));

describe("files of a folder", () => {
  test.each<[string, string[]]>([
    ["small letters behind capitals", ["B.txt", "a.txt", "é.txt"]],
    ["a folder among files, as its path stands", ["a.txt", "a/b.txt", "a0.txt"]],
    ["a folder behind a name with a sign below the slash", ["a-b.txt", "a/b.txt", "ab/c.txt"]],
    ["characters above U+FFFF last", ["z.txt", "～.txt", "😀.txt"]],
    ["numbers by digit", ["1.txt", "10.txt", "2.txt"]],
    ["three levels deep", ["a/b/c/d.txt", "a/b/c0.txt", "a/b0.txt", "a0.txt"]],
  ])("%s", (_, ids) => {
    // Made in another order than they are to be read.
    expect(walked(folderWith(named(...ids.toReversed()))).ids).toEqual(ids);
  });

  test("size and path stand with each", () => {
    const folder = folderWith({ "a/b.txt": "four" });
    expect([...walk(folder, "corpus/", contextWith().context)]).toEqual([{ id: "corpus/a/b.txt", path: join(folder, "a/b.txt"), bytes: 4 }]);
  });

  test("an empty folder has none, and empty folders in it are no trouble", () => {
    const folder = folderWith({});
    mkdirSync(join(folder, "empty"));
    expect(walked(folder)).toEqual({ ids: [], told: [] });
  });
});

describe("hidden names", () => {
  const files = named(".env", ".git/config", "a/.cache/x.txt", "a/b.txt");

  test("are skipped, and a hidden folder is not looked into", () => {
    expect(walked(folderWith(files))).toEqual({
      ids: ["a/b.txt"],
      told: ["skipped.hidden info .env", "skipped.hidden info .git", "skipped.hidden info a/.cache"],
    });
  });

  test("are read with --hidden", () => {
    expect(walked(folderWith(files), { hidden: true })).toEqual({ ids: [".env", ".git/config", "a/.cache/x.txt", "a/b.txt"], told: [] });
  });

  test("are read where they are what was named", async () => {
    const folder = folderWith(named(".hidden/a.txt", ".b.txt"));
    const { documents } = await reading(inputsOf([join(folder, ".hidden"), join(folder, ".b.txt")], streamOf()));
    expect(documents.map(({ id }) => id)).toEqual([".b.txt", ".hidden/a.txt"]);
  });
});

describe("globs", () => {
  const files = named("a.txt", "b.md", "sub/c.txt", "sub/deep/d.md", "sub/deep/e.txt", "[x].txt");

  test.each<[string, Partial<Settings>, string[]]>([
    ["a name at any depth", { include: ["*.md"] }, ["b.md", "sub/deep/d.md"]],
    ["a path from the top", { include: ["sub/*.txt"] }, ["sub/c.txt"]],
    ["folders at any depth", { include: ["sub/**"] }, ["sub/c.txt", "sub/deep/d.md", "sub/deep/e.txt"]],
    ["one of two", { include: ["a.*", "c.*"] }, ["a.txt", "sub/c.txt"]],
    ["braces", { include: ["*.{md,txt}"] }, ["[x].txt", "a.txt", "b.md", "sub/c.txt", "sub/deep/d.md", "sub/deep/e.txt"]],
    ["left out", { exclude: ["*.txt"] }, ["b.md", "sub/deep/d.md"]],
    ["left out wins", { include: ["*.txt"], exclude: ["sub/**"] }, ["[x].txt", "a.txt"]],
    ["a bracket in a name", { include: ["\\[x\\].txt"] }, ["[x].txt"]],
    ["none", { include: ["*.pdf"] }, []],
  ])("%s", (_, settings, ids) => {
    expect(walked(folderWith(files), settings)).toEqual({ ids, told: [] });
  });

  test("stand for hidden names too, once those are read", () => {
    expect(walked(folderWith(named(".a.txt", ".b/c.txt", ".b/d.md")), { hidden: true, include: ["*.txt"] }).ids).toEqual([".a.txt", ".b/c.txt"]);
  });

  test("are held against the id, with the folder's name where several are named", async () => {
    const folder = folderWith(named("one/a.txt", "two/a.txt"));
    const { documents } = await reading(inputsOf([join(folder, "one"), join(folder, "two")], streamOf()), { include: ["two/*"] });
    expect(documents.map(({ id }) => id)).toEqual(["two/a.txt"]);
  });

  test("do not leave out a file that was named itself", async () => {
    const folder = folderWith(named("a.txt"));
    const { documents } = await reading(inputsOf([join(folder, "a.txt")], streamOf()), { exclude: ["*.txt"] });
    expect(documents.map(({ id }) => id)).toEqual(["a.txt"]);
  });
});

describe("links and what is no file", () => {
  test("a link to a file or folder is followed", () => {
    const folder = folderWith(named("in/a.txt", "beside/b.txt"));
    symlinkSync("../beside", join(folder, "in/folder"));
    symlinkSync("../beside/b.txt", join(folder, "in/file.txt"));
    expect(walked(join(folder, "in"))).toEqual({ ids: ["a.txt", "file.txt", "folder/b.txt"], told: [] });
  });

  test.each<[string, string, string]>([
    ["to the folder above", "sub/loop", ".."],
    ["to itself by a dot", "sub/loop", "."],
    ["two levels up", "sub/deep/loop", "../.."],
  ])("a link %s is walked no second time", (_, link, target) => {
    const folder = folderWith(named("a.txt", "sub/b.txt", "sub/deep/c.txt"));
    symlinkSync(target, join(folder, link));
    expect(walked(folder)).toEqual({ ids: ["a.txt", "sub/b.txt", "sub/deep/c.txt"], told: [`skipped.special info ${link}`] });
  });

  test("two folders that link to each other end", () => {
    const folder = folderWith(named("x/a.txt", "y/b.txt"));
    symlinkSync("../y", join(folder, "x/to-y"));
    symlinkSync("../x", join(folder, "y/to-x"));
    expect(walked(folder)).toEqual({
      ids: ["x/a.txt", "x/to-y/b.txt", "y/b.txt", "y/to-x/a.txt"],
      told: ["skipped.special info x/to-y/to-x", "skipped.special info y/to-x/to-y"],
    });
  });

  test("a link that leads nowhere and one in a circle are failures that are named", () => {
    const folder = folderWith(named("a.txt"));
    symlinkSync("nowhere", join(folder, "dead.txt"));
    symlinkSync("round.txt", join(folder, "round.txt"));
    const { context, notices } = contextWith();
    expect([...walk(folder, "", context)].map(({ id }) => id)).toEqual(["a.txt"]);
    expect(notices.map(({ path, message }) => `${path.slice(folder.length + 1)}: ${message}`)).toEqual([
      "dead.txt: cannot be read (ENOENT); check that it exists and may be read",
      "round.txt: cannot be read (ELOOP); check that it exists and may be read",
    ]);
  });

  test.skipIf(process.platform !== "linux")("a name that is no UTF-8 is a failure that says so; one with a line end is read", () => {
    const folder = folderWith(named("a.txt", "b\nc.txt", "\ufffd.txt"));
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x83, 0x65, 0x2e, 0x74, 0x78, 0x74])]), "x");
    expect(walked(folder)).toEqual({ ids: ["a.txt", "b\nc.txt", "\ufffd.txt"], told: ["skipped.name failure \ufffde.txt"] });
  });

  test.skipIf(process.platform === "win32")("a named pipe, a socket and a device are skipped, not waited for", async () => {
    const folder = folderWith(named("a.txt"));
    execFileSync("mkfifo", [join(folder, "fifo")]);
    symlinkSync("/dev/null", join(folder, "device"));
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(join(folder, "socket"), resolve));
    expect(walked(folder)).toEqual({ ids: ["a.txt"], told: ["skipped.special info device", "skipped.special info fifo", "skipped.special info socket"] });
  });

  test("a folder that is gone when its turn comes is a failure, and the walk goes on", () => {
    const folder = folderWith(named("a.txt", "b/c.txt", "d.txt"));
    const { context, notices } = contextWith();
    const files = walk(folder, "", context);
    expect(files.next().value).toMatchObject({ id: "a.txt" });
    rmSync(join(folder, "b"), { recursive: true });
    expect(files.next().value).toMatchObject({ id: "d.txt" });
    expect(notices).toEqual([
      { code: "unreadable", severity: "failure", stage: "read", path: join(folder, "b"), message: "cannot be listed (ENOENT); check its permissions" },
    ]);
  });
});

describe("what the run itself writes", () => {
  const readExcept = async (folder: string, except: readonly string[]): Promise<Reading> => reading(inputsOf([folder], streamOf(), except));

  test("is no input", async () => {
    const folder = folderWith(named("a.txt", "out/clean.jsonl", "out/clean.jsonl.0123456789abcdef.part", "removed.jsonl"));
    const { documents, notices } = await readExcept(folder, ["out/clean.jsonl", "removed.jsonl"].map((path) => join(folder, path)));
    expect(documents.map(({ id }) => id)).toEqual(["a.txt"]);
    expect(notices).toEqual([]);
  });

  test("is known by its place, however it is named", async () => {
    const folder = folderWith(named("a.txt", "clean.jsonl"));
    expect((await readExcept(`${folder}/../${folder.split("/").at(-1)}`, [join(folder, "clean.jsonl")])).documents.map(({ id }) => id)).toEqual(["a.txt"]);
  });

  test("leaves other files of its name alone", async () => {
    const folder = folderWith(named("clean.jsonl", "clean.jsonl.part", "sub/clean.jsonl"));
    expect((await readExcept(folder, [join(folder, "clean.jsonl")])).documents.map(({ id }) => id)).toEqual(["clean.jsonl.part", "sub/clean.jsonl#1"]);
  });
});
