/**
 * Makes encoding-pairs.br, the codes of two bytes of EUC-KR and Big5: npm run make:encoding-pairs.
 *
 * They come from iconv-lite, which has the syllables of code page 949 and the characters of Hong Kong (ICU puts these into private use); to
 * build them at run time from iconv-lite's own form took 100 ms and more.
 */
import { writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import iconv from "iconv-lite";
import { FIRST_LEAD, FIRST_LONG, FIRST_TRAIL, LAST_LEAD, LAST_TRAIL, PAIR_ENCODINGS } from "../encoding-pairs.ts";

const ICONV_NAMES: Readonly<Record<(typeof PAIR_ENCODINGS)[number], string>> = { "EUC-KR": "cp949", Big5: "big5hkscs" };

/** Units by lead and trail byte, then how many characters of two units there are, then those. */
function unitsOf(iconvName: string): Uint16Array {
  const units: number[] = [];
  const long: number[] = [];
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) {
    for (let trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail++) {
      const text = iconv.decode(Buffer.of(lead, trail), iconvName);
      const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
      if (text.includes("\ufffd")) units.push(0);
      else units.push(text.length === 1 ? first : FIRST_LONG + long.length / 2);
      if (text.length > 1 && !text.includes("\ufffd")) long.push(first, second);
    }
  }
  return Uint16Array.from([...units, long.length / 2, ...long]);
}

/** Low bytes, then high ones: it packs better. */
function planesOf(units: Uint16Array): Buffer {
  return Buffer.from([...Array.from(units, (unit) => unit & 0xff), ...Array.from(units, (unit) => unit >> 8)]);
}

const all = PAIR_ENCODINGS.flatMap((name) => [...unitsOf(ICONV_NAMES[name])]);
const packed = brotliCompressSync(planesOf(Uint16Array.from(all)));
writeFileSync(new URL("../encoding-pairs.br", import.meta.url), packed);
console.log(`encoding-pairs.br: ${all.length} units, ${packed.length} bytes`);
