/**
 * docs/integrations.md holds: other tools read what the program wrote, and print what the document says. Its files are those of its
 * fences; a snippet of SQL or Python has a name, and the fence behind it says what it prints. Python is the user's (python.ts).
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedclean } from "./program.ts";
import { PYTHON } from "./python.ts";

interface Fence {
  readonly kind: string;
  readonly name: string;
  readonly body: string;
}

interface Snippet extends Fence {
  readonly prints: string;
}

const text = readFileSync(new URL("../docs/integrations.md", import.meta.url), "utf8");
const fences: readonly Fence[] = [...text.matchAll(/^```(\w+) ?(\S+)?\n([^]*?)^```$/gm)].map(([, kind, name = "", body]) => ({ kind: kind!, name, body: body! }));
const snippetsOf = (wanted: string): Snippet[] =>
  fences.flatMap((fence, i) => (fence.kind === wanted ? [{ ...fence, prints: fences[i + 1]?.name === "" ? fences[i + 1]!.body : "nothing that the document says" }] : []));

const folder = mkdtempSync(join(tmpdir(), "seedclean-integrations-"));

beforeAll(() => {
  for (const { kind, name, body } of fences) {
    if (kind !== "text" || name === "") continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body);
  }
  for (const [, parameters] of text.matchAll(/^\$ seedclean (.+)$/gm)) expect(seedclean(folder, parameters!.split(" "))).toEqual({ stdout: "", stderr: "", code: 0 });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rows as lines of JSON, numbers of any size as numbers. */
async function rowsFromDuckDb(query: string): Promise<string> {
  const connection = await (await DuckDBInstance.create()).connect();
  try {
    await connection.run(`set file_search_path = '${folder}'`);
    const rows = (await connection.runAndReadAll(query)).getRowObjectsJS();
    return rows.map((row) => `${JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value))}\n`).join("");
  } finally {
    connection.closeSync();
  }
}

/** What a snippet prints, or which package is missing for it. */
function printedByPython(body: string): { readonly prints: string } | { readonly missing: string } {
  const environment = { ...process.env, HOME: folder, HF_HOME: join(folder, "cache"), HF_HUB_OFFLINE: "1" };
  const { error, stdout, stderr, status } = spawnSync(PYTHON, ["-c", body], { cwd: folder, encoding: "utf8", env: environment });
  if (error !== undefined) return { missing: `${PYTHON} does not run here` };
  const missing = /^(?:ModuleNotFoundError|ImportError): (.+)/m.exec(stderr)?.[1];
  if (missing !== undefined) return { missing };
  expect(status, stderr).toBe(0);
  return { prints: stdout };
}

describe("DuckDB", () => {
  test.each(snippetsOf("sql"))("$name", async ({ body, prints }) => {
    expect(await rowsFromDuckDb(body)).toBe(prints);
  });
});

describe("Python", () => {
  for (const { name, body, prints } of snippetsOf("python")) {
    test(name, (context) => {
      const result = printedByPython(body);
      if ("missing" in result) {
        console.warn(`skipped: ${name}: ${result.missing}`);
        context.skip(result.missing);
      } else expect(result.prints).toBe(prints);
    });
  }
});

test("every reader has snippets", () => {
  expect([snippetsOf("sql").length, snippetsOf("python").length]).toEqual([4, 6]);
});
