/**
 * Small letters for capitals, one unit for one unit, as a table. Written out (the scripts that the language models know), so that
 * it depends neither on the Unicode version nor on the locale of the Node that runs it.
 */

/** First capital, last capital, distance to the small letter; every capital in between. */
const BLOCKS: readonly (readonly [number, number, number])[] = [
  [0x41, 0x5a, 32], [0xc0, 0xd6, 32], [0xd8, 0xde, 32], [0x410, 0x42f, 32], [0x400, 0x40f, 80], [0xff21, 0xff3a, 0x61 - 0xff21],
  [0xff41, 0xff5a, 0x61 - 0xff41],
];
/** First and last capital of blocks in which capital and small letter take turns. */
const TURNS: readonly (readonly [number, number])[] = [
  [0x100, 0x12e], [0x132, 0x136], [0x139, 0x147], [0x14a, 0x176], [0x179, 0x17d], [0x1cd, 0x1db], [0x1de, 0x1ee], [0x1f8, 0x21e],
  [0x222, 0x232], [0x1e00, 0x1e94], [0x1ea0, 0x1efe], [0x460, 0x480], [0x48a, 0x4be], [0x4c1, 0x4cd], [0x4d0, 0x52e],
];
/** Capital and small letter of the rest: İ (its dot is lost), Ÿ, letters of African languages, ẞ, Ӏ. */
const SINGLE: readonly (readonly [number, number])[] = [
  [0x130, 0x69], [0x178, 0xff], [0x181, 0x253], [0x186, 0x254], [0x189, 0x256], [0x18a, 0x257], [0x18e, 0x1dd], [0x18f, 0x259], [0x190, 0x25b],
  [0x191, 0x192], [0x193, 0x260], [0x194, 0x263], [0x197, 0x268], [0x198, 0x199], [0x19d, 0x272], [0x1a0, 0x1a1], [0x1af, 0x1b0], [0x1b2, 0x28b],
  [0x1b3, 0x1b4], [0x1b7, 0x292], [0x1f4, 0x1f5], [0x1e9e, 0xdf], [0x4c0, 0x4cf],
];

let table: Uint16Array | undefined;

/** The small letter of each UTF-16 unit; the unit itself where there is none. */
export function smallLetters(): Uint16Array {
  if (table) return table;
  table = new Uint16Array(0x10000);
  for (let unit = 0; unit < table.length; unit++) table[unit] = unit;
  for (const [first, last, distance] of BLOCKS) for (let unit = first; unit <= last; unit++) table[unit] = unit + distance;
  for (const [first, last] of TURNS) for (let unit = first; unit <= last; unit += 2) table[unit] = unit + 1;
  for (const [capital, small] of SINGLE) table[capital] = small;
  return table;
}
