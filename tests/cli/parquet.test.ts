/** Parquet in and out, through the built program, and as other programs read it. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance, type Json } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { parquetRows } from "../../src/stages/read/parquet.ts";
import { parquetSchema } from "../../src/stages/write/parquet.ts";
import { folderWith, parseLines, readLines, seedclean } from "../program.ts";
import { pythonWith } from "../python.ts";

const LAMP = "The lamp in the stairwell comes on by itself every evening at a quarter past six.\n";
const WELL = "Behind the chapel there is a well whose water tastes of iron after heavy rain.\n";
const TEA = "お茶は朝のうちに摘み、その日のうちに蒸して揉む。雨の日は摘まない。\n";

const python = pythonWith("pyarrow", "pandas");

async function duckdb(folder: string, query: string): Promise<Record<string, Json>[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  try {
    await connection.run(`set file_search_path = '${folder}'`);
    return (await connection.runAndReadAll(query)).getRowObjectsJson();
  } finally {
    connection.closeSync();
  }
}

/** What Python prints as JSON. */
function fromPython(folder: string, lines: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync(python!, ["-c", ["import json, pyarrow as pa, pyarrow.parquet as pq, pandas as pd", ...lines].join("\n")], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

async function rowsOf(path: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const { bytes } of parquetRows({ id: "", path }, { signal: new AbortController().signal })) rows.push(JSON.parse(Buffer.from(bytes).toString()));
  return rows;
}

/** A corpus whose output has every kind of field. */
function corpus(): string {
  return folderWith({
    "corpus/a.txt": `${LAMP}\n${TEA}`,
    "corpus/b.txt": `${WELL}\n${LAMP}`,
    "corpus/c.jsonl": `${JSON.stringify({ text: "\ufeffShort 😀 text.", tags: [1, { deep: null }], who: { name: "Ada" } })}\n`,
  });
}

describe("output", () => {
  test("DuckDB reads of Parquet what it reads of JSONL", async () => {
    const folder = corpus();
    for (const name of ["clean.jsonl", "clean.parquet"]) expect(seedclean(folder, ["corpus", "-o", name, "--quiet"])).toMatchObject({ stderr: "", code: 0 });
    const rows = await duckdb(folder, "select * from 'clean.parquet'");
    const lines = readLines(join(folder, "clean.jsonl"));
    const plain = rows.map(({ metadata, ...row }) => {
      const { input, ...rest } = Object(metadata);
      const toObject = (entries: { key: string; value: number }[]): unknown => Object.fromEntries(entries.map(({ key, value }) => [key, value]));
      const fields = Object.entries({ ...rest, languages: toObject(rest.languages), removed: toObject(rest.removed), ...(input !== null && { input: JSON.parse(input) }) });
      return { ...row, metadata: Object.fromEntries(fields.filter(([, value]) => value !== null)) };
    });
    // DuckDB's client drops a byte order mark that begins a text.
    expect(plain).toEqual(lines.map((line) => ({ ...line, text: String(line["text"]).replace("\ufeff", "") })));
    expect(await duckdb(folder, "select id from 'clean.parquet' where metadata.removed['duplicate.exact'] = 1")).toEqual([{ id: "b.txt" }]);
  });

  test.skipIf(python === undefined)("pandas reads it", () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-o", "clean.parquet", "--unit", "paragraph", "--quiet"]);
    const ids = fromPython(folder, ["table = pd.read_parquet('clean.parquet')", "print(json.dumps([[id, m['script'], m['paragraph']] for id, m in zip(table.id, table.metadata)]))"]);
    expect(ids).toEqual([["a.txt#p1", "Jpan", 1], ["a.txt#p2", "Jpan", 2], ["b.txt#p1", "Latn", 1], ["c.jsonl#1#p1", "Latn", 1]]);
  });

  test("its columns are the fields of a line", () => {
    const schema = JSON.parse(readFileSync(new URL("../../src/schemas/output.schema.json", import.meta.url), "utf8"));
    const names = parquetSchema(new Set()).map(({ name }) => name).filter((name) => !["document", "key_value", "key", "value"].includes(name));
    expect(names).toEqual([...Object.keys(schema.properties), ...Object.keys(schema.properties.metadata.properties)]);
  });

  test("the same bytes, whatever the number of threads; several row groups", async () => {
    const long = Array.from({ length: 6000 }, (_, i) => `Line ${i} of the harbour book tells which ship came in, and when. `.repeat(60));
    const folder = folderWith({ "corpus/a.jsonl": long.map((text) => `${JSON.stringify({ text })}\n`).join("") });
    for (const jobs of ["1", "2"]) seedclean(folder, ["corpus", "-o", `${jobs}.parquet`, "--duplicates", "none", "--tails", "none", "--jobs", jobs, "--quiet"]);
    expect(readFileSync(join(folder, "1.parquet")).equals(readFileSync(join(folder, "2.parquet")))).toBe(true);
    const [groups] = await duckdb(folder, "select count(distinct row_group_id)::int as groups, max(row_group_num_rows)::int as most from parquet_metadata('1.parquet')");
    expect(groups).toEqual({ groups: 2, most: expect.any(Number) });
    expect(await duckdb(folder, "select count(*)::int as rows, sum(length(text))::int as letters from '1.parquet'")).toEqual([{ rows: 6000, letters: long.reduce((sum, text) => sum + text.length, 0) }]);
  });

  test("restore takes it; nothing written is a file with no rows", async () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-o", "clean.parquet", "--removed", "removed.jsonl", "--quiet"]);
    expect(seedclean(folder, ["restore", "clean.parquet", "removed.jsonl", "--to", "restored"])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "restored/b.txt"), "utf8")).toBe(`${WELL}\n${LAMP}`);
    seedclean(folder, ["corpus", "-o", "none.parquet", "--languages", "fi", "--quiet"]);
    expect(await duckdb(folder, "select count(*)::int as rows from 'none.parquet'")).toEqual([{ rows: 0 }]);
  });

  test("a ledger is no Parquet", () => {
    expect(seedclean(corpus(), ["corpus", "-o", "a.jsonl", "--removed", "a.parquet"])).toMatchObject({ code: 2, stderr: "seedclean: a.parquet: only an output (-o) can be Parquet; name this file .jsonl\n" });
  });
});

describe("input", () => {
  test("what DuckDB writes: nested columns, dates, numbers and nothing at all, under metadata.input", async () => {
    const folder = folderWith({});
    const row = `{'body': '${LAMP.trim()}', 'year': 1907} as page, [1, 2] as list, map {'k': 2.5} as pairs, date '2024-02-29' as day, timestamp '2024-02-29 12:00:00.123456' as at,
      9007199254740993::bigint as large, 7::bigint as small, null::varchar as nothing, '\\x00\\xff'::blob as bytes, true as flag`;
    await duckdb(folder, `copy (select ${row} from range(3)) to '${folder}/in.parquet' (compression zstd)`);
    const { stdout, stderr, code } = seedclean(folder, ["in.parquet", "--text-field", "page.body", "--duplicates", "none", "--quiet"]);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    const lines = parseLines(stdout);
    expect(lines.map(({ id, text }) => [id, text])).toEqual([1, 2, 3].map((n) => [`in.parquet#${n}`, LAMP.trim()]));
    expect(lines[0]).toMatchObject({
      metadata: { input: { page: { year: 1907 }, list: [1, 2], pairs: { k: 2.5 }, day: "2024-02-29", at: "2024-02-29T12:00:00.123456Z", large: "9007199254740993", small: 7, nothing: null, flag: true } },
    });
  });

  test("what seedclean writes, through and through", () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-o", "first.parquet", "--quiet"]);
    const lines = parseLines(seedclean(folder, ["first.parquet", "--id-field", "id", "--quiet"]).stdout);
    expect(lines.map(({ id, text }) => [id, text])).toEqual([["a.txt", `${LAMP}\n${TEA}`], ["b.txt", WELL], ["c.jsonl#1", "\ufeffShort 😀 text."]]);
  });

  test.skipIf(python === undefined)("what pyarrow writes, in each packing, with many rows in one group", async () => {
    const folder = folderWith({});
    const packings = ["NONE", "SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4"];
    fromPython(folder, [
      `table = pa.table({'text': [f'Line {i} of the harbour book tells which ship came in.' for i in range(70_000)]})`,
      `for name in ${JSON.stringify(packings)}: pq.write_table(table, name + '.parquet', compression=name, row_group_size=10**9)`,
      "print(1)",
    ]);
    for (const packing of packings) {
      const rows = await rowsOf(join(folder, `${packing}.parquet`));
      expect([packing, rows.length, rows.at(-1)]).toEqual([packing, 70_000, { text: "Line 69999 of the harbour book tells which ship came in." }]);
    }
  });

  test("broken files, packed ones and pipes are notices, and the run goes on", () => {
    const folder = corpus();
    seedclean(folder, ["corpus", "-o", "good.parquet", "--quiet"]);
    const good = readFileSync(join(folder, "good.parquet"));
    const broken = Buffer.from(good);
    broken.fill(0x55, 8, 60);
    const files = folderWith({ "a/no.parquet": "not at all", "a/short.parquet": good.subarray(0, good.length - 5), "a/broken.parquet": broken, "a/packed.parquet.gz": "x", "a/z.txt": LAMP });
    const { stdout, stderr, code } = seedclean(files, ["a"]);
    expect(parseLines(stdout).map(({ id }) => id)).toEqual(["z.txt"]);
    expect(stderr.split("\n").filter((line) => line.startsWith(`seedclean: ${join("a", "")}`)).map((line) => line.slice(11, 40))).toHaveLength(4);
    expect(code).toBe(1);
    writeFileSync(join(files, "pipe.parquet"), good);
    expect(seedclean(files, ["-", "--input-format", "parquet"], good)).toMatchObject({ stdout: "", code: 1, stderr: expect.stringContaining("which a pipe does not allow; save it to a file first") });
  });
});

describe("rows that unpack beyond measure", () => {
  test.each([
    { name: "by a dictionary", text: "repeat('a', 1000)" },
    { name: "by packing", text: "repeat('a', 1000) || range" },
  ])("$name: the file is not read on, unless --max-ratio allows it", async ({ text }) => {
    const folder = folderWith({ "b.txt": LAMP });
    await duckdb(folder, `copy (select ${text} as text from range(20000)) to '${join(folder, "a.parquet")}' (compression zstd)`);
    const flags = ["a.parquet", "b.txt", "--duplicates", "none", "--tails", "none", "--fields", "id"];
    const refused = seedclean(folder, [...flags, "--max-ratio", "2"]);
    expect(refused.stderr).toContain("seedclean: a.parquet: unpacks to more than 2 times its size, the rest was not read; --max-ratio allows more\n");
    expect(parseLines(refused.stdout).at(-1)).toEqual({ id: "b.txt" });
    expect(refused.stdout.split("\n").length).toBeLessThan(2000);
    expect(refused.code).toBe(1);
    const allowed = seedclean(folder, [...flags, "--max-ratio", "100000"]);
    expect({ lines: parseLines(allowed.stdout).length, code: allowed.code }).toEqual({ lines: 20_001, code: 0 });
  });
});
