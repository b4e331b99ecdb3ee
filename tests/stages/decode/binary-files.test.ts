/** Files that are no text are skipped with the reason: made-up heads of each kind, and files that this machine happens to have. */
import { closeSync, type Dirent, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { decode } from "../../../src/stages/decode/decode.ts";
import { TEXTS } from "./samples.ts";

function reasonFor(bytes: Uint8Array): string {
  const notices: Notice[] = [];
  const document = decode({ id: "a", source: "a", bytes, format: "text" }, { settings: DEFAULT_SETTINGS, notice: (notice) => notices.push(notice) });
  const [notice] = notices;
  return document === undefined && notices.length === 1 && notice?.code === "skipped.binary" ? notice.message : `read as ${document?.encoding}`;
}

/** Bytes without order, as packed data is. */
function packed(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (Math.imul(i + 1, 2_654_435_761) >>> 13) & 0xff));
}

describe("a made-up file", () => {
  test.each([
    ["a PNG image", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"],
    ["a PDF document", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"],
    ["a ZIP archive or office document", "PK\x03\x04\x14\0\x06\0[Content_Types].xml"],
    ["an office document of the old kind", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"],
    ["a program (ELF)", "\x7fELF\x02\x01\x01\0"],
    ["an SQLite database", "SQLite format 3\0\x10\0"],
    ["a WebAssembly module", "\0asm\x01\0\0\0"],
    ["a font", "\0\x01\0\0\0\x10\0\x80"],
    ["a font", "OTTO\0\x0b\0\x80"],
    ["a font", "wOF2\0\x01\0\0"],
    ["a font collection", "ttcf\0\x01\0\0"],
    ["a tar archive", `${"letters/1.txt".padEnd(257, "\0")}ustar\x0000`],
    ["a compiled Java class", "\xca\xfe\xba\xbe\0\0\0\x41"],
  ])("%s", (kind, head) => {
    expect(reasonFor(Buffer.concat([Buffer.from(head, "latin1"), packed(3000)]))).toBe(`skipped as no text: it begins like ${kind}`);
  });

  test("without a head that is known", () => {
    expect(reasonFor(packed(5000))).toBe("skipped as no text: it holds control characters as no text does");
  });
});

test.each([["UTF-16LE", "utf16le"], ["UTF-16BE", "utf16be"], ["UTF-32LE", "utf32le"]])("text in %s is none", (name, iconvName) => {
  for (const text of Object.values(TEXTS)) expect([text, reasonFor(iconv.encode(`${text}\n`, iconvName, { addBOM: false }))]).toEqual([text, `read as ${name}`]);
});

/** Kinds by the ending of names, and how such a file may begin. */
const KINDS: Readonly<Record<string, RegExp>> = {
  png: /PNG/, pdf: /PDF/, zip: /ZIP/, jar: /ZIP/, docx: /ZIP/, xlsx: /ZIP/, odt: /ZIP/, wasm: /WebAssembly/, ttf: /font/, otf: /font/, woff: /font/, woff2: /font/, ttc: /font/,
  class: /Java/, sqlite: /SQLite/, so: /ELF/,
};
const ROOTS = [fileURLToPath(new URL("../../../node_modules", import.meta.url)), "/usr/share", "/usr/lib", "/usr/local", "/opt", "/Library"];
/** Folders that are looked into, of each root. */
const MOST_FOLDERS = 3000;
const MOST_FILES_A_KIND = 5;
const HEAD_BYTES = 65_536;

/** A few files of each kind, breadth first. */
function filesOfThisMachine(): ReadonlyMap<string, string[]> {
  const found = new Map(Object.keys(KINDS).map((kind): [string, string[]] => [kind, []]));
  for (const root of ROOTS) {
    const folders = [root];
    for (let i = 0; i < folders.length && i < MOST_FOLDERS; i++) {
      for (const entry of entriesOf(folders[i]!)) {
        const files = found.get(entry.name.slice(entry.name.lastIndexOf(".") + 1));
        if (entry.isDirectory()) folders.push(join(folders[i]!, entry.name));
        else if (entry.isFile() && files !== undefined && files.length < MOST_FILES_A_KIND) files.push(join(folders[i]!, entry.name));
      }
    }
  }
  return found;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function headOf(path: string): Buffer {
  const file = openSync(path, "r");
  const head = Buffer.alloc(HEAD_BYTES);
  try {
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

describe("a file of this machine", () => {
  const files = filesOfThisMachine();

  for (const [kind, paths] of files) {
    test.skipIf(paths.length === 0)(`of kind ${kind}`, () => {
      for (const path of paths) expect([path, reasonFor(headOf(path))]).toEqual([path, expect.stringMatching(KINDS[kind]!)]);
    });
  }

  test("the Node that runs this is a program", () => {
    expect(reasonFor(headOf(process.execPath))).toMatch(/skipped as no text/);
  });
});
