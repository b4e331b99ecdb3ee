/** The codes that the language stage can say, and help for those who type another. */
import { nearestName } from "../../nearest-name.ts";

/** ISO 639 codes (639-1 where there is one) of all languages that are told, by where they are told from; "und" = no language. */
export const LANGUAGE_CODES: readonly string[] = [
  // Han, kana, Hangul, bopomofo
  "zh", "yue", "ja", "ko",
  // the model of the Latin script
  ..."af az br ca cs cy da de en eo es et eu fi fr fy ga gd gl ha hr ht hu id ig is it jv ku la lg ln lt lv mg ms nl nb om pl pt qu ro sk sl so sq sr sv sw tl tr uz vi xh yo zu".split(" "),
  ..."ace bcl gn ki nso rw se sn st crh fo ff kab lb lij wa mt nn oc tk vec vo".split(" "),
  // Cyrillic, Arabic and Devanagari
  ..."be bg kk ky mk mn ru uk ba tg tt ar fa ps ug ur hi mr ne sa gom".split(" "),
  // scripts of one language, and Bengali
  ..."el hy he syr dv nqo pa gu or ta te kn ml si th lo bo my ka am chr iu km zgh ii sat cop vai bn as".split(" "),
  "und",
];

const KNOWN = new Set(LANGUAGE_CODES);

export function isLanguageCode(code: string): boolean {
  return KNOWN.has(code);
}

/**
 * The code that somebody who typed `typed` most likely means: "jpn" and "japanese" → ja, the country "jp" → ja, else one
 * that it is like. For messages only: what the runtime knows of names decides.
 */
export function nearestLanguageCode(typed: string): string | undefined {
  const name = typed.trim().toLowerCase();
  const byName = namesInUse();
  const meant = [canonicalOf(name), byName.get(name), ofCountry(name)].find((code) => code !== undefined && KNOWN.has(code));
  return meant ?? nearestName(name, LANGUAGE_CODES) ?? byName.get(nearestName(name, [...byName.keys()]) ?? "");
}

/** "jpn" → ja, "iw" → he, "zh-tw" → zh. */
function canonicalOf(name: string): string | undefined {
  return localeOf(name.replaceAll("_", "-"))?.language;
}

/** "jp" → ja: the language that most people in the country speak. */
function ofCountry(name: string): string | undefined {
  const isKnown = /^[a-z]{2}$/.test(name) && new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(name.toUpperCase()) !== undefined;
  return isKnown ? localeOf(`und-${name}`)?.maximize().language : undefined;
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** Codes by the language's English name and by its own: "german" and "deutsch" → de. */
function namesInUse(): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  const own = (code: string): string | undefined => new Intl.DisplayNames(code, { type: "language", fallback: "none" }).of(code);
  const names = LANGUAGE_CODES.flatMap((code) => [english.of(code), own(code)].map((name): [string, string] => [name?.toLowerCase() ?? code, code]));
  return new Map(names.toReversed());
}
