import { type DataType, Field, makeData, RecordBatch, RecordBatchReader, Schema, Struct, vectorFromArray } from "apache-arrow";
import { reasonOf, SeedcleanError } from "../errors.ts";

/** Columns by name. */
export type Columns = Readonly<Record<string, DataType>>;
export type Row = Readonly<Record<string, unknown>>;

/** So many rows or bytes go into a batch: what the other side holds at least. */
const BATCH_ROWS = 4096;
const BATCH_BYTES = 4 << 20;

/**
 * The rows of an Arrow stream, one behind the other. Holds one batch.
 * @throws SeedcleanError "usage" if the stream is cut off, or damaged so that it cannot be read; Arrow has no checksums, so other damage is not seen
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  try {
    for await (const batch of await RecordBatchReader.from(bytes)) {
      const names = batch.schema.fields.map(({ name }) => name);
      for (let i = 0; i < batch.numRows; i++) yield Object.fromEntries(names.map((name, column) => [name, batch.getChildAt(column)?.get(i)]));
    }
  } catch (error) {
    throw damaged(error);
  }
}

/** What cannot be read of an Arrow stream, or of a value in it. */
export function damaged(cause: unknown): SeedcleanError {
  return new SeedcleanError("usage", `standard input is damaged (${reasonOf(cause)}); run the stage that wrote it again`, { cause });
}

/** Each message of an Arrow stream begins with these bytes. */
const CONTINUATION = Buffer.from([0xff, 0xff, 0xff, 0xff]);

/**
 * What `readRows` reads. To be asked before anything else is begun: neither the reader nor the writer hands on what is thrown to it.
 * @throws SeedcleanError "usage" if they do not begin an Arrow stream
 */
export async function arrowStream(bytes: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const chunks = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < CONTINUATION.length) {
    const next = await chunks.next();
    if (next.done === true) throw notArrow();
    head = Buffer.concat([head, next.value]);
  }
  if (!CONTINUATION.equals(head.subarray(0, CONTINUATION.length))) throw notArrow();
  return withHead(head, chunks);
}

async function* withHead(head: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => chunks };
}

function notArrow(): SeedcleanError {
  return new SeedcleanError("usage", "standard input is no Arrow stream; see docs/scale-out.md for what a stage reads");
}

/**
 * Rows as batches of an Arrow stream, for `RecordBatchStreamWriter.throughNode()`. Holds one batch.
 * @param sizeOf a row, in bytes, roughly
 */
export async function* batchesOf(rows: AsyncIterable<Row>, columns: Columns, sizeOf: (row: Row) => number): AsyncGenerator<RecordBatch> {
  const schema = new Schema(Object.entries(columns).map(([name, type]) => new Field(name, type, true)));
  let held: Row[] = [];
  let bytes = 0;
  // Without rows there must be a schema all the same.
  let isFirst = true;
  for await (const row of rows) {
    held.push(row);
    bytes += sizeOf(row);
    if (held.length < BATCH_ROWS && bytes < BATCH_BYTES) continue;
    yield batchOf(held, schema);
    isFirst = false;
    held = [];
    bytes = 0;
  }
  if (held.length > 0 || isFirst) yield batchOf(held, schema);
}

function batchOf(rows: readonly Row[], schema: Schema): RecordBatch {
  const children = schema.fields.map(({ name, type }) => vectorFromArray(rows.map((row) => row[name] ?? null), type).data[0] ?? makeData({ type, length: 0, nullCount: 0 }));
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows.length, nullCount: 0, children }));
}
