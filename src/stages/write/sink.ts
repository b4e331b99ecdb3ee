import { createWriteStream, realpathSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Duplex, Transform, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import * as zlib from "node:zlib";
import { reasonOf, SeedcleanError, unwritable } from "../../errors.ts";
import { ownTag, removeLeftBehind, TAG_DIGITS } from "../../left-behind.ts";
import { packingOf } from "../read/unpack.ts";
import { parquetPacker } from "./parquet.ts";

/** Where lines go. */
export interface Sink {
  /** Resolves when more may be written. Rejects with the stream's error. */
  write(text: string): Promise<void>;
  /** All is written, and goes to its place; what is left for `finish` takes no space, so that of several files all are named or none. */
  flush?(): Promise<void>;
  /** All is written: only now does a file get its name. */
  finish(): Promise<void>;
  /** The run failed: nothing is left behind. */
  discard(): Promise<void>;
}

/** Where the output goes: a sink that may tell languages apart. */
export interface OutputSink extends Omit<Sink, "write"> {
  /** @param language of the text */
  write(text: string, language: string): Promise<void>;
}

/** Lines are gathered to pieces of this size: a write of its own for each document costs more than making its line. */
const PIECE_UNITS = 1 << 16;

/** A file may be behind by this much before the run waits for it: with Node's 16 KB it waits at every piece. A longer line goes in pieces of this many units. */
export const BUFFERED_BYTES = 1 << 20;

/** Never between the halves of a surrogate pair: each piece becomes bytes by itself. */
function pieceEnd(text: string, start: number): number {
  const end = start + BUFFERED_BYTES;
  if (end >= text.length) return text.length;
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end - 1 : end;
}

/** Gathers lines, and waits where the stream is full. */
export class StreamWriter {
  private readonly stream: Writable;
  private readonly pieces: string[] = [];
  private units = 0;
  private failure: unknown;
  private wake: (() => void) | undefined;

  constructor(stream: Writable) {
    this.stream = stream;
    stream.on("error", (error) => {
      this.failure ??= error;
      this.wake?.();
    });
    stream.on("drain", () => this.wake?.());
  }

  async write(text: string): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.pieces.push(text);
    this.units += text.length;
    if (this.units >= PIECE_UNITS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    const text = this.pieces.join("");
    this.pieces.length = 0;
    this.units = 0;
    for (let start = 0; start < text.length; ) {
      const end = pieceEnd(text, start);
      await this.send(text.slice(start, end));
      start = end;
    }
  }

  private async send(piece: string): Promise<void> {
    if (this.stream.write(piece)) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    this.wake = undefined;
    if (this.failure !== undefined) throw this.failure;
  }
}

/**
 * A stream that somebody else owns (standard output): it is flushed, not ended.
 * @throws SeedcleanError "output-failed" if it cannot be written; the stream's own error if its reader has enough (EPIPE)
 */
export function streamSink(stream: Writable): Sink {
  const writer = new StreamWriter(stream);
  const explain = (error: unknown): never => {
    if (reasonOf(error) === "EPIPE" || reasonOf(error) === "ERR_STREAM_DESTROYED") throw error;
    throw unwritable(error);
  };
  return {
    write: (text) => writer.write(text).catch(explain),
    finish: async () => {
      try {
        await writer.flush();
        // An empty write calls back when everything before it has left.
        await new Promise<void>((resolve, reject) => stream.write("", (error) => (error ? reject(error) : resolve())));
      } catch (error) {
        explain(error);
      }
    },
    discard: async () => undefined,
  };
}

/**
 * A file, written under a temporary name beside it and renamed when finished; packed if its name ends with ".gz" or ".zst". What is
 * no plain file (a pipe, a device) is written as it is, and a link's target is replaced, not the link. Temporary files that killed
 * runs left of the same file are removed.
 * @throws SeedcleanError "usage" for ".zst" where this Node cannot write it, and for ".parquet", "output-failed" if the file cannot be written
 */
export function fileSink(path: string, packer: Duplex | undefined = packerOf(path)): Sink {
  const target = targetOf(path);
  const temporary = target.isPlain ? temporaryNameOf(target.path) : target.path;
  if (target.isPlain) removeLeftBehind(dirname(target.path), (name) => tagIn(name, basename(target.path)));
  // "wx" makes sure that nobody's file is written over.
  const file = createWriteStream(temporary, { flags: target.isPlain ? "wx" : "w", highWaterMark: BUFFERED_BYTES });
  const opened = new Promise<boolean>((resolve) => file.once("open", () => resolve(true)).once("error", () => resolve(false)));
  packer?.pipe(file);
  const writer = new StreamWriter(packer ?? file);
  file.on("error", (error) => packer?.destroy(error));
  const explain = (error: unknown): never => {
    throw new SeedcleanError("output-failed", `${path}: cannot be written (${reasonOf(error)}); check folder, permissions and free space`, { cause: error });
  };
  let isEnded = false;
  const end = async (): Promise<void> => {
    if (isEnded) return;
    isEnded = true;
    await writer.flush();
    (packer ?? file).end();
    await finished(file);
  };
  return {
    write: (text) => writer.write(text).catch(explain),
    flush: () => end().catch(explain),
    finish: async () => {
      try {
        await end();
        if (target.isPlain) await rename(temporary, target.path);
      } catch (error) {
        explain(error);
      }
    },
    discard: async () => {
      // A file that is still being opened would be there after it was removed.
      const isThere = await opened;
      packer?.destroy();
      file.destroy();
      if (target.isPlain && isThere) await rm(temporary, { force: true });
    },
  };
}

/**
 * A file of lines of output: as Parquet if its name ends with ".parquet", else as `fileSink`.
 * @param fields those that the lines have; empty = all
 */
export function outputSink(path: string, fields: ReadonlySet<string> = new Set()): Sink {
  return isParquet(path) ? fileSink(path, parquetPacker(fields)) : fileSink(path);
}

/** By the name: whether a file is Parquet. */
export function isParquet(path: string): boolean {
  return path.toLowerCase().endsWith(".parquet");
}

/** Writes one text, whole or not at all. @throws what the sink throws */
export async function writeWhole(sink: Sink, text: string): Promise<void> {
  try {
    await sink.write(text);
    await sink.finish();
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

/** Node has it from 22.15 on; its types here are those of Node 20. */
const createZstdCompress: (() => Transform) | undefined = Reflect.get(zlib, "createZstdCompress");

function packerOf(path: string): Transform | undefined {
  if (isParquet(path)) throw new SeedcleanError("usage", `${path}: only an output (-o) can be Parquet; name this file .jsonl`);
  const { packing } = packingOf(path);
  if (packing === undefined) return undefined;
  if (packing === "gz") return zlib.createGzip();
  if (packing === "zst" && createZstdCompress !== undefined) return createZstdCompress();
  const how = packing === "zst" ? "this Node cannot write .zst; use Node 22.15 or newer, or name it .gz" : `.${packing} cannot be written; name it .gz or .zst`;
  throw new SeedcleanError("usage", `${path}: ${how}`);
}

const SERIAL_DIGITS = 4;
const TEMPORARY = new RegExp(`\\.([0-9a-f]{${TAG_DIGITS}})[0-9a-f]{${SERIAL_DIGITS}}\\.part$`);
let serial = 0;

/** How a file is named until it is whole: no other file has this name, and a later run can tell whether this one still lives. */
export function temporaryNameOf(path: string): string {
  serial = (serial + 1) % 16 ** SERIAL_DIGITS;
  return `${path}.${ownTag()}${serial.toString(16).padStart(SERIAL_DIGITS, "0")}.part`;
}

/** The tag of whoever writes `name` to make `final` of it. */
function tagIn(name: string, final: string): string | undefined {
  return finalNameOf(name) === final ? TEMPORARY.exec(name)?.[1] : undefined;
}

/** The file that is being written under a temporary name; other paths as they are. What a killed run left is known by it too. */
export function finalNameOf(path: string): string {
  return path.replace(TEMPORARY, "");
}

/** Where a path leads, and whether a file is or may be there. */
export function targetOf(path: string): { readonly path: string; readonly isPlain: boolean } {
  try {
    return { path: realpathSync(path), isPlain: statSync(path).isFile() };
  } catch {
    return { path, isPlain: true };
  }
}
