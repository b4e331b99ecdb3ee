/**
 * Makes language-han.br: how common each Han character is in Japanese, in simplified and in traditional Chinese, as
 * three old national character sets sort them: npm run make:language-han
 *
 * JIS X 0208, GB 2312 and Big5 each put the characters of daily use first (level 1: 2,965, 3,755 and 5,401) and the rarer ones behind
 * (level 2). What `TextDecoder` reads at those places is written down, so that the tool does not depend on the
 * tables of the Node it runs on.
 */
import { writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { BIG5_SHIFT, FIRST_HAN, GB_SHIFT, HAN_COUNT, JIS_SHIFT } from "../language-han.ts";

const levels = new Uint8Array(HAN_COUNT);

type Decoder = InstanceType<typeof TextDecoder>;

function mark(decoder: Decoder, lead: number, trail: number, shift: number, level: number): void {
  const text = decoder.decode(Uint8Array.of(lead, trail));
  const place = text.charCodeAt(0) - FIRST_HAN;
  if (text.length === 1 && place >= 0 && place < HAN_COUNT && ((levels[place]! >> shift) & 3) === 0) levels[place]! |= level << shift;
}

function markRows(encoding: string, shift: number, first: number, last: number, trails: readonly number[], level: number): void {
  const decoder = new TextDecoder(encoding);
  for (let lead = first; lead <= last; lead++) for (const trail of trails) mark(decoder, lead, trail, shift, level);
}

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const EUC_TRAILS = range(0xa1, 0xfe);
const BIG5_TRAILS = [...range(0x40, 0x7e), ...range(0xa1, 0xfe)];

markRows("euc-jp", JIS_SHIFT, 0xb0, 0xcf, EUC_TRAILS, 1);
markRows("euc-jp", JIS_SHIFT, 0xd0, 0xf4, EUC_TRAILS, 2);
markRows("gbk", GB_SHIFT, 0xb0, 0xd7, EUC_TRAILS, 1);
markRows("gbk", GB_SHIFT, 0xd8, 0xf7, EUC_TRAILS, 2);
markRows("big5", BIG5_SHIFT, 0xa4, 0xc6, BIG5_TRAILS, 1);
markRows("big5", BIG5_SHIFT, 0xc9, 0xf9, BIG5_TRAILS, 2);
const packed = brotliCompressSync(levels);
writeFileSync(new URL("../language-han.br", import.meta.url), packed);
console.log(`language-han.br: ${packed.length} bytes`);
