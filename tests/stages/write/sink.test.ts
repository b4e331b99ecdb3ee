import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import * as zlib from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { SeedcleanError } from "../../../src/errors.ts";
import { fileSink, finalNameOf, type Sink, streamSink } from "../../../src/stages/write/sink.ts";
import { folderWith } from "../../program.ts";

/** Node has it from 22.15 on. */
const canPackZstd = "createZstdCompress" in zlib;
const zstdDecompress: (bytes: Uint8Array) => Uint8Array = Reflect.get(zlib, "zstdDecompressSync");

/** More than a sink holds back, so that it reaches the file. */
const LONG_LINE = `${"Line of the harbour book, 貨物 No. 7. ".repeat(60_000)}\n`;

describe("a file", () => {
  test.each<[string, readonly string[]]>([
    ["nothing", []],
    ["a line", ["a 😀\n"]],
    ["many lines", Array.from({ length: 5000 }, (_, i) => `line ${i} ${"x".repeat(50)}\n`)],
    ["lines longer than any buffer", [LONG_LINE, "b\n", LONG_LINE]],
    ["long lines of surrogate pairs", [`${"😀".repeat(600_000)}\n`, `x${"😀".repeat(600_000)}\n`]],
  ])("with %s is written whole and in order", async (_, lines) => {
    const folder = folderWith({});
    for (const name of ["a.jsonl", "a.jsonl.gz"]) {
      const sink = fileSink(join(folder, name));
      for (const line of lines) await sink.write(line);
      await sink.finish();
      const bytes = readFileSync(join(folder, name));
      expect((name.endsWith(".gz") ? zlib.gunzipSync(bytes) : bytes).toString() === lines.join(""), name).toBe(true);
    }
    expect(readdirSync(folder).sort()).toEqual(["a.jsonl", "a.jsonl.gz"]);
  });

  test.each(["a.jsonl", "a.jsonl.gz"])("%s has its name only when it is finished; until then the old one stands", async (name) => {
    const folder = folderWith({ [name]: "old" });
    const path = join(folder, name);
    const sink = fileSink(path);
    await sink.write(LONG_LINE);
    expect(readFileSync(path, "utf8")).toBe("old");
    // The file is opened meanwhile, by another thread.
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2));
    const [, temporary = ""] = readdirSync(folder).sort();
    expect(temporary).toMatch(/^a\.jsonl(\.gz)?\.[0-9a-f]{16}\.part$/);
    expect(finalNameOf(temporary)).toBe(name);
    await sink.finish();
    expect(readFileSync(path, "utf8")).not.toBe("old");
    expect(readdirSync(folder)).toEqual([name]);
  });

  test.each(["a.jsonl", "a.jsonl.gz"])("%s that is discarded leaves the old one and nothing else", async (name) => {
    const folder = folderWith({ [name]: "old" });
    const sink = fileSink(join(folder, name));
    await sink.write(LONG_LINE);
    await sink.discard();
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), "utf8")).toBe("old");
  });

  test("leaves alone what is named like something temporary", async () => {
    const folder = folderWith({ "a.jsonl.part": "somebody's own" });
    const sink = fileSink(join(folder, "a.jsonl"));
    await sink.write("new\n");
    await sink.finish();
    expect(readFileSync(join(folder, "a.jsonl.part"), "utf8")).toBe("somebody's own");
    expect(finalNameOf(join(folder, "a.jsonl.part"))).toBe(join(folder, "a.jsonl.part"));
  });

  test.skipIf(canPackZstd)("named .zst is refused with one line where this Node cannot write it", () => {
    const folder = folderWith({});
    expect(() => fileSink(join(folder, "a.jsonl.zst"))).toThrow(expect.objectContaining({ code: "usage", message: expect.stringContaining("use Node 22.15 or newer") }));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(canPackZstd)("named .zst is packed", async () => {
    const folder = folderWith({});
    const sink = fileSink(join(folder, "a.jsonl.zst"));
    await sink.write(LONG_LINE);
    await sink.finish();
    expect(Buffer.from(zstdDecompress(readFileSync(join(folder, "a.jsonl.zst")))).toString() === LONG_LINE).toBe(true);
  });

  test("named .br is refused", () => {
    expect(() => fileSink("a.jsonl.br")).toThrow(expect.objectContaining({ code: "usage" }));
  });

  test("behind a link is replaced, and the link stays", async () => {
    const folder = folderWith({ "there/real.jsonl": "old" });
    symlinkSync("there/real.jsonl", join(folder, "link.jsonl"));
    const sink = fileSink(join(folder, "link.jsonl"));
    await sink.write("new\n");
    await sink.finish();
    expect(readlinkSync(join(folder, "link.jsonl"))).toBe("there/real.jsonl");
    expect(readFileSync(join(folder, "there/real.jsonl"), "utf8")).toBe("new\n");
    expect(readdirSync(join(folder, "there"))).toEqual(["real.jsonl"]);
  });

  test("that is discarded at once leaves nothing", async () => {
    const folder = folderWith({});
    const sinks = Array.from({ length: 20 }, (_, i) => fileSink(join(folder, i % 2 === 0 ? `${i}.jsonl` : `${i}.jsonl.gz`)));
    await Promise.all(sinks.map((sink) => sink.discard()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["in a folder that is not there", "no/a.jsonl", "ENOENT"],
    ["in what is a file", "file/a.jsonl", "ENOTDIR"],
    ["that is a folder", "folder", "EISDIR"],
  ])("%s is an error of one line, and nothing is left", async (_, name, reason) => {
    const folder = folderWith({ file: "x" });
    mkdirSync(join(folder, "folder"));
    const path = join(folder, name);
    const sink = fileSink(path);
    const message = `${path}: cannot be written (${reason}); check folder, permissions and free space`;
    const failure = sink.write("a\n").then(() => sink.finish());
    await expect(failure).rejects.toThrow(expect.objectContaining({ name: SeedcleanError.name, code: "output-failed", exitCode: 2, message }));
    // As run.ts does: what goes wrong in clearing up is no news.
    await Promise.allSettled([sink.discard()]);
    expect(readdirSync(folder).sort()).toEqual(["file", "folder"]);
  });

  test("packed, in a folder that is not there, is the same error", async () => {
    const path = join(folderWith({}), "no/a.jsonl.gz");
    const sink = fileSink(path);
    await expect(sink.write("a\n").then(() => sink.finish())).rejects.toThrow(expect.objectContaining({ code: "output-failed" }));
  });
});

describe.skipIf(process.platform === "win32")("what is no plain file", () => {
  /** A named pipe, and what somebody reads from it to its end. */
  function fifoIn(folder: string): { readonly path: string; readonly text: Promise<string> } {
    const path = join(folder, "fifo");
    execFileSync("mkfifo", [path]);
    return { path, text: readFile(path, "utf8") };
  }

  test("is written as it is, and is still there", async () => {
    const folder = folderWith({});
    const { path, text } = fifoIn(folder);
    const sink = fileSink(path);
    await sink.write("a\n");
    await sink.finish();
    expect(await text).toBe("a\n");
    expect(lstatSync(path).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(["fifo"]);
  });

  test("is not removed when the run fails", async () => {
    const folder = folderWith({});
    const { path, text } = fifoIn(folder);
    const sink = fileSink(path);
    await sink.write(LONG_LINE);
    await sink.discard();
    await text;
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  test("is found behind a link", async () => {
    const folder = folderWith({});
    const { path, text } = fifoIn(folder);
    symlinkSync("fifo", join(folder, "link"));
    const sink = fileSink(join(folder, "link"));
    await sink.write("a\n");
    await sink.finish();
    expect(await text).toBe("a\n");
    expect(lstatSync(path).isFIFO()).toBe(true);
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  });
});

describe("a stream", () => {
  /** A stream that takes each piece only when it is told to. */
  function slowStream(): { readonly stream: Writable; readonly taken: string[]; readonly take: (error?: Error) => void } {
    const taken: string[] = [];
    let next: ((error?: Error) => void) | undefined;
    const stream = new Writable({
      highWaterMark: 1,
      write(chunk, _encoding, done) {
        taken.push(String(chunk));
        next = done;
      },
    });
    return { stream, taken, take: (error) => next?.(error) };
  }

  /** Whether a promise is settled once all that can happen has happened. */
  async function isSettled(promise: Promise<unknown>): Promise<boolean> {
    let settled = false;
    void promise.then(() => (settled = true), () => (settled = true));
    await new Promise((resolve) => setImmediate(resolve));
    return settled;
  }

  test("gets small lines in one piece, and is not ended", async () => {
    const pieces: string[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        pieces.push(String(chunk));
        done();
      },
    });
    const sink: Sink = streamSink(stream);
    await sink.write("a\n");
    await sink.write("b\n");
    expect(pieces).toEqual([]);
    await sink.finish();
    expect(pieces.filter((piece) => piece !== "")).toEqual(["a\nb\n"]);
    expect(stream.writableEnded).toBe(false);
    await sink.discard();
    expect(stream.destroyed).toBe(false);
  });

  test("that is full is waited for", async () => {
    const { stream, taken, take } = slowStream();
    const writing = streamSink(stream).write(LONG_LINE);
    expect(await isSettled(writing)).toBe(false);
    for (let pieces = 1; !(await isSettled(writing)); pieces++) {
      expect(taken).toHaveLength(pieces);
      take();
    }
    expect(taken.join("") === LONG_LINE).toBe(true);
  });

  test.each(["while it is waited for", "before"])("whose reader has gone %s rejects with its error", async (when) => {
    const { stream, take } = slowStream();
    const sink = streamSink(stream);
    const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    const writing = sink.write(LONG_LINE);
    if (when === "before") stream.destroy(gone);
    else take(gone);
    await expect(writing).rejects.toBe(gone);
    await expect(sink.write("a\n")).rejects.toBe(gone);
  });
});
