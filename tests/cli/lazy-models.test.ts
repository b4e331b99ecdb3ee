/** Models of language and encoding are read when first needed, on the built program: a preloaded module notes which are read, in worker threads too. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { folderWith, PROGRAM } from "../program.ts";

const WATCH = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const read = fs.readFileSync;
fs.readFileSync = (path, ...rest) => {
  const name = /src\\/models\\/([^/]+)$/.exec(String(path))?.[1];
  if (name !== undefined) fs.appendFileSync(process.env.READ_MODELS, name + "\\n");
  return read(path, ...rest);
};
syncBuiltinESMExports();
`;

/** Names of the model files that a run reads, each once. */
function modelsRead(files: Readonly<Record<string, string>>, parameters: readonly string[]): string[] {
  const folder = folderWith({ ...files, "watch.mjs": WATCH });
  const log = join(folder, "read.txt");
  const { status, stderr } = spawnSync(process.execPath, ["--import", pathToFileURL(join(folder, "watch.mjs")).href, PROGRAM, ...parameters], {
    cwd: folder, input: "", encoding: "utf8", env: { ...process.env, READ_MODELS: log },
  });
  expect([status, stderr.includes("Error")]).toEqual([0, false]);
  return existsSync(log) ? [...new Set(readFileSync(log, "utf8").trim().split("\n"))] : [];
}

const GERMAN = "Gestern Abend gingen wir über die Brücke und sahen, wie der Fluss größer wurde; später aßen wir drei süße Äpfel.\n";
const DANISH = "I går aftes gik vi over broen og så, at åen var blevet større; senere spiste vi tre søde æbler hver.\n";
const RUSSIAN = "Вчера вечером мы долго гуляли по берегу реки и смотрели, как старый рыбак чинит свою лодку.\n";
const JAPANESE = "きのう友だちと川まで歩きました。水がとても冷たくて、足をすぐに引っこめました。\n";
const BIG = /^(?:language-(?:latin|cyrillic|arabic|devanagari|relatives)|encoding-model)\./;

describe("none is read for", () => {
  test.each([["--version"], ["--help"], ["--list-encodings"]])("%s", (flag) => {
    expect(modelsRead({}, [flag]).filter((name) => /^(?:language|encoding)-/.test(name))).toEqual([]);
  });
});

describe.each([["1"], ["2"]])("with %s job(s)", (jobs) => {
  const bigOf = (text: string): string[] => modelsRead({ "in/a.txt": text }, ["in", "--quiet", "--jobs", jobs]).filter((name) => BIG.test(name)).toSorted();

  test("Japanese in UTF-8 needs no model of other scripts, nor of encodings", () => {
    expect(bigOf(JAPANESE)).toEqual([]);
  });

  test("Russian needs the one of its script", () => {
    expect(bigOf(RUSSIAN)).toEqual(["language-cyrillic.gz"]);
  });

  test("German needs the one of its script", () => {
    expect(bigOf(GERMAN)).toEqual(["language-latin.gz"]);
  });

  test("Danish needs what tells it from its close relatives, too", () => {
    expect(bigOf(DANISH)).toEqual(["language-latin.gz", "language-relatives.br"]);
  });
});
