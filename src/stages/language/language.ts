import type { LanguageDocument, ParagraphDocument } from "../../document.ts";
import type { DocumentFunction } from "../../stage.ts";
import { inheritLanguages } from "./inherit.ts";
import { tellParagraphs } from "./paragraph-languages.ts";
import { settleRelatives } from "./relatives.ts";
import { tellLanguage } from "./rule.ts";
import type { ParagraphTongues, Tongue } from "./tongues.ts";
import { TOLD, UNSURE } from "./tongues.ts";
import { unwantedIn } from "./unwanted.ts";

/** Language, script and confidence of one text by the whole rule; "und" if it is no language or too short to say. */
export function languageOf(text: string): { language: string; script: string; confidence: number } {
  const { language, script, confidence } = tellLanguage(text, 0, text.length);
  return { language, script, confidence };
}

/** What an inherited paragraph adds to the confidence in the document's language. */
const INHERITED_CONFIDENCE = 0.5;

/** Of a list of names or of code, one line that looks like a language is not the language. */
const LEAST_SHARE = 0.25;

/** Adds the language of the document and of each of its paragraphs. */
export const detectLanguage: DocumentFunction<ParagraphDocument, LanguageDocument> = (document, context) => {
  const found = tellParagraphs(document.text, document.paragraphs);
  settleRelatives(found, document.text, document.paragraphs);
  inheritLanguages(found, tongueOfWhole(document.text, found), document.text, document.paragraphs);
  const weights = weightsOf(found);
  const shares = sharesOf(found, weights);
  const language = shares.find(([name, share]) => name !== "und" && share >= LEAST_SHARE)?.[0] ?? "und";
  const { languageNames, paragraphLanguage } = namesOf(found);
  const told = {
    ...document,
    language,
    script: scriptOf(found, weights, language),
    languageConfidence: confidenceIn(found, language),
    languages: Object.fromEntries(shares),
    paragraphLanguage,
    languageNames,
    paragraphLanguageInherited: found.inherited,
  };
  return { ...told, unwanted: unwantedIn(told, found.confidence, context.settings) };
};

/** What all paragraphs together say, where none says anything by itself and some might. */
function tongueOfWhole(text: string, { certainty }: ParagraphTongues): Tongue | undefined {
  if (certainty.includes(TOLD) || !certainty.includes(UNSURE)) return undefined;
  const { language, script } = tellLanguage(text, 0, text.length);
  return language === "und" ? undefined : { language, script };
}

/** Weight of letters by place in `tongues`. */
function weightsOf({ tongues, tongue, weight }: ParagraphTongues): Float64Array {
  const weights = new Float64Array(tongues.length);
  for (let i = 0; i < tongue.length; i++) weights[tongue[i]!]! += weight[i]!;
  return weights;
}

/** Share of each language, largest first; languages of equal share as they come first in the document. */
function sharesOf({ tongues }: ParagraphTongues, weights: Float64Array): [string, number][] {
  const ofLanguage = new Map<string, number>();
  let total = 0;
  tongues.forEach(({ language }, i) => {
    if (weights[i] === 0) return;
    ofLanguage.set(language, (ofLanguage.get(language) ?? 0) + weights[i]!);
    total += weights[i]!;
  });
  return [...ofLanguage].map(([language, weight]): [string, number] => [language, weight / total]).sort((a, b) => b[1] - a[1]);
}

/** The script that most of the language stands in; of text without language, the commonest of all. */
function scriptOf({ tongues }: ParagraphTongues, weights: Float64Array, language: string): string {
  let best = -1;
  tongues.forEach((tongue, i) => {
    if (tongue.language === language && weights[i]! > 0 && (best < 0 || weights[i]! > weights[best]!)) best = i;
  });
  return best < 0 ? "Zyyy" : tongues[best]!.script;
}

function confidenceIn({ tongues, tongue, weight, confidence, inherited }: ParagraphTongues, language: string): number {
  if (language === "und") return 0;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < tongue.length; i++) {
    if (tongues[tongue[i]!]!.language !== language) continue;
    total += weight[i]!;
    sum += weight[i]! * (inherited[i] === 1 ? Math.max(INHERITED_CONFIDENCE, confidence[i]!) : confidence[i]!);
  }
  return total === 0 ? 0 : Math.round((100 * sum) / total) / 100;
}

/** Languages without their scripts, and the language of each paragraph as a place among them. */
function namesOf({ tongues, tongue }: ParagraphTongues): { languageNames: string[]; paragraphLanguage: Uint8Array } {
  const languageNames = [...new Set(tongues.map(({ language }) => language))];
  const nameOfTongue = Uint8Array.from(tongues, ({ language }) => languageNames.indexOf(language));
  return { languageNames, paragraphLanguage: Uint8Array.from(tongue, (place) => nameOfTongue[place]!) };
}
