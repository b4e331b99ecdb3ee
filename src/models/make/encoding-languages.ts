/**
 * Makes encoding-languages.br, what letters cost behind one another in each language of Latin script:
 * npm run make:encoding-languages -- FOLDER, where FOLDER holds the sentences of NTREX-128, of which every other document is counted.
 */
import { writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { classOf, folded } from "./encoding-alphabet.ts";
import { costOf } from "./encoding-counts.ts";
import { legacyForms, LEGACY_LANGUAGES } from "./encoding-texts.ts";
import { readSentences } from "./language-sentences.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("give the folder of NTREX-128");
/** Of the letters of a text: languages of other scripts quote some Latin names. */
const LEAST_LATIN_SHARE = 0.9;
/** Vietnamese has more letters than all others, and encodings of its own. */
const OTHERS = new Set(["vie"]);
/** Share of the pairs in a probability; the rest goes by letters. */
const PAIR_SHARE = 0.9;
/** Added to the count of each letter of any language: a name may hold it. */
const SMOOTHING = 0.2;

const isLatin = (character: string): boolean => ["ascii-letter", "latin"].includes(classOf(character));

function textsOf(code: string): string[] {
  const text = readSentences(folder!, code).filter(({ training }) => training).map(({ sentence }) => sentence).join("\n");
  const letters = text.match(/\p{L}/gu) ?? [];
  return OTHERS.has(code) || letters.filter(isLatin).length < LEAST_LATIN_SHARE * letters.length ? [] : [text, ...legacyForms(code, text)];
}

const texts = LEGACY_LANGUAGES.flatMap(textsOf);
const beyondAscii = new Set(texts.flatMap((text) => text.split("").filter((unit) => unit > "\x7f" && isLatin(unit)).map(folded)));
/** Place 0 is what is no letter. */
const letters = [...Array.from(" abcdefghijklmnopqrstuvwxyz"), ...[...beyondAscii].filter((letter) => letter > "\x7f").sort()];
const places = new Map(letters.map((letter, place) => [letter, place]));
const size = letters.length;

/** Costs of pairs by letter before, then letter; 0 where none was seen. Behind them, what each letter costs where its pair was not seen. */
function costsOf(text: string): Buffer {
  const pairs = new Float64Array(size * size);
  const single = new Float64Array(size).fill(SMOOTHING);
  let before = 0;
  for (const unit of text.split("")) {
    const letter = places.get(folded(unit)) ?? 0;
    if (letter > 0 || before > 0) pairs[before * size + letter]! += 1;
    if (letter > 0) single[letter]! += 1;
    before = letter;
  }
  const all = single.reduce((sum, count) => sum + count, 0);
  const shares = single.map((count) => ((1 - PAIR_SHARE) * count) / all);
  const totals = Array.from({ length: size }, (_, row) => pairs.subarray(row * size, (row + 1) * size).reduce((sum, count) => sum + count, 0));
  const seen = Array.from(pairs, (count, at) => (count === 0 ? 0 : Math.max(1, costOf((PAIR_SHARE * count) / totals[Math.floor(at / size)]! + shares[at % size]!))));
  return Buffer.from([...seen, ...Array.from(shares, costOf)]);
}

/** With the Unicode tables of the Node that runs the script, so that those of the one that runs seedclean play no part. */
const capitals = letters.map((letter) => (folded(letter.toUpperCase()) === letter ? letter.toUpperCase() : letter)).join("");
const header = Buffer.from(JSON.stringify({ letters: letters.join(""), capitals, languages: texts.length }));
const length = Buffer.alloc(4);
length.writeUInt32LE(header.length);
const whole = Buffer.concat([length, header, ...texts.map(costsOf)]);
const packed = brotliCompressSync(whole);
writeFileSync(new URL("../encoding-languages.br", import.meta.url), packed);
console.log(`encoding-languages.br: ${texts.length} languages, ${size} letters, ${whole.length} bytes, packed ${packed.length}`);
