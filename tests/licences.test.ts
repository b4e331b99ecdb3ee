import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FILE = new URL("../THIRD-PARTY.csv", import.meta.url);
/** Licences that ask for no more than to be named, with which anybody may use seedclean for anything. */
const ALLOWED = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "Unlicense"]);

interface Row {
  readonly "module name": string;
  readonly license: string;
}

const rowsOf = (csv: string): Row[] => parse(csv, { columns: true });

test("THIRD-PARTY.csv names all that is installed beside seedclean, and its licence (npm run make:licences)", () => {
  const tool = fileURLToPath(new URL("../node_modules/license-checker-rseidelsohn/bin/license-checker-rseidelsohn.js", import.meta.url));
  const { stdout } = spawnSync(process.execPath, [tool, "--production", "--excludePrivatePackages", "--csv", "--start", ROOT], { encoding: "utf8" });
  expect(readFileSync(FILE, "utf8").trim()).toBe(stdout.trim());
});

test("what is built into the program stands there with the text of its licence", () => {
  const parts = readFileSync(new URL("../dist/LICENSES.txt", import.meta.url), "utf8").split(/^── /m).slice(1);
  const rows = rowsOf(readFileSync(FILE, "utf8"));
  expect(parts.map((part) => part.split(" ")[0])).toContain("commander");
  for (const part of parts) {
    const [name, version] = part.split(" ");
    expect(rows.map((row) => row["module name"])).toContain(`${name}@${version}`);
    expect(part).toMatch(/permission/i);
  }
});

test("all of them may be used for anything", () => {
  const rows = rowsOf(readFileSync(FILE, "utf8"));
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter(({ license }) => !ALLOWED.has(license))).toEqual([]);
});

test("each run-time dependency is named", () => {
  const { dependencies, optionalDependencies }: Record<string, Record<string, string>> = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const named = rowsOf(readFileSync(FILE, "utf8")).map((row) => row["module name"].replace(/@[^@]+$/, ""));
  expect(Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !named.includes(name))).toEqual([]);
});
