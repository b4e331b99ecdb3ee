/** What a program that reads untrusted files must not do (SECURITY.md). */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folderWith, PROGRAM } from "./program.ts";

const SOURCES = fileURLToPath(new URL("../src", import.meta.url));
/** But for the scripts that make models and the manual page, which are not part of the program. */
const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !/[\\/]make[\\/]/.test(name));
const sourceOf = (name: string): string => readFileSync(join(SOURCES, name), "utf8").replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");

/** `seedclean spark` starts tar and spark-submit. */
const STARTS_PROGRAMS = ["cli/spark.ts", "scale-out/bundle.ts"];

test("no file of the program knows the network, other programs or evaluation", () => {
  expect(files.length).toBeGreaterThan(150);
  const suspect = /from "(?:node:)?(?:net|tls|http|https|http2|dgram|dns|child_process|vm|cluster|repl|inspector)"|import\("(?:node:)?(?:net|http|https|child_process|vm)"|\b(?:fetch|eval|WebSocket|XMLHttpRequest)\(|new Function\(/;
  expect(files.filter((name) => suspect.test(sourceOf(name))).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(STARTS_PROGRAMS);
});

test("the package runs nothing when it is installed from a registry", () => {
  const { scripts }: { readonly scripts: Record<string, string> } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([]);
});

/** Calls that reach out: a socket of the network, and another program. */
const hasStrace = spawnSync("strace", ["-V"]).status === 0;

test.skipIf(!hasStrace)("a run opens no socket and starts no program, and writes only what was asked for", () => {
  const text = "The ferryman keeps a tin of buttons under the bench, one for each passenger who never paid.\n\n";
  const folder = folderWith({ "in/a.txt": text + text, "in/b.txt": `${text}Follow us! #ferry #buttons https://ferry.example/a\n`, "tmp/keep": "" });
  const run = ["-f", "-e", "trace=network,execve,openat,rename,mkdir,unlink", "-o", "calls", process.execPath, PROGRAM, "in", "-o", "out.jsonl", "--removed", "removed.jsonl", "--report", "page.html", "--jobs", "2", "--temp-dir", "tmp", "-q"];
  const { status, stderr } = spawnSync("strace", run, { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const calls = readFileSync(join(folder, "calls"), "utf8").split("\n");
  expect(calls.filter((call) => /\bsocket\((?!AF_UNIX)|\bconnect\(/.test(call))).toEqual([]);
  expect(calls.filter((call) => /\bexecve\(/.test(call))).toHaveLength(1);
  const written = calls.flatMap((call) => /openat\([^"]*"([^"]+)", [^)]*O_(?:WRONLY|RDWR)/.exec(call)?.[1] ?? []).filter((path) => !path.startsWith("/dev/"));
  expect(written.length).toBeGreaterThan(2);
  expect(written.filter((path) => !/^(?:.*\/)?(?:out\.jsonl|removed\.jsonl|page\.html)\.[0-9a-f]+\.part$|(?:^|\/)tmp\/seedclean-/.test(path))).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(["calls", "in", "out.jsonl", "page.html", "removed.jsonl", "tmp"]);
  expect(readdirSync(join(folder, "tmp"))).toEqual(["keep"]);
});
