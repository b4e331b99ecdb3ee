import { closeSync, createReadStream, readFileSync } from "node:fs";
import { reasonOf } from "../../errors.ts";
import type { RawDocument } from "../../document.ts";
import { longestRecordBytes, type Settings } from "../../settings.ts";
import type { Stage, StageContext } from "../../stage.ts";
import { FileEncoding } from "../decode/file-encoding.ts";
import { NoFile, openFound, stopWaitingFor } from "./found-file.ts";
import { IgnoreFiles } from "./ignore-files.ts";
import type { Input } from "./inputs.ts";
import { countLineEnds } from "./line-ends.ts";
import { splitAtLineEnds, splitLines } from "./split.ts";
import { NoTable, tableRows } from "./table.ts";
import { untilAborted } from "./until-aborted.ts";
import { maxUnpackedBytes, packingOf, unpack, UnpacksTooLarge } from "./unpack.ts";
import { ignoredNotice, walk } from "./walk.ts";

/** Files up to this size are read in one call, which is several times faster for the small files that corpora consist of. */
const WHOLE_FILE_BYTES = 1 << 20;

/** A file or stream that is to be read. */
interface Source {
  readonly id: string;
  readonly path: string;
  /** Size on disk, where it was found in a folder. */
  readonly bytes: number | undefined;
  /** It can be read once only, from its start. */
  readonly isStream: boolean;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * In: what the command line names. Out: documents as bytes, in order of their ids. Trouble with one file is a notice, and
 * the next file is read. Holds one document, or one part of a large file.
 */
export const read: Stage<Input, RawDocument> = {
  name: "read",
  async *run(inputs, context) {
    const { reading } = context;
    const outside = reading?.outsideOfFiles(context) ?? context;
    const ignores = new IgnoreFiles(outside);
    for await (const input of inputs) {
      if (input.kind === "documents") yield* input.documents;
      else {
        for (const source of sourcesOf(input, outside, ignores)) yield* reading?.follow(source, context, (inFile) => readSource(source, inFile)) ?? readSource(source, context);
      }
    }
    reading?.end();
  },
};

function* sourcesOf(input: Exclude<Input, { kind: "documents" }>, context: StageContext, ignores: IgnoreFiles): Generator<Source> {
  if (input.kind !== "stream" && ignores.isNamedIgnored(input.path, input.kind === "folder")) context.notice(ignoredNotice(input.path));
  else if (input.kind === "stream") yield { id: input.id, path: input.path, bytes: undefined, isStream: true, open: () => untilAborted(input.stream, context.signal) };
  else if (input.kind === "file") yield fileSource(input.path, input.id, undefined, context);
  else for (const file of walk(input.path, input.idPrefix, context, input.except, ignores)) yield fileSource(file.path, file.id, file.bytes, context);
}

function fileSource(path: string, id: string, bytes: number | undefined, context: StageContext): Source {
  const open = (): AsyncIterable<Uint8Array> => {
    // What was named may be a pipe, and is waited for.
    if (bytes === undefined) stopWaitingFor(path, context.signal);
    return createReadStream(path, { ...(bytes !== undefined && { fd: openFound(path) }), signal: context.signal, highWaterMark: 1 << 18 });
  };
  return { id, path, bytes, isStream: false, open };
}

async function* readSource(source: Source, context: StageContext): AsyncGenerator<RawDocument> {
  context.signal.throwIfAborted();
  const { packing, name } = packingOf(source.id);
  const format = formatOf(name, context.settings);
  try {
    if (packing === undefined && format === "text" && source.bytes !== undefined && source.bytes <= Math.min(WHOLE_FILE_BYTES, context.settings.maxDocumentBytes)) {
      const bytes = wholeFile(source.path);
      context.bytesRead?.(bytes.length);
      yield { id: source.id, source: source.path, bytes, format: "text" };
      return;
    }
    if (format === "parquet") {
      yield* parquetRowsOf(source, packing !== undefined, context);
      return;
    }
    let packedBytes = 0;
    const counted = count(source.open(), (bytes) => {
      packedBytes += bytes;
      context.bytesRead?.(bytes);
    });
    const maxBytes = (): number => maxUnpackedBytes(packedBytes, context.settings.maxRatio);
    const chunks = packing === undefined ? counted : unpack(counted, packing, maxBytes, context.signal);
    if (format === "jsonl") yield* jsonLines(source, chunks, context);
    else yield* format === "text" ? textParts(source, chunks, context) : tableRows(source, chunks, format, context);
  } catch (error) {
    if (context.signal.aborted) throw error;
    reportTrouble(source, error, packing !== undefined, context);
  }
}

function wholeFile(path: string): Uint8Array {
  const descriptor = openFound(path);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function formatOf(name: string, { inputFormat }: Settings): Exclude<Settings["inputFormat"], "auto"> {
  if (inputFormat !== "auto") return inputFormat;
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "jsonl" || ending === "ndjson") return "jsonl";
  return ending === "csv" || ending === "tsv" || ending === "parquet" ? ending : "text";
}

/** What reads Parquet is large, and loaded when it is met. */
async function* parquetRowsOf(source: Source, isPacked: boolean, context: StageContext): AsyncGenerator<RawDocument> {
  if (isPacked || source.isStream) {
    const message = `Parquet is read from its end, which ${isPacked ? "another packing" : "a pipe"} does not allow; ${isPacked ? "unpack it" : "save it to a file"} first`;
    context.notice({ code: "unreadable", severity: "failure", stage: "read", path: source.path, message });
    return;
  }
  const { BrokenParquet, parquetRows } = await import("./parquet.ts");
  try {
    yield* parquetRows(source, context, context.settings.maxRatio);
  } catch (error) {
    if (!(error instanceof BrokenParquet)) throw error;
    const message = `no Parquet file, or a broken one (${error.message}), not read or not to its end`;
    context.notice({ code: "broken-archive", severity: "failure", stage: "read", path: source.path, message });
  }
}

async function* count(chunks: AsyncIterable<Uint8Array>, add: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    add(chunk.length);
    yield chunk;
  }
}

async function* jsonLines(source: Source, chunks: AsyncIterable<Uint8Array>, context: StageContext): AsyncGenerator<RawDocument> {
  const maxBytes = longestRecordBytes(context.settings);
  const tooLong = (line: number): void => {
    const message = `the line is longer than ${Math.round(maxBytes / 2 ** 20)} MB and was left out; a larger --max-document reads it`;
    context.notice({ code: "broken-json", severity: "failure", stage: "read", path: source.path, line, message });
  };
  for await (const { bytes, line } of splitLines(chunks, maxBytes, tooLong)) {
    yield { id: `${source.id}#${line}`, source: source.path, bytes, format: "jsonl", sourceLine: line };
  }
}

/** One document, or numbered parts of a file that is too large for one. A large file that is no text is one document, without its rest. */
async function* textParts(source: Source, chunks: AsyncIterable<Uint8Array>, context: StageContext): AsyncGenerator<RawDocument> {
  const encoding = new FileEncoding(context.settings.encoding);
  let part = 0;
  let lines = 0;
  let held: Buffer | undefined;
  for await (const bytes of splitAtLineEnds(chunks, context.settings.maxDocumentBytes, encoding)) {
    if (held !== undefined && !encoding.isReadable) break;
    if (held !== undefined) {
      yield partOf(source, held, ++part, lines, encoding);
      lines += countLineEnds(held, encoding.readAs?.encoding ?? "UTF-8");
    }
    held = bytes;
  }
  if (part === 0) yield { id: source.id, source: source.path, bytes: held ?? new Uint8Array(0), format: "text" };
  else if (held !== undefined) {
    encoding.of(held);
    yield partOf(source, held, ++part, lines, encoding);
    const message = `cut into ${part} documents, for it is longer than --max-document`;
    context.notice({ code: "cut-in-parts", severity: "info", stage: "read", path: source.path, message });
  }
}

function partOf(source: Source, bytes: Uint8Array, part: number, linesBefore: number, { readAs }: FileEncoding): RawDocument {
  return { id: `${source.id}#${part}`, source: source.path, bytes, format: "text", part, linesBefore, ...(readAs !== undefined && { readAs }) };
}

/** The codes of zlib in words. */
function archiveReason(error: unknown): string {
  const reason = reasonOf(error);
  if (reason === "Z_BUF_ERROR") return "cut off";
  return /^(Z_|ERR__)/.test(reason) ? "damaged, or packed otherwise than its name says" : reason;
}

function reportTrouble(source: Source, error: unknown, isPacked: boolean, context: StageContext): void {
  const path = source.path;
  const isSystemError = error instanceof NoFile || (error instanceof Error && "syscall" in error);
  if (error instanceof NoTable) {
    context.notice({ code: "skipped.binary", severity: "info", stage: "read", path, message: "skipped as no text: it holds control characters as no text does" });
  } else if (error instanceof UnpacksTooLarge) {
    const message = `unpacks to more than ${context.settings.maxRatio} times its size, the rest was not read; --max-ratio allows more`;
    context.notice({ code: "unpacks-too-large", severity: "failure", stage: "read", path, message });
  } else if (isPacked && !isSystemError) {
    const message = `broken archive (${archiveReason(error)}), not read or not to its end; unpack it by hand to see what is left`;
    context.notice({ code: "broken-archive", severity: "failure", stage: "read", path, message });
  } else {
    context.notice({ code: "unreadable", severity: "failure", stage: "read", path, message: `cannot be read (${reasonOf(error)}); check that it exists and may be read` });
  }
}
