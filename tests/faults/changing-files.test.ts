/** Files that change between the listing of their folder and their reading, or that may not be read: a notice each, and the run goes on. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { folderWith, PROGRAM, readLines, seedclean } from "../program.ts";
import { entry } from "./corpus.ts";

const CHANGING = fileURLToPath(new URL("changing-files.cjs", import.meta.url));

const text = (lines: number): string => `${Array.from({ length: lines }, (_, i) => entry(i)).join("\n")}\n`;

/** A file for each way of reading, and one behind them. The last is above what is read in one call. */
function corpusOf(kind: string): Record<string, string | Uint8Array> {
  const rows = folderWith({ "rows/a.txt": text(2) });
  expect(seedclean(rows, ["rows", "--quiet", "-o", "rows.parquet"])).toMatchObject({ code: 0 });
  return {
    [`in/${kind}.csv`]: `text\n"${text(3)}"\n`,
    [`in/${kind}.jsonl`]: `${JSON.stringify({ text: text(3) })}\n`,
    [`in/${kind}.parquet`]: readFileSync(join(rows, "rows.parquet")),
    [`in/${kind}.txt`]: text(3),
    [`in/${kind}.txt.gz`]: gzipSync(text(2000)),
    [`in/${kind}_folder/a.txt`]: text(1),
    [`in/${kind}_large.txt`]: text(12_000),
    "in/z.txt": text(1),
  };
}

function run(folder: string, jobs: string): { readonly stderr: string; readonly code: number | null; readonly texts: Map<unknown, unknown> } {
  const env = { ...process.env, NODE_OPTIONS: `--require=${CHANGING}` };
  const parameters = [PROGRAM, "in", "--duplicates", "none", "--tails", "none", "-o", "out.jsonl", "--no-progress", "--jobs", jobs];
  const { stderr, status } = spawnSync(process.execPath, parameters, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"], timeout: 300_000 });
  return { stderr, code: status, texts: new Map(readLines(join(folder, "out.jsonl")).map((line) => [line["id"], line["text"]])) };
}

const READ_TROUBLE = (reason: string): string => `cannot be read (${reason}); check that it exists and may be read`;

const isLinux = existsSync("/proc/self/fd");

interface Case {
  readonly kind: string;
  readonly says: { readonly file: string; readonly parquet?: unknown; readonly folder?: string };
}

const CASES: readonly Case[] = [
  { kind: "vanishes", says: { file: READ_TROUBLE("ENOENT"), folder: "cannot be listed (ENOENT); check its permissions" } },
  { kind: "is-locked", says: { file: READ_TROUBLE("EACCES"), folder: "cannot be listed (EACCES); check its permissions" } },
  { kind: "turns-pipe", says: { file: READ_TROUBLE("it is no file any more"), parquet: expect.stringMatching(/^no Parquet file, or a broken one/) } },
  { kind: "turns-folder", says: { file: READ_TROUBLE("it is no file any more"), parquet: READ_TROUBLE("EISDIR") } },
  { kind: "breaks", says: { file: READ_TROUBLE("EIO") } },
];

test.skipIf(!isLinux).each(CASES)("each file that $kind is a notice, and the others are read", { timeout: 300_000 }, ({ kind, says }) => {
  const corpus = corpusOf(kind);
  if (says.folder === undefined) delete corpus[`in/${kind}_folder/a.txt`];
  const folder = folderWith(corpus);
  const { stderr, code, texts } = run(folder, "1");
  const told = new Map(Array.from(stderr.matchAll(/^seedclean: in\/(\S+): (.*)$/gm), ([, name, message]) => [name!, message!]));
  const expected = new Map<string, unknown>([".csv", ".jsonl", ".txt", ".txt.gz", "_large.txt"].map((ending) => [`${kind}${ending}`, says.file]));
  expected.set(`${kind}.parquet`, says.parquet ?? says.file);
  if (says.folder !== undefined) expected.set(`${kind}_folder`, says.folder);
  expect(told).toEqual(expected);
  expect(code).toBe(1);
  expect(texts.get("z.txt")).toBe(text(1));
});

test.skipIf(!isLinux).each([
  { kind: "grows", left: `${text(12_000)}${"More of it came later.\n".repeat(3)}` },
  { kind: "shrinks", left: text(1).slice(0, 20) },
  { kind: "empties", left: undefined },
])("a file that $kind is read as it is then, and what is broken by it is told", { timeout: 300_000 }, ({ kind, left }) => {
  const corpus = corpusOf(kind);
  delete corpus[`in/${kind}_folder/a.txt`];
  const { stderr, code, texts } = run(folderWith(corpus), "2");
  expect(stderr).not.toContain("bug");
  expect(stderr).toContain(`in/${kind}.parquet: no Parquet file, or a broken one`);
  expect(stderr).toContain(`in/${kind}.txt.gz: broken archive`);
  expect(code).toBe(1);
  expect(texts.get("z.txt")).toBe(text(1));
  expect(texts.get(`${kind}_large.txt`)).toBe(left);
});

/** Runs a program as nobody: root may read everything. */
const AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
const isRoot = process.getuid?.() === 0;
const mayTurnNobody = isRoot && spawnSync(AS_NOBODY[0]!, [...AS_NOBODY.slice(1), process.execPath, PROGRAM, "--version"]).status === 0;

test.skipIf(isRoot && !mayTurnNobody)("what may not be read, listed or written: one line each", { timeout: 300_000 }, () => {
  const folder = folderWith({ "in/a.txt": text(1), "in/b.txt": text(2), "in/c/d.txt": text(3), "in/e/f.txt": text(3), "closed/x.txt": "" });
  const runAsNobody = (parameters: readonly string[]): unknown => {
    const command = [...(isRoot ? AS_NOBODY : []), process.execPath, PROGRAM, "in", "--no-progress", "--tails", "none", ...parameters];
    const { stdout, stderr, status } = spawnSync(command[0]!, command.slice(1), { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return { stdout, stderr: stderr.split("\n").filter((line) => line.startsWith("seedclean: ")), code: status };
  };
  chmodSync(folder, 0o755);
  for (const [name, mode] of [["in/b.txt", 0], ["in/c", 0], ["in/e", 0o444], ["closed", 0o555]] as const) chmodSync(join(folder, name), mode);
  try {
    expect(runAsNobody(["--fields", "id"])).toEqual({
      stdout: `{"id":"a.txt"}\n`,
      stderr: [
        "seedclean: in/b.txt: cannot be read (EACCES); check that it exists and may be read",
        "seedclean: in/c: cannot be listed (EACCES); check its permissions",
        "seedclean: in/e/f.txt: cannot be read (EACCES); check that it exists and may be read",
        "seedclean: 1 document, 77 characters; 1 written, 0.0 % of the characters removed",
      ],
      code: 1,
    });
    const refused = (line: string): unknown => ({ stdout: "", stderr: expect.arrayContaining([line]), code: 2 });
    expect(runAsNobody(["-o", "closed/out.jsonl"])).toEqual(refused("seedclean: closed/out.jsonl: cannot be written (EACCES); check folder, permissions and free space"));
    expect(runAsNobody(["--removed", "closed/removed.jsonl"])).toEqual(refused("seedclean: closed/removed.jsonl: cannot be written (EACCES); check folder, permissions and free space"));
    expect(runAsNobody(["--index", "closed/known"])).toEqual(refused("seedclean: closed/known: cannot be used as an index (EACCES); check path and permissions"));
    const inTemporary = "seedclean: closed: temporary files cannot be written there (EACCES); free space, or name another folder with --temp-dir";
    expect(runAsNobody(["--report", "report.html", "--temp-dir", "closed"])).toEqual(refused(inTemporary));
  } finally {
    for (const name of ["in/b.txt", "in/c", "in/e", "closed"]) chmodSync(join(folder, name), 0o755);
  }
});
