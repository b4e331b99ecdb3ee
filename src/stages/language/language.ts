import type { LanguageDocument, ParagraphDocument } from "../../document.ts";
import type { DocumentFunction } from "../../stage.ts";
import { tellLanguage } from "./rule.ts";
import type { Verdict } from "./verdict.ts";

/** Language, script and confidence of one text by the whole rule; "und" if it is no language or too short to say. */
export function languageOf(text: string): { language: string; script: string; confidence: number } {
  const { language, script, confidence } = tellLanguage(text, 0, text.length);
  return { language, script, confidence };
}

/** Adds the language of the document and of each of its paragraphs. */
export const detectLanguage: DocumentFunction<ParagraphDocument, LanguageDocument> = (document) => {
  const { count, starts, ends } = document.paragraphs;
  const verdicts: Verdict[] = [];
  for (let i = 0; i < count; i++) verdicts.push(tellLanguage(document.text, starts[i]!, ends[i]!));
  const shares = sharesOf(verdicts);
  const language = shares.find(([name]) => name !== "und")?.[0] ?? "und";
  const own = verdicts.filter((verdict) => verdict.language === language);
  const heaviest = own.reduce<Verdict | undefined>((best, verdict) => (best && best.weight >= verdict.weight ? best : verdict), undefined);
  const languageNames: string[] = [];
  const paragraphLanguage = new Uint8Array(count);
  const paragraphLanguageInherited = new Uint8Array(count);
  verdicts.forEach((verdict, i) => {
    const inherits = verdict.certainty === "unsure" && language !== "und";
    paragraphLanguage[i] = placeOf(inherits ? language : verdict.language, languageNames);
    if (inherits) paragraphLanguageInherited[i] = 1;
  });
  return {
    ...document,
    language,
    script: heaviest?.script ?? "Zyyy",
    languageConfidence: heaviest?.confidence ?? 0,
    languages: Object.fromEntries(shares),
    paragraphLanguage,
    languageNames,
    paragraphLanguageInherited,
  };
};

function sharesOf(verdicts: readonly Verdict[]): [string, number][] {
  const weights = new Map<string, number>();
  let total = 0;
  for (const { language, weight } of verdicts) {
    if (weight === 0) continue;
    weights.set(language, (weights.get(language) ?? 0) + weight);
    total += weight;
  }
  return [...weights].map(([language, weight]): [string, number] => [language, weight / total]).sort((a, b) => b[1] - a[1]);
}

function placeOf(language: string, names: string[]): number {
  const place = names.indexOf(language);
  return place >= 0 ? place : names.push(language) - 1;
}
