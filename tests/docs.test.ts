/**
 * What the documents claim holds. Their examples are run: a fence with a path behind "text" or "js" is a file, a "console" fence is
 * commands and what they print. UPDATE_DOCS=1 writes anew what they print; read the difference before you commit it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import iconv from "iconv-lite";
import { afterAll, describe, expect, test } from "vitest";
import { loadLanguageModel } from "../src/models/language-model.ts";
import { SCRIPTS } from "../src/models/scripts.ts";
import { RULES } from "../src/check/rules.ts";
import { EXIT_DONE, EXIT_FINDINGS, EXIT_USAGE } from "../src/errors.ts";
import { listEncodings } from "../src/stages/decode/names.ts";
import { languageOfScript } from "../src/stages/language/scripts.ts";
import { PROGRAM, seedclean } from "./program.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const DOCUMENTS = ["README.md", "docs/architecture.md", "docs/benchmarks.md", "docs/check.md", "docs/config.md", "docs/formats.md", "docs/integrations.md", "docs/library.md", "docs/tails.md"];
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
/** Part of a document from one heading to the next of the same depth. */
const sectionOf = (path: string, heading: string): string => {
  const depth = /^#+/.exec(heading)![0].length;
  const [, behind] = textOf(path).split(`\n${heading}\n`);
  expect(behind, `${path} has a section "${heading}"`).toBeDefined();
  return behind!.split(new RegExp(`\n#{1,${depth}} `))[0]!;
};
/** First cells of a section's tables, without backticks. */
const firstCells = (section: string): string[] => matches(section, /^\| (.+?) \|/gm).flatMap((cell) => matches(cell, /`([^`]+)`/g));

interface Fence {
  readonly kind: string;
  readonly path: string | undefined;
  readonly encoding: string;
  readonly body: string;
}

function fencesOf(path: string): Fence[] {
  return [...textOf(path).matchAll(/^```(\w+) ?(\S+)? ?(\S+)?\n([^]*?)^```$/gm)].map(([, kind, file, encoding, body]) => ({ kind: kind!, path: file, encoding: encoding ?? "UTF-8", body: body! }));
}

interface Command {
  readonly line: string;
  readonly prints: string;
}

function commandsOf({ body }: Fence): Command[] {
  return body.split(/^\$ /m).slice(1).map((part) => {
    const end = part.indexOf("\n");
    return { line: part.slice(0, end), prints: part.slice(end + 1) };
  });
}

/** The time of a run is the only thing that differs from run to run. */
const withoutTimes = (text: string): string => text.replaceAll(/[\d.]+ s, [\d.]+ MB\/s/g, "0.30 s, 0.0 MB/s").replaceAll(/("elapsedMs": ?)\d+/g, "$1300");

const hasJq = spawnSync("jq", ["--version"]).status === 0;

describe.each(DOCUMENTS.filter((path) => fencesOf(path).some(({ kind }) => kind === "console")))("examples of %s", (path) => {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-docs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const fence of fencesOf(path)) {
    if (fence.path === undefined) continue;
    mkdirSync(dirname(join(folder, fence.path)), { recursive: true });
    const engine = new URL("../dist/index.js", import.meta.url).href;
    writeFileSync(join(folder, fence.path), iconv.encode(fence.kind === "js" ? fence.body.replace('"seedclean"', `"${engine}"`) : fence.body, fence.encoding));
  }

  function printed(line: string): string {
    const programs = 'exec 2>&1; node() { "$NODE" "$@"; }; seedclean() { node "$PROGRAM" "$@"; }';
    const { stdout } = spawnSync("bash", ["-c", `${programs}\n${line}`], { cwd: folder, encoding: "utf8", env: { ...process.env, NODE: process.execPath, PROGRAM } });
    return withoutTimes(stdout);
  }

  const commands = fencesOf(path).filter(({ kind }) => kind === "console").flatMap(commandsOf);
  test.each(commands)("$ $line", (command) => {
    const result = hasJq || !/\bjq\b/.test(command.line) ? printed(command.line) : command.prints;
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(join(root, path), textOf(path).replace(`$ ${command.line}\n${command.prints}`, () => `$ ${command.line}\n${result}`));
    else expect(result).toBe(command.prints);
  });
});

test("every flag that the documents name exists", () => {
  const help = [["--help"], ["clean", "--help"], ["check", "--help"], ["explain", "--help"], ["report", "--help"], ["restore", "--help"], ["rethreshold", "--help"], ["stage", "--help"], ["spark", "--help"]].map((parameters) => seedclean(root, parameters).stdout).join("");
  const known = new Set(matches(help, /(?<![\w-])(--?[a-z][a-z-]*)/gi));
  const named = DOCUMENTS.flatMap((path) => matches(textOf(path), /(?<=[\s`|(/])(--[a-z][a-z-]*)/g));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((flag) => !known.has(flag))).toEqual([]);
});

describe.each(DOCUMENTS)("%s", (path) => {
  test("relative links lead somewhere", () => {
    const links = matches(textOf(path), /\]\(((?!\w+:)[^)\s]+)\)/g);
    const broken = links.filter((link) => !leadsSomewhere(path, link));
    expect(links.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });
});

function leadsSomewhere(from: string, link: string): boolean {
  const [target = "", anchor] = link.split("#");
  const file = target === "" ? from : join(dirname(from), target);
  if (!existsSync(join(root, file))) return false;
  return anchor === undefined || matches(textOf(file), /^#+ (.+)$/gm).some((heading) => anchorOf(heading) === anchor);
}

/** As GitHub makes it: small letters, no signs, dashes for spaces. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-");
}

describe("docs/formats.md", () => {
  const sourceFiles = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.includes("make"));
  const source = sourceFiles.map((name) => textOf(join("src", name))).join("\n");
  const membersOf = (type: string): string[] => matches(new RegExp(`type ${type} =([^;]+);`).exec(source)![1]!, /"([^"]+)"/g);

  test("notice codes: those that are given, and those that are reserved", () => {
    const all = membersOf("NoticeCode");
    const given = all.filter((code) => new RegExp(`(code: |notice\\()"${code}"`).test(source));
    const section = sectionOf("docs/formats.md", "## Notices").split("### Summary")[0]!;
    expect(given.length).toBeGreaterThan(10);
    expect(sorted(firstCells(section))).toEqual(sorted(given));
    const reserved = /Reserved, and not given yet: (.*)\.$/m.exec(section)?.[1] ?? "";
    expect(sorted(matches(reserved, /`([^`]+)`/g))).toEqual(sorted(all.filter((code) => !given.includes(code))));
  });

  test("kinds of notices are those of the source", () => {
    for (const [, code, kind] of sectionOf("docs/formats.md", "## Notices").matchAll(/^\| `([a-z.-]+)` \| (failure|doubt|info) \|/gm)) {
      const given = new RegExp(`"${code}",\\s+(?:severity: )?([^,]+),`).exec(source)?.[1] ?? "";
      expect([code, given]).toEqual([code, expect.stringContaining(`"${kind}"`)]);
    }
  });

  test("reasons", () => {
    const reasons = [...membersOf("LanguageReason"), ...membersOf("HeadReason"), ...membersOf("DuplicateReason"), ...membersOf("TailReason")];
    expect(sorted(firstCells(sectionOf("docs/formats.md", "### Reasons")))).toEqual(sorted(reasons));
    expect(sorted(JSON.parse(textOf("src/schemas/ledger.schema.json")).$defs.reason.enum)).toEqual(sorted(reasons));
  });

  test("fields of the schemas, in their order", () => {
    const { properties } = JSON.parse(textOf("src/schemas/output.schema.json"));
    const { removal, layout } = JSON.parse(textOf("src/schemas/ledger.schema.json")).$defs;
    const outputFields = Object.keys(properties).flatMap((name) => (name === "metadata" ? Object.keys(properties.metadata.properties).map((field) => `metadata.${field}`) : [name]));
    expect(firstCells(sectionOf("docs/formats.md", "## Output").split("### ids")[0]!)).toEqual(outputFields);
    expect(firstCells(sectionOf("docs/formats.md", "## Ledger").split("### Offsets")[0]!)).toEqual(Object.keys(removal.properties));
    expect(firstCells(sectionOf("docs/formats.md", "### Layout lines and `restore`"))).toEqual(Object.keys(layout.properties));
  });

  test("exit codes, here and in the README", () => {
    const signals = matches(textOf("src/cli/signals.ts"), /SIG\w+: (\d+)/g);
    const codes = [EXIT_DONE, EXIT_FINDINGS, EXIT_USAGE, ...signals].map(String);
    expect(matches(sectionOf("docs/formats.md", "### Exit codes"), /^\| ([\d, ]+) \|/gm).flatMap((cell) => cell.split(", "))).toEqual(codes);
    expect(matches(sectionOf("README.md", "## Use"), /^\| ([\d, ]+) \|/gm).flatMap((cell) => cell.split(", "))).toEqual(codes);
  });

  test("encodings", () => {
    const tableRows = matches(sectionOf("docs/formats.md", "## Names of encodings"), /^\| [^|]+ \| (.+) \|$/gm);
    expect(sorted(tableRows.flatMap((row) => matches(row, /`([^`]+)`/g)))).toEqual(sorted(listEncodings()));
    expect(textOf("README.md")).toContain(`**Encodings**: ${listEncodings().length}, `);
  });

  test("languages", () => {
    const ofModels = ["latin", "cyrillic", "arabic", "devanagari"].flatMap((script) => loadLanguageModel(`language-${script}.gz`).labels);
    const ofScripts = SCRIPTS.map((_, scriptClass) => languageOfScript(scriptClass)).filter((language) => language !== undefined);
    const told = new Set([...ofModels, ...ofScripts, "ja", "zh", "yue", "ko", "bn", "as"]);
    // Never said (src/stages/language/alphabet.ts).
    told.delete("bs");
    const names = matches(sectionOf("docs/formats.md", "## Names of languages and scripts"), /^\| (.+) \|$/gm).flatMap((row) => matches(row, /`([^`]+)`/g));
    expect(sorted(names.flatMap((list) => list.split(" ")).filter((name) => /^[a-z]{2,3}$/.test(name)))).toEqual(sorted(told));
  });
});

describe("docs/check.md", () => {
  test("rules, each with its kind", () => {
    const rows = [...sectionOf("docs/check.md", "### Rules").matchAll(/^\| (`.+?) \| `([a-z-]+)` \|/gm)];
    const documented = rows.flatMap(([, names, kind]) => matches(names!, /`([^`]+)`/g).map((name) => [name, kind]));
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(Object.entries(RULES).map(([name, { kind }]) => [name, kind])));
  });
});

describe("docs/architecture.md", () => {
  const folders = (path: string): string[] => readdirSync(join(root, path), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => `${path}/${entry.name}`);
  const paths = (): string[] => matches(textOf("docs/architecture.md"), /`((?:src|tests|docs|bin|fixtures|\.ci)\/[\w./-]*)`/g);

  test("every file and folder that it names exists", () => {
    expect(paths().length).toBeGreaterThan(10);
    expect(paths().filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("every folder of the source is named", () => {
    const named = new Set(paths().map((path) => path.replace(/\/$/, "")));
    expect([...folders("src"), ...folders("src/stages")].filter((folder) => !named.has(folder))).toEqual([]);
  });
});
