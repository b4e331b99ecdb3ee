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
  /** Languages of the model, each once, and the language of each column. */
  readonly languages: readonly string[];
  readonly languageOfColumn: Uint8Array;
}

const loaded = new Map<number, ScriptModel>();

/** The model that tells the languages of this script apart, loaded once a thread when first needed; undefined if there is none. */
export function scriptModel(scriptClass: number): ScriptModel | undefined {
  const known = loaded.get(scriptClass);
  if (known) return known;
  const file = FILES.get(scriptClass);
  if (file === undefined) return undefined;
  const model = loadLanguageModel(file);
  const languages = [...new Set(model.labels)];
  const languageOfColumn = Uint8Array.from(model.labels, (label) => languages.indexOf(label));
  const entry = { model, scorer: new LanguageScorer(model), languages, languageOfColumn };
  loaded.set(scriptClass, entry);
  return entry;
}

/** Scores of `languages`, the best column of each. */
export function scoreLanguages({ scorer, languages, languageOfColumn }: ScriptModel, bytes: Uint8Array): Float64Array {
  const columns = scorer.score(bytes);
  const scores = new Float64Array(languages.length).fill(-Infinity);
  for (let column = 0; column < columns.length; column++) {
    const language = languageOfColumn[column]!;
    if (columns[column]! > scores[language]!) scores[language] = columns[column]!;
  }
  return scores;
}
