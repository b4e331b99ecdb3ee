/**
 * Whole runs of the built program over the folders of fixtures/: `input/` is cleaned with the flags of `args.json`; output
 * and ledger are compared word for word. UPDATE_FIXTURES=1 writes them anew; read the difference before you commit it.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import iconv from "iconv-lite";
import { describe, expect, onTestFinished, test } from "vitest";
import { seedclean } from "./program.ts";

const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
const cases = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, "args.json")));

/** What a run over a fixture gives: output, ledger, messages without the line that tells the time. */
function cleanFixture(name: string): Record<string, string> {
  const folder = join(FIXTURES, name);
  const temporary = mkdtempSync(join(tmpdir(), "seedclean-fixture-"));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const flags: string[] = JSON.parse(readFileSync(join(folder, "args.json"), "utf8"));
  const ledger = join(temporary, "removed.jsonl");
  const { stdout, stderr } = seedclean(join(folder, "input"), [".", "--removed", ledger, ...flags]);
  const messages = stderr.replace(/^ {2}[\d.]+ s, .* MB\/s\n/m, "");
  return { "expected.jsonl": stdout, "expected.removed.jsonl": readFileSync(ledger, "utf8"), "expected.messages.txt": messages };
}

describe("fixtures", () => {
  test("there are some", () => expect(cases.length).toBeGreaterThanOrEqual(6));

  test.each(cases)("%s", (name) => {
    for (const [file, content] of Object.entries(cleanFixture(name))) {
      const path = join(FIXTURES, name, file);
      if (process.env["UPDATE_FIXTURES"] === "1") writeFileSync(path, content);
      expect(content, file).toBe(readFileSync(path, "utf8"));
    }
  });

  test.each(cases)("%s is restored to the last character", (name) => {
    const folder = join(FIXTURES, name);
    const temporary = mkdtempSync(join(tmpdir(), "seedclean-fixture-"));
    onTestFinished(() => rmSync(temporary, { recursive: true }));
    const { code, stderr } = seedclean(folder, ["restore", "expected.jsonl", "expected.removed.jsonl", "--to", temporary]);
    expect(stderr).toMatch(/documents? restored/);
    expect(code).toBe(0);
    for (const file of readdirSync(join(folder, "input"))) {
      if (!/\.(txt)$/.test(file) || !existsSync(join(temporary, file))) continue;
      const encoding = encodingOf(file);
      // TextDecoder of Node 20 reads 0x80–0x9F of windows-1252 as control characters.
      const bytes = readFileSync(join(folder, "input", file));
      const source = encoding === "windows-1252" ? iconv.decode(bytes, encoding) : new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
      expect(readFileSync(join(temporary, file), "utf8"), file).toBe(source);
    }
  });
});

/** The encoding that a fixture's name tells. */
function encodingOf(file: string): string {
  const encodings: Readonly<Record<string, string>> = {
    sjis: "shift_jis", euc: "euc-jp", euckr: "euc-kr", big5: "big5", gb: "gb18030", 1251: "windows-1251", koi8: "koi8-r", utf16: "utf-16le",
  };
  if (file === "inn-email.txt") return "iso-2022-jp";
  // The only letters of the fixture beyond Latin-1 are ’ and « »; Node 20 reads windows-1252 right with `fatal` only.
  if (file.includes(".1252.")) return "windows-1252";
  return encodings[file.split(".").at(-2) ?? ""] ?? "utf-8";
}
