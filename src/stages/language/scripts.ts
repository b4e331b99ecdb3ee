import { BOPOMOFO, FIRST_SCRIPT, HAN, HANGUL, KANA, SCRIPTS } from "../../models/scripts.ts";

/** The language of each script that, as good as always, only one language is written in. */
const LANGUAGE_OF_SCRIPT: Readonly<Partial<Record<(typeof SCRIPTS)[number], string>>> = {
  Grek: "el", Armn: "hy", Hebr: "he", Syrc: "syr", Thaa: "dv", Nkoo: "nqo", Guru: "pa", Gujr: "gu", Orya: "or", Taml: "ta",
  Telu: "te", Knda: "kn", Mlym: "ml", Sinh: "si", Thai: "th", Laoo: "lo", Tibt: "bo", Mymr: "my", Geor: "ka", Ethi: "am",
  Cher: "chr", Cans: "iu", Khmr: "km", Mong: "mn", Tfng: "zgh", Yiii: "ii", Olck: "sat", Copt: "cop", Vaii: "vai",
};

export function languageOfScript(scriptClass: number): string | undefined {
  return LANGUAGE_OF_SCRIPT[SCRIPTS[scriptClass]!];
}

/** What one letter weighs against a Latin one: a Chinese character holds about as much text as 2.5 letters, an Indic sign as 1.8. */
const CJK_WEIGHT = 2.5;
const ABUGIDA_WEIGHT = 1.8;
const ALPHABETS = new Set(["Latn", "Cyrl", "Arab", "Grek", "Armn", "Hebr", "Syrc", "Geor", "Copt", "Tfng", "Mong"]);

export const LETTER_WEIGHT: Float64Array = Float64Array.from(SCRIPTS, (script, scriptClass) => {
  if (scriptClass < FIRST_SCRIPT) return 0;
  if ([HAN, KANA, HANGUL, BOPOMOFO].includes(scriptClass)) return CJK_WEIGHT;
  return ALPHABETS.has(script) ? 1 : ABUGIDA_WEIGHT;
});

export interface MainScript {
  readonly scriptClass: number;
  readonly weight: number;
  /** Weight of all scripts. */
  readonly total: number;
}

/** The heaviest script of these letter counts; Han, kana, Hangul and bopomofo count as one, under the class of Han. */
export function mainScript(letters: Int32Array): MainScript {
  let scriptClass = 0;
  let weight = CJK_WEIGHT * (letters[HAN]! + letters[KANA]! + letters[HANGUL]! + letters[BOPOMOFO]!);
  let total = weight;
  if (weight > 0) scriptClass = HAN;
  for (let i = FIRST_SCRIPT; i < letters.length; i++) {
    if (letters[i] === 0 || LETTER_WEIGHT[i] === CJK_WEIGHT) continue;
    const own = LETTER_WEIGHT[i]! * letters[i]!;
    total += own;
    if (own > weight) {
      weight = own;
      scriptClass = i;
    }
  }
  return { scriptClass, weight, total };
}
