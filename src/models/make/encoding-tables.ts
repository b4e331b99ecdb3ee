/**
 * Makes encoding-tables.br, the 256 units of each encoding of single bytes: npm run make:encoding-tables.
 *
 * They are stored, not asked of the runtime, so that every Node decodes the same: Node 20's TextDecoder reads windows-1252 0x80-0x9F
 * as controls, and ICU's tables differ in a few codes from the Encoding Standard's. Encodings of the standard come from TextDecoder
 * and are set right where ICU is known to differ; the others come from iconv-lite. tests/stages/decode/decoders.test.ts compares both.
 */
import { writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import iconv from "iconv-lite";
import { ENCODINGS } from "../../stages/decode/encodings.ts";
import { CORRECTIONS, ICONV_NAMES } from "./encoding-sources.ts";

function tableOf(name: string): string {
  const corrections = CORRECTIONS[name] ?? {};
  const units = Array.from({ length: 256 }, (_, byte) => corrections[byte] ?? unitOf(name, byte));
  return units.join("");
}

function unitOf(name: string, byte: number): string {
  const iconvName = ICONV_NAMES[name];
  if (iconvName === undefined) return new TextDecoder(name).decode(Uint8Array.of(byte));
  const unit = iconv.decode(Buffer.of(byte), iconvName);
  // The standard reads what windows-1252 leaves open as the control character of the same number.
  return unit === "\ufffd" && name === "windows-1252" ? String.fromCharCode(byte) : unit;
}

const tables = Object.fromEntries(ENCODINGS.filter(({ kind }) => kind === "table").map(({ name }) => [name, tableOf(name)]));
const packed = brotliCompressSync(Buffer.from(JSON.stringify(tables)));
writeFileSync(new URL("../encoding-tables.br", import.meta.url), packed);
console.log(`encoding-tables.br: ${Object.keys(tables).length} encodings, ${packed.length} bytes`);
