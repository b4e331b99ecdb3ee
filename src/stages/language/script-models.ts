import { LanguageScorer, loadLanguageModel } from "../../models/language-model.ts";
import type { LanguageModel } from "../../models/language-model.ts";
import { reserveMemory } from "../../models/shared-memory.ts";
import { ARABIC, CYRILLIC, DEVANAGARI, LATIN, SCRIPTS } from "../../models/scripts.ts";

interface ModelFile {
  readonly name: string;
  /** What its model takes in memory. */
  readonly words: number;
}

/** By class of the script. */
export const MODEL_FILES: ReadonlyMap<number, ModelFile> = new Map([
  [LATIN, { name: "language-latin.gz", words: 2_266_000 }],
  [CYRILLIC, { name: "language-cyrillic.gz", words: 231_000 }],
  [ARABIC, { name: "language-arabic.gz", words: 231_000 }],
  [DEVANAGARI, { name: "language-devanagari.gz", words: 107_000 }],
]);

/** Class of a script that many languages are written in; 0 for others: what they hold needs no comparison. */
export function modelledScript(script: string): number {
  for (const scriptClass of MODEL_FILES.keys()) if (SCRIPTS[scriptClass] === script) return scriptClass;
  return 0;
}

/** Memory of the models by class of the script, for all threads of a run. */
export type SharedModels = ReadonlyMap<number, SharedArrayBuffer>;

let shared: SharedModels = new Map();

/** Reserves memory that threads share: those that are to use it call shareModels(). */
export function reserveModels(): SharedModels {
  return new Map([...MODEL_FILES].map(([scriptClass, { words }]) => [scriptClass, reserveMemory(words)]));
}

/** From now on models that are not loaded yet are looked for there, and put there. */
export function shareModels(models: SharedModels): void {
  shared = models;
}

/** Model and working memory of one script. */
export interface ScriptModel {
  readonly model: LanguageModel;
  readonly scorer: LanguageScorer;
  /** Languages of the model, each once, and the language of each column. */
  readonly languages: readonly string[];
  readonly languageOfColumn: Uint8Array;
  readonly scores: Float64Array;
}

const loaded = new Map<number, ScriptModel>();

/** The model that tells the languages of this script apart, loaded when first needed, once a thread or into memory that threads share; undefined if there is none. */
export function scriptModel(scriptClass: number): ScriptModel | undefined {
  const known = loaded.get(scriptClass);
  if (known) return known;
  const file = MODEL_FILES.get(scriptClass);
  if (file === undefined) return undefined;
  const model = loadLanguageModel(file.name, shared.get(scriptClass));
  const languages = [...new Set(model.labels)];
  const languageOfColumn = Uint8Array.from(model.labels, (label) => languages.indexOf(label));
  const entry = { model, scorer: new LanguageScorer(model), languages, languageOfColumn, scores: new Float64Array(languages.length) };
  loaded.set(scriptClass, entry);
  return entry;
}

/** Scores of `languages`, the best column of each. The array is used again by the next call. */
export function scoreLanguages({ scorer, scores, languageOfColumn }: ScriptModel, bytes: Uint8Array): Float64Array {
  const columns = scorer.score(bytes);
  scores.fill(-Infinity);
  for (let column = 0; column < columns.length; column++) {
    const language = languageOfColumn[column]!;
    if (columns[column]! > scores[language]!) scores[language] = columns[column]!;
  }
  return scores;
}
