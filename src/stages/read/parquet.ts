import { type FileHandle, open } from "node:fs/promises";
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects, type ParquetParsers } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { RawDocument } from "../../document.ts";
import type { StageContext } from "../../stage.ts";
import { READ_ONLY } from "./found-file.ts";
import { maxUnpackedBytes, UnpacksTooLarge } from "./unpack.ts";

/** So much of a row group is unpacked at once, as its writer counted it: some writers put a whole file into one. */
const SLICE_BYTES = 32 << 20;
/** Rows may be shorter than a look-up in a dictionary. */
const SLICE_ROWS = 1 << 16;

/** The file is no Parquet, or broken. */
export class BrokenParquet extends Error {}

/**
 * The rows of a Parquet file as documents: JSON objects, nested columns as nested objects and lists. Named "#N" for the row, from 1.
 * Holds the packed bytes of one row group (fewer where the file has an index of its pages) and one slice of its rows.
 * @param maxRatio of what it unpacks to, as it says of itself and as its rows turn out, to its own size
 * @throws BrokenParquet, UnpacksTooLarge
 */
export async function* parquetRows(source: { readonly id: string; readonly path: string }, context: Pick<StageContext, "signal" | "bytesRead">, maxRatio = Number.POSITIVE_INFINITY): AsyncGenerator<RawDocument> {
  const handle = await open(source.path, READ_ONLY);
  try {
    const file = await bufferOf(handle, context);
    let row = 0;
    let bytesLeft = maxUnpackedBytes(file.byteLength, maxRatio);
    const metadata = await orBroken(parquetMetadataAsync(file));
    if (metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0) > bytesLeft) throw new UnpacksTooLarge();
    for (const { rowStart, rowEnd } of slicesOf(metadata)) {
      context.signal.throwIfAborted();
      const rows = await orBroken(parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, parsers: PARSERS, useOffsetIndex: true, geoparquet: false }));
      for (const fields of rows) {
        row++;
        const bytes = Buffer.from(JSON.stringify(fields, asJson));
        bytesLeft -= bytes.length;
        if (bytesLeft < 0) throw new UnpacksTooLarge();
        yield { id: `${source.id}#${row}`, source: source.path, bytes, format: "jsonl", sourceLine: row };
      }
    }
  } finally {
    await handle.close();
  }
}

async function bufferOf(handle: FileHandle, context: Pick<StageContext, "bytesRead">): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  let countedTo = 0;
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
      for (let done = 0; done < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
        if (bytesRead === 0) throw new BrokenParquet("it became shorter");
        done += bytesRead;
      }
      // What is read again counts once, and the end, which is read first, with the rest.
      if (end < size && end > countedTo) {
        context.bytesRead?.(end - countedTo);
        countedTo = end;
      }
      return bytes.buffer;
    },
  };
}

/** Row groups cut to slices, in order of the rows. */
function* slicesOf({ row_groups: groups }: FileMetaData): Generator<{ readonly rowStart: number; readonly rowEnd: number }> {
  let first = 0;
  for (const group of groups) {
    const rows = Number(group.num_rows);
    const rowsOfSlice = Math.ceil((rows * SLICE_BYTES) / Math.max(Number(group.total_byte_size), 1));
    const step = Math.max(1, Math.min(rowsOfSlice, SLICE_ROWS));
    for (let at = 0; at < rows; at += step) yield { rowStart: first + at, rowEnd: first + Math.min(at + step, rows) };
    first += rows;
  }
}

async function orBroken<Value>(read: Promise<Value>): Promise<Value> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw error;
    throw new BrokenParquet(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Strings whole, with a mark of byte order; dates and times as ISO 8601 writes them, to their last digit. */
const PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && textOf(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && parsedOr(textOf(bytes)),
  dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  timestampFromMilliseconds: (units) => timeOf(units, 3),
  timestampFromMicroseconds: (units) => timeOf(units, 6),
  timestampFromNanoseconds: (units) => timeOf(units, 9),
};

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

/** A cell that says it is JSON and is not stays a text. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param digits behind the second */
function timeOf(units: bigint, digits: number): string {
  const aSecond = 10n ** BigInt(digits);
  const fraction = ((units % aSecond) + aSecond) % aSecond;
  const seconds = (units - fraction) / aSecond;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, -5)}.${fraction.toString().padStart(digits, "0")}Z`;
}

/** Missing is null; bytes are Base64; a whole number that JSON's readers would round is a string of its digits. */
function asJson(_: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (isNumbers(value)) return Array.from<unknown>(value);
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** Some lists of numbers come as typed arrays. */
function isNumbers(value: unknown): value is Iterable<unknown> {
  return ArrayBuffer.isView(value) && Symbol.iterator in value;
}
