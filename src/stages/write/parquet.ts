import { Duplex } from "node:stream";
import type { ColumnSource, SchemaElement } from "hyparquet-writer";
import { FIELDS, hasField, hasMetadata, METADATA_FIELDS } from "./fields.ts";

/**
 * A row group is written when so many units of JSON lines are there: small enough that what is held stays near 200 MB, large enough
 * for readers that skip by row group. It counts the text, so the same documents give the same bytes on any machine.
 */
const ROW_GROUP_UNITS = 16 << 20;
const ZSTD_LEVEL = 3;

type Repetition = Pick<SchemaElement, "repetition_type">;
const REQUIRED: Repetition = { repetition_type: "REQUIRED" };
const OPTIONAL: Repetition = { repetition_type: "OPTIONAL" };
const STRING = { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } } as const;

function mapOf(name: string, type: "DOUBLE" | "INT32"): SchemaElement[] {
  return [
    { name, converted_type: "MAP", logical_type: { type: "MAP" }, num_children: 1, ...REQUIRED },
    { name: "key_value", repetition_type: "REPEATED", num_children: 2 },
    { name: "key", ...STRING, ...REQUIRED },
    { name: "value", type, ...REQUIRED },
  ];
}

const METADATA: Readonly<Record<(typeof METADATA_FIELDS)[number], readonly SchemaElement[]>> = {
  script: [{ name: "script", ...STRING, ...REQUIRED }],
  languageConfidence: [{ name: "languageConfidence", type: "DOUBLE", ...REQUIRED }],
  languages: mapOf("languages", "DOUBLE"),
  languageInherited: [{ name: "languageInherited", type: "BOOLEAN", ...OPTIONAL }],
  encodingConfidence: [{ name: "encodingConfidence", type: "DOUBLE", ...REQUIRED }],
  replacementCharacters: [{ name: "replacementCharacters", type: "INT32", ...REQUIRED }],
  paragraph: [{ name: "paragraph", type: "INT32", ...OPTIONAL }],
  paragraphs: [{ name: "paragraphs", type: "INT32", ...REQUIRED }],
  removed: mapOf("removed", "INT32"),
  characters: [{ name: "characters", type: "INT32", ...REQUIRED }],
  charactersRemoved: [{ name: "charactersRemoved", type: "INT32", ...REQUIRED }],
  // What the source had may differ from row to row, so it is JSON; as a string, for not all readers know Parquet's type JSON.
  input: [{ name: "input", ...STRING, ...OPTIONAL }],
};

/**
 * The columns of an output: the fields of its lines.
 * @param fields those that are wanted; empty = all
 */
export function parquetSchema(fields: ReadonlySet<string>): SchemaElement[] {
  const flat = FIELDS.filter((name) => hasField(fields, name));
  const metadata = METADATA_FIELDS.filter((name) => hasMetadata(fields, name));
  return [
    { name: "document", num_children: flat.length + (metadata.length > 0 ? 1 : 0) },
    ...flat.map((name): SchemaElement => ({ name, ...STRING, ...REQUIRED })),
    ...(metadata.length > 0 ? [{ name: "metadata", num_children: metadata.length, ...REQUIRED }, ...metadata.flatMap((name) => METADATA[name])] : []),
  ];
}

/** A line of output. */
type Row = Readonly<Partial<Record<(typeof FIELDS)[number], string>>> & { readonly metadata?: Readonly<Record<string, unknown>> };

/** Columns that no dictionary makes smaller. */
const UNLIKE: ReadonlySet<string> = new Set(["id", "text"]);

/** Packs lines of output to a Parquet file. In: pieces of whole JSON lines. Out: the file's bytes. Holds one row group. */
export function parquetPacker(fields: ReadonlySet<string> = new Set()): Duplex {
  return Duplex.from((pieces: AsyncIterable<string>) => pack(pieces, fields));
}

/** What writes Parquet is large, and loaded when it is needed. */
async function* pack(pieces: AsyncIterable<string>, fields: ReadonlySet<string>): AsyncGenerator<Uint8Array> {
  const [zstd, { ByteWriter, ParquetWriter }] = await Promise.all([import("@bokuweb/zstd-wasm"), import("hyparquet-writer")]);
  await zstd.init();
  const bytes = new ByteWriter();
  const taken = (): Uint8Array => {
    const copy = bytes.getBytes().slice();
    bytes.index = 0;
    return copy;
  };
  // Zstandard as WebAssembly, so that the bytes do not depend on which one a Node has, if any.
  const compressors = { ZSTD: (input: Uint8Array) => zstd.compress(input, ZSTD_LEVEL) };
  const writer = new ParquetWriter({ writer: bytes, schema: parquetSchema(fields), codec: "ZSTD", compressors, createdBy: "seedclean" });
  for await (const lines of rowGroups(pieces)) {
    await writer.write({ columnData: columnsOf(lines, fields), rowGroupSize: lines.length });
    yield taken();
  }
  await writer.finish();
  yield taken();
}

async function* rowGroups(pieces: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  let units = 0;
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; ) {
      const end = piece.indexOf("\n", start) + 1;
      lines.push(piece.slice(start, end));
      units += end - start;
      start = end;
      if (units < ROW_GROUP_UNITS) continue;
      yield lines;
      lines = [];
      units = 0;
    }
  }
  if (lines.length > 0) yield lines;
}

function columnsOf(lines: readonly string[], fields: ReadonlySet<string>): ColumnSource[] {
  const rows = lines.map((line): Row => JSON.parse(line));
  const columns = FIELDS.filter((name) => hasField(fields, name)).map((name): ColumnSource => ({ name, data: rows.map((row) => row[name]), ...(UNLIKE.has(name) && { encoding: "PLAIN" as const }) }));
  if (!METADATA_FIELDS.some((name) => hasMetadata(fields, name))) return columns;
  const metadata = rows.map((row) => ({ ...row.metadata, ...(row.metadata?.["input"] !== undefined && { input: JSON.stringify(row.metadata["input"]) }) }));
  return [...columns, { name: "metadata", data: metadata }];
}
