import { mkdirSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import type { RawDocument } from "../../../src/document.ts";
import type { Settings } from "../../../src/settings.ts";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { read } from "../../../src/stages/read/read.ts";
import { unzstd } from "../../../src/stages/read/unzstd.ts";
import { folderWith } from "../../program.ts";
import { contextWith, type Reading, reading, readingOfStream, streamOf } from "./reading.ts";

const readingOf = (folder: string, settings: Partial<Settings> = {}): Promise<Reading> => reading(inputsOf([folder], streamOf()), settings);

const LINES = '{"text":"one"}\n\n{"text":"two"}\n';
const TEXT = "The bells of the lower town ring a minute late.\n";

const ZST = "KLUv/QRYxQEABANUaGUgYmVsbHMgb2YgdGhlIGxvd2VyIHRvd24gcmluZyBhIG1pbnV0ZSBsYXRlLgoBANCMFBQ7E5VcUCpNGAMAAAABAgMotS/9BFiBAQBUaGUgYmVsbHMgb2YgdGhlIGxvd2VyIHRvd24gcmluZyBhIG1pbnV0ZSBsYXRlLgqRUrC0";

const zstdCompress: ((bytes: Uint8Array) => Uint8Array) | undefined = Reflect.get(zlib, "zstdCompressSync");

describe("formats by name", () => {
  test.each<[string, string[]]>([
    ["a.txt", ["a.txt"]],
    ["a.md", ["a.md"]],
    ["a.text", ["a.text"]],
    ["README", ["README"]],
    ["a.json", ["a.json"]],
    ["a.jsonl.txt", ["a.jsonl.txt"]],
    ["a.jsonl", ["a.jsonl#1", "a.jsonl#3"]],
    ["a.ndjson", ["a.ndjson#1", "a.ndjson#3"]],
    ["A.JSONL", ["A.JSONL#1", "A.JSONL#3"]],
  ])("%s", async (name, ids) => {
    const { documents } = await readingOf(folderWith({ [name]: LINES }));
    expect(documents.map(({ id }) => id)).toEqual(ids);
  });

  test("a text is one document with all its bytes, a line of JSON one with its line", async () => {
    const folder = folderWith({ "a.txt": "\ufeffone\r\n\r\ntwo", "b.jsonl": LINES });
    expect((await readingOf(folder)).documents).toEqual([
      { id: "a.txt", source: join(folder, "a.txt"), format: "text", bytes: Buffer.from("\ufeffone\r\n\r\ntwo") },
      { id: "b.jsonl#1", source: join(folder, "b.jsonl"), format: "jsonl", sourceLine: 1, bytes: Buffer.from('{"text":"one"}') },
      { id: "b.jsonl#3", source: join(folder, "b.jsonl"), format: "jsonl", sourceLine: 3, bytes: Buffer.from('{"text":"two"}') },
    ]);
  });

  test("an empty text is a document, empty JSON lines are none", async () => {
    expect((await readingOf(folderWith({ "a.txt": "", "b.jsonl": "", "c.jsonl": "\n\n" }))).texts).toEqual([["a.txt", ""]]);
  });

  test.each<[Settings["inputFormat"], string[]]>([
    ["auto", ["a.txt", "b.jsonl#1", "b.jsonl#3"]],
    ["text", ["a.txt", "b.jsonl"]],
    ["jsonl", ["a.txt#1", "a.txt#3", "b.jsonl#1", "b.jsonl#3"]],
  ])("--input-format %s", async (inputFormat, ids) => {
    const { documents } = await readingOf(folderWith({ "a.txt": LINES, "b.jsonl": LINES }), { inputFormat });
    expect(documents.map(({ id }) => id)).toEqual(ids);
  });

  test("a JSON line that is broken is not read's matter: it goes on as it stands", async () => {
    expect((await readingOf(folderWith({ "a.jsonl": '{"text":\n{"text":"b"}\n' }))).texts).toEqual([["a.jsonl#1", '{"text":'], ["a.jsonl#2", '{"text":"b"}']]);
  });
});

describe("packed files", () => {
  const packers: [string, (text: string) => Uint8Array][] = [
    ["gz", (text) => zlib.gzipSync(text)],
    ["br", (text) => zlib.brotliCompressSync(Buffer.from(text))],
    ...(zstdCompress === undefined ? [] : [["zst", (text: string) => zstdCompress(Buffer.from(text))] satisfies [string, (text: string) => Uint8Array]]),
  ];

  test.each(packers)(".%s is unpacked, and the name below it tells the format", async (ending, pack) => {
    const folder = folderWith({ [`a.txt.${ending}`]: pack(TEXT), [`b.jsonl.${ending}`]: pack(LINES), [`c.${ending.toUpperCase()}`]: pack(TEXT) });
    expect((await readingOf(folder)).texts).toEqual([
      [`a.txt.${ending}`, TEXT], [`b.jsonl.${ending}#1`, '{"text":"one"}'], [`b.jsonl.${ending}#3`, '{"text":"two"}'], [`c.${ending.toUpperCase()}`, TEXT],
    ]);
  });

  // Made with `zstd`: the line TEXT three times, in two frames with a skippable one between them.
  const zst = Buffer.from(ZST, "base64");

  test(".zst is read by every Node", async () => {
    expect((await readingOf(folderWith({ "a.txt.zst": zst }))).texts).toEqual([["a.txt.zst", TEXT.repeat(3)]]);
    for (const size of [1, 7, 1000]) {
      const chunks = Array.from({ length: Math.ceil(zst.length / size) }, (_, i) => zst.subarray(i * size, (i + 1) * size));
      const unpacked: Uint8Array[] = [];
      for await (const bytes of unzstd(streamOf(...chunks))) unpacked.push(bytes);
      expect(Buffer.concat(unpacked).toString()).toBe(TEXT.repeat(3));
    }
  });

  test.each([["cut", zst.subarray(0, 30)], ["foreign", Buffer.from("This is no archive at all.")]])("a .zst that is %s is a broken archive to the library too", async (_, bytes) => {
    const all = async (): Promise<void> => {
      for await (const unpacked of unzstd(streamOf(bytes))) expect(unpacked.length).toBeGreaterThan(0);
    };
    await expect(all()).rejects.toThrow();
    expect((await readingOf(folderWith({ "a.txt.zst": bytes }))).told).toEqual([expect.stringContaining("broken-archive failure")]);
  });

  test("several gzip members in one file are all read", async () => {
    const folder = folderWith({ "a.txt.gz": Buffer.concat([zlib.gzipSync("one\n"), zlib.gzipSync("two\n")]) });
    expect((await readingOf(folder)).texts).toEqual([["a.txt.gz", "one\ntwo\n"]]);
  });

  test("a packed empty file is an empty document", async () => {
    expect((await readingOf(folderWith({ "a.txt.gz": zlib.gzipSync("") }))).texts).toEqual([["a.txt.gz", ""]]);
  });

  test.each<[string, Uint8Array]>([
    ["a.txt.gz", zlib.gzipSync(TEXT.repeat(40)).subarray(0, 50)],
    ["a.txt.gz", Buffer.from("This is no archive at all.")],
    ["a.txt.br", zlib.brotliCompressSync(Buffer.from(TEXT.repeat(40))).subarray(0, 30)],
    ["a.txt.br", Buffer.from("This is no archive at all.")],
  ])("%s that is broken (%#) is named, nothing of it is taken for a text, and the next file is read", async (name, bytes) => {
    const folder = folderWith({ [name]: bytes, "b.txt": TEXT });
    const { texts, notices } = await readingOf(folder);
    expect(texts).toEqual([["b.txt", TEXT]]);
    expect(notices).toMatchObject([{ code: "broken-archive", severity: "failure", stage: "read", path: join(folder, name) }]);
    expect(notices[0]!.message).toMatch(/^broken archive \((cut off|damaged, or packed otherwise than its name says)\), not read or not to its end; unpack it by hand/);
  });

  test("lines of JSON before the break are read", async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `{"text":"${i} ${(i * 7919) % 1000}"}\n`).join("");
    const packed = zlib.gzipSync(lines);
    const { documents, told } = await readingOf(folderWith({ "a.jsonl.gz": packed.subarray(0, packed.length - 40) }));
    expect(documents.length).toBeGreaterThan(100);
    expect(told).toEqual([expect.stringContaining("broken-archive failure")]);
  });
});

describe("a file that unpacks beyond measure", () => {
  const bomb = zlib.gzipSync(Buffer.alloc(3 << 20, "a\n"));

  test.each<[string, number, boolean]>([["is refused", 100, true], ["is read where --max-ratio allows it", 2000, false]])("%s", async (_, maxRatio, isRefused) => {
    const folder = folderWith({ "a.txt.gz": bomb, "b.txt": TEXT });
    const { documents, notices } = await readingOf(folder, { maxRatio });
    expect(documents.map(({ id }) => id)).toEqual(isRefused ? ["b.txt"] : ["a.txt.gz", "b.txt"]);
    expect(notices).toEqual(
      isRefused
        ? [{
            code: "unpacks-too-large", severity: "failure", stage: "read", path: join(folder, "a.txt.gz"),
            message: "unpacks to more than 100 times its size, the rest was not read; --max-ratio allows more",
          }]
        : [],
    );
  });

  test("is read up to a megabyte, whatever the ratio", async () => {
    const { documents, notices } = await readingOf(folderWith({ "a.txt.gz": zlib.gzipSync("a\n".repeat(1 << 19)) }), { maxRatio: 2 });
    expect(documents[0]!.bytes).toHaveLength(1 << 20);
    expect(notices).toEqual([]);
  });
});

describe("files that are too long for one document", () => {
  const text = "one\ntwo\nthree\nfour\n";

  test("are cut at line ends, the parts numbered, and it is told once", async () => {
    const folder = folderWith({ "a.txt": text, "b.txt": "short\n" });
    const { documents, notices } = await readingOf(folder, { maxDocumentBytes: 9 });
    expect(documents.map(({ id, part, bytes }) => [id, part, Buffer.from(bytes).toString()])).toEqual([
      ["a.txt#1", 1, "one\ntwo\n"], ["a.txt#2", 2, "three\n"], ["a.txt#3", 3, "four\n"], ["b.txt", undefined, "short\n"],
    ]);
    expect(notices).toEqual([
      { code: "cut-in-parts", severity: "info", stage: "read", path: join(folder, "a.txt"), message: "cut into 3 documents, for it is longer than --max-document" },
    ]);
  });

  test("JSON lines are read whole, and from 64 MB on left out with a notice", async () => {
    const line = (letters: number): string => `{"text":"${"x".repeat(letters)}"}`;
    const most = 2 ** 26 - line(0).length;
    const folder = folderWith({ "a.jsonl": `${line(most + 1)}\n{"text":2}\n${line(most)}\n${line(most + 1)}` });
    const { documents, notices } = await readingOf(folder, { maxDocumentBytes: 15 });
    expect(documents.map(({ id, bytes }) => [id, bytes.length])).toEqual([["a.jsonl#2", 10], ["a.jsonl#3", 2 ** 26]]);
    const message = "the line is longer than 64 MB and was left out; a larger --max-document reads it";
    expect(notices.map((notice) => [notice.code, notice.line, notice.message])).toEqual([["broken-json", 1, message], ["broken-json", 4, message]]);
  });

  test.each([[18, 2], [19, 1], [20, 1]])("with %i bytes a document they are %i", async (maxDocumentBytes, count) => {
    expect((await readingOf(folderWith({ "a.txt": text }), { maxDocumentBytes })).documents).toHaveLength(count);
  });

  test("one long line is one document, without a number", async () => {
    const { texts, notices } = await readingOf(folderWith({ "a.txt": "a".repeat(15) }), { maxDocumentBytes: 10 });
    expect(texts).toEqual([["a.txt", "a".repeat(15)]]);
    expect(notices).toEqual([]);
  });

  test("are cut when they come packed, or by a pipe", async () => {
    const packed = await readingOf(folderWith({ "a.txt.gz": zlib.gzipSync(text) }), { maxDocumentBytes: 9 });
    expect(packed.documents.map(({ id }) => id)).toEqual(["a.txt.gz#1", "a.txt.gz#2", "a.txt.gz#3"]);
    const piped = await readingOfStream(["one\nt", "wo\nthree", "\nfour\n"], { maxDocumentBytes: 9 });
    expect(piped.texts).toEqual([["stdin#1", "one\ntwo\n"], ["stdin#2", "three\n"], ["stdin#3", "four\n"]]);
  });

  test("JSON lines are never cut", async () => {
    expect((await readingOf(folderWith({ "a.jsonl": LINES }), { maxDocumentBytes: 5 })).documents).toHaveLength(2);
  });
});

describe("standard input", () => {
  test("is one document, whatever its chunks", async () => {
    const { documents } = await readingOfStream(["caf\u00e9", " au", " lait\n"]);
    expect(documents).toEqual([{ id: "stdin", source: "stdin", format: "text", bytes: Buffer.from("café au lait\n") }]);
  });

  test("without a byte is an empty document", async () => {
    expect((await readingOfStream([])).texts).toEqual([["stdin", ""]]);
  });

  test("is lines of JSON when it is said to be", async () => {
    expect((await readingOfStream(['{"text":"a', '"}\n{"text":"b"}'], { inputFormat: "jsonl" })).texts).toEqual([
      ["stdin#1", '{"text":"a"}'], ["stdin#2", '{"text":"b"}'],
    ]);
  });

  test("that breaks off is a failure, and the next input is read", async () => {
    const folder = folderWith({ "z.txt": TEXT });
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("half a li");
      throw new Error("read ECONNRESET");
    }
    const { texts, notices } = await reading(inputsOf(["-", join(folder, "z.txt")], broken()));
    expect(texts).toEqual([["z.txt", TEXT]]);
    expect(notices).toMatchObject([{ code: "unreadable", severity: "failure", path: "stdin", message: "cannot be read (read ECONNRESET); check that it exists and may be read" }]);
  });
});

describe("files that cannot be read", () => {
  /** Takes a file away when the document before it has been read: folders are listed before. */
  async function readingWithout(folder: string, gone: string): Promise<{ readonly ids: readonly string[]; readonly messages: readonly string[] }> {
    const { context, notices } = contextWith();
    const documents: RawDocument[] = [];
    for await (const document of read.run(streamOfInputs(folder), context)) {
      if (documents.push(document) === 1) unlinkSync(join(folder, gone));
    }
    return { ids: documents.map(({ id }) => id), messages: notices.map(({ code, severity, message }) => `${code} ${severity}: ${message}`) };
  }

  async function* streamOfInputs(folder: string): AsyncGenerator<ReturnType<typeof inputsOf>[number]> {
    yield* inputsOf([folder], streamOf());
  }

  test.each<[string, string | Uint8Array]>([["b.txt", TEXT], ["b.jsonl", LINES], ["b.txt.gz", zlib.gzipSync(TEXT)]])("%s that went away is a failure, and the next is read", async (name, content) => {
    const folder = folderWith({ "a.txt": TEXT, [name]: content, "c.txt": TEXT });
    expect(await readingWithout(folder, name)).toEqual({
      ids: ["a.txt", "c.txt"],
      messages: ["unreadable failure: cannot be read (ENOENT); check that it exists and may be read"],
    });
  });

  test("a folder in place of a file that was named is a failure", async () => {
    const folder = folderWith({ "a.txt": TEXT });
    const inputs = inputsOf([join(folder, "a.txt")], streamOf());
    rmSync(join(folder, "a.txt"));
    mkdirSync(join(folder, "a.txt"));
    const { texts, notices } = await reading(inputs);
    expect(texts).toEqual([]);
    expect(notices).toMatchObject([{ code: "unreadable", message: "cannot be read (EISDIR); check that it exists and may be read" }]);
  });

  test("a file is read through a link under the link's name", async () => {
    const folder = folderWith({ "beside/b.txt": TEXT, "in/a.txt": "a" });
    symlinkSync("../beside/b.txt", join(folder, "in/c.md"));
    expect((await readingOf(join(folder, "in"))).texts).toEqual([["a.txt", "a"], ["c.md", TEXT]]);
  });
});

describe("the run around it", () => {
  test("bytes are counted as they stand on disk", async () => {
    const packed = zlib.gzipSync(TEXT.repeat(100));
    const folder = folderWith({ "a.txt": TEXT, "b.txt.gz": packed, "c.jsonl": LINES });
    let bytes = 0;
    const { context } = contextWith();
    for await (const _ of read.run(onlyFolder(folder), { ...context, bytesRead: (more) => (bytes += more) }));
    expect(bytes).toBe(TEXT.length + packed.length + LINES.length);
  });

  test("a signal ends the reading with its reason, between files and inside one", async () => {
    for (const content of [TEXT, TEXT.repeat(1 << 16)]) {
      const folder = folderWith({ "a.txt": content, "b.txt": content });
      const controller = new AbortController();
      const { context, notices } = contextWith({ maxDocumentBytes: 1 << 16 }, controller.signal);
      const reason = new Error("enough");
      const all = async (): Promise<void> => {
        for await (const _ of read.run(onlyFolder(folder), context)) controller.abort(reason);
      };
      await expect(all()).rejects.toSatisfy((error: unknown) => error === reason || (error instanceof Error && error.name === "AbortError"));
      expect(notices).toEqual([]);
    }
  });

  async function* onlyFolder(folder: string): AsyncGenerator<ReturnType<typeof inputsOf>[number]> {
    yield* inputsOf([folder], streamOf());
  }
});
