import { LanguageScorer, loadLanguageModel } from "../../models/language-model.ts";
import type { LanguageModel } from "../../models/language-model.ts";
import { ARABIC, CYRILLIC, DEVANAGARI, LATIN } from "../../models/scripts.ts";

const FILES: ReadonlyMap<number, string> = new Map([
  [LATIN, "language-latin.br"],
  [CYRILLIC, "language-cyrillic.br"],
  [ARABIC, "language-arabic.br"],
  [DEVANAGARI, "language-devanagari.br"],
]);

/** Model and working memory of one script. */
export interface ScriptModel {
  readonly model: LanguageModel;
  readonly scorer: LanguageScorer;
}

const loaded = new Map<number, ScriptModel>();

/** The model that tells the languages of this script apart, loaded once a thread when first needed; undefined if there is none. */
export function scriptModel(scriptClass: number): ScriptModel | undefined {
  const known = loaded.get(scriptClass);
  if (known) return known;
  const file = FILES.get(scriptClass);
  if (file === undefined) return undefined;
  const model = loadLanguageModel(file);
  const entry = { model, scorer: new LanguageScorer(model) };
  loaded.set(scriptClass, entry);
  return entry;
}

export interface RankedLanguage {
  readonly language: string;
  readonly score: number;
}

/** Languages of the script by score, best first, one entry a language. */
export function rankLanguages(scriptClass: number, words: string): RankedLanguage[] {
  const { model, scorer } = scriptModel(scriptClass)!;
  const scores = scorer.score(Buffer.from(words));
  const best = new Map<string, number>();
  model.labels.forEach((label, column) => {
    const score = scores[column]!;
    if (score > (best.get(label) ?? -Infinity)) best.set(label, score);
  });
  return [...best].map(([language, score]) => ({ language, score })).sort((a, b) => b.score - a.score);
}
