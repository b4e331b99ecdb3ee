/**
 * The disk is full: for output, ledger, kept text and index, at every size of room. The built program says so in one line (what, where,
 * what to do), ends with code 2, and leaves no half file; an index is as it was.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { folderWith, PROGRAM, type Result, seedclean, shell } from "../program.ts";
import { entry, files } from "./corpus.ts";

const FULL_DISK = fileURLToPath(new URL("full-disk.cjs", import.meta.url));

/** Runs the program in `folder`, where only so many bytes find room below `full`. */
function withRoom(folder: string, bytes: number, parameters: readonly string[]): Result {
  const env = { ...process.env, NODE_OPTIONS: `--require=${FULL_DISK}`, FULL_DISK_FOLDER: join(folder, "full"), FULL_DISK_BYTES: String(bytes) };
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, "in", "--quiet", ...parameters], { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 26 });
  return { stdout, stderr, code: status };
}

/** A folder to write to, with files of earlier runs in it. */
function refill(folder: string, names: readonly string[]): void {
  rmSync(join(folder, "full"), { recursive: true, force: true });
  mkdirSync(join(folder, "full"));
  for (const name of names) writeFileSync(join(folder, name), KEPT);
}

/** Less than so many bytes: none, some, and nearly all. */
function roomsBelow(bytes: number): number[] {
  return [0, Math.floor(Math.random() * bytes), bytes - 1];
}

const KEPT = "what stood there before\n";
const FILE_MESSAGE = /^seedclean: full\/[\w./]+: cannot be written \(ENOSPC\); check folder, permissions and free space\n$/;

describe.skipIf(!existsSync("/proc/self/fd"))("a disk that fills at a random place", () => {
  test.each([
    { what: "the output", flags: ["-o", "full/out.jsonl"] },
    { what: "a packed output", flags: ["-o", "full/out.jsonl.gz"] },
    { what: "a table", flags: ["-o", "full/out.parquet"] },
    { what: "an output by language", flags: ["-o", "full/out.jsonl", "--split-by", "language"], names: ["full/out.en.jsonl"] },
    { what: "output or ledger", flags: ["-o", "full/out.jsonl", "--removed", "full/removed.jsonl"], names: ["full/out.jsonl", "full/removed.jsonl"] },
    { what: "the report", flags: ["-o", "out.jsonl", "--report", "full/report.html"], names: ["full/report.html"] },
    { what: "the summary", flags: ["-o", "out.jsonl", "--json-summary", "full/summary.json"], names: ["full/summary.json"] },
  ])("$what: one line, and what stood under the final name stays", { timeout: 300_000 }, ({ flags, names = [flags[1]!] }) => {
    const folder = folderWith({ ...files("in", 3, 40), "in/copies.txt": `${[3, 1, 4, 15, 92].map(entry).join("\n\n")}\n` });
    refill(folder, names);
    expect(seedclean(folder, ["in", "--quiet", ...flags])).toEqual({ stdout: "", stderr: "", code: 0 });
    const bytes = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    for (const room of roomsBelow(bytes)) {
      refill(folder, names);
      const result = withRoom(folder, room, flags);
      expect(result, `room for ${room} of ${bytes}`).toEqual({ stdout: "", stderr: expect.stringMatching(FILE_MESSAGE), code: 2 });
      expect(readdirSync(join(folder, "full")).map((name) => `full/${name}`), `room for ${room}`).toEqual(names);
      for (const name of names) expect(readFileSync(join(folder, name), "utf8"), `${name}, room for ${room} of ${bytes}`).toBe(KEPT);
    }
  });

  test("kept text: one line, and no output", { timeout: 300_000 }, () => {
    const folder = folderWith(files("in", 3, 9000));
    for (const room of roomsBelow(1 << 20)) {
      refill(folder, []);
      const result = withRoom(folder, room, ["-o", "out.jsonl", "--memory", "16M", "--temp-dir", "full"]);
      expect(result, `room for ${room}`).toEqual({ stdout: "", stderr: "seedclean: full: kept text cannot be written there (ENOSPC); free space, or name another folder with --temp-dir\n", code: 2 });
      expect([...readdirSync(folder), ...readdirSync(join(folder, "full"))].toSorted(), `room for ${room}`).toEqual(["full", "in"]);
    }
  });

  test("an index: one line, and it is as it was", { timeout: 300_000 }, () => {
    const folder = folderWith({ "old/a.txt": `${entry(7)}\n`, ...files("in", 6, 80) });
    refill(folder, []);
    expect(seedclean(folder, ["old", "--quiet", "--index", "full/known", "-o", "old.jsonl"])).toMatchObject({ stderr: "", code: 0 });
    const known = filesIn(join(folder, "full/known"));
    cpSync(join(folder, "full/known"), join(folder, "kept"), { recursive: true });
    expect(seedclean(folder, ["in", "--quiet", "--index", "kept", "-o", "out.jsonl"])).toMatchObject({ stderr: "", code: 0 });
    const bytes = [...filesIn(join(folder, "kept")).values()].reduce((sum, content) => sum + content.length, 0) - known.get("spool")!.length;
    for (const room of roomsBelow(bytes)) {
      const result = withRoom(folder, room, ["-o", "out.jsonl", "--index", "full/known"]);
      expect(result, `room for ${room} of ${bytes}`).toEqual({ stdout: "", stderr: expect.stringMatching(INDEX_MESSAGE), code: 2 });
      expect(filesIn(join(folder, "full/known")), `room for ${room} of ${bytes}`).toEqual(known);
    }
  });
});

const INDEX_MESSAGE = /^seedclean: full\/known(\/lock: cannot be written \(ENOSPC\); check permissions and free space|: the index cannot be written \(ENOSPC\) and is as it was before; free space, and run again)\n$/;

interface FileSum {
  readonly length: number;
  readonly sum: number;
}

/** Sums, for comparing the files themselves takes seconds. */
function filesIn(folder: string): Map<string, FileSum> {
  return new Map(readdirSync(folder).toSorted().map((name) => {
    const content = readFileSync(join(folder, name));
    return [name, { length: content.length, sum: crc32(content) }];
  }));
}

const mayMount = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;

/** A mount of its own goes with the shell that made it, so what is to be seen of it is printed there. */
test.skipIf(!mayMount)("a file system that is full: output, ledger, kept text and index", { timeout: 300_000 }, async () => {
  const folder = folderWith({ "old/a.txt": `${entry(7)}\n`, ...files("in", 3, 9000) });
  mkdirSync(join(folder, "full"));
  const line = (parameters: string): string => `$SEEDCLEAN ${parameters} --quiet >/dev/null; echo "exit code $?, left: $(ls full)"`;
  const script = [
    "mount -t tmpfs -o size=1m none full",
    line("in -o full/out.jsonl --removed full/removed.jsonl"),
    line("in --memory 16M --temp-dir full"),
    // Tables take 1.6 MB, however little is in them.
    "mount -o remount,size=2500k full",
    line("old --index full/known -o out.jsonl"),
    line("in --index full/known -o out.jsonl"),
    line("old --against full/known --json-summary summary.json"),
  ].join("; ");
  const { stdout, stderr } = await shell(folder, `unshare -m bash -c '${script}'`);
  expect(stderr).toBe(
    [
      "seedclean: full/out.jsonl: cannot be written (ENOSPC); check folder, permissions and free space",
      "seedclean: full: kept text cannot be written there (ENOSPC); free space, or name another folder with --temp-dir",
      "seedclean: full/known: the index cannot be written (ENOSPC) and is as it was before; free space, and run again",
      "",
    ].join("\n"),
  );
  expect(stdout).toBe("exit code 2, left: \nexit code 2, left: \nexit code 0, left: known\nexit code 2, left: known\nexit code 0, left: known\n");
  expect(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"))).toMatchObject({ documents: 1, documentsWritten: 0 });
});
