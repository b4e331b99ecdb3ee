/** EBCDIC, the code of mainframes, is recognised so that it can be refused: read as anything else it is nonsense without a doubtful byte. */

/** Looked at, from the start. */
const LOOK_BYTES = 4096;
const LEAST_BYTES = 16;
const SPACE = 0x40;
/** Of running text an eighth is spaces, and more where records are filled up. */
const LEAST_SPACE_SHARE = 0.05;
/** The others are letters with accents, which stand in different places from country to country, and odd signs. */
const LEAST_COMMON_SHARE = 0.85;
/** Of what is no space. */
const LEAST_LETTER_SHARE = 0.4;

const LETTER = 2;
const COMMON = 1;
/** What all Latin kinds of EBCDIC have in the same place: letters and digits, space, line ends and tab, . < ( + & * ) ; - / , % _ > ? : ' = */
const KINDS = new Uint8Array(256);
for (const first of [0x81, 0x91, 0xc1, 0xd1]) KINDS.fill(LETTER, first, first + 9);
for (const first of [0xa2, 0xe2]) KINDS.fill(LETTER, first, first + 8);
KINDS.fill(COMMON, 0xf0, 0xfa);
for (const byte of [SPACE, 0x05, 0x0d, 0x15, 0x25, 0x4b, 0x4c, 0x4d, 0x4e, 0x50, 0x5c, 0x5d, 0x5e, 0x60, 0x61, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x7a, 0x7d, 0x7e]) KINDS[byte] = COMMON;

/** Whether the bytes are Latin text in EBCDIC, of any country: its spaces are "@" elsewhere, and there are no other spaces or line feeds. */
export function isEbcdic(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, LOOK_BYTES);
  if (length < LEAST_BYTES) return false;
  let spaces = 0;
  let common = 0;
  let letters = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x20 || byte === 0x0a) return false;
    if (byte === SPACE) spaces++;
    if (KINDS[byte] !== 0) common++;
    if (KINDS[byte] === LETTER) letters++;
  }
  return spaces >= LEAST_SPACE_SHARE * length && common >= LEAST_COMMON_SHARE * length && letters > 0 && letters >= LEAST_LETTER_SHARE * (length - spaces);
}
