import type { LanguageDocument, Removal } from "../../document.ts";
import type { Settings } from "../../settings.ts";

/**
 * What goes because it is in none of the wanted languages: the whole document by its main language or, where a line of output is a
 * paragraph, each paragraph by its own.
 * @param confidence of each paragraph
 * @returns removals in order, without overlap
 */
export function unwantedIn(document: Omit<LanguageDocument, "unwanted">, confidence: Float64Array, { languages, unit }: Settings): readonly Removal[] {
  const { count } = document.paragraphs;
  if (languages.size === 0 || count === 0) return [];
  if (unit === "document") return languages.has(document.language) ? [] : [removal(0, count, document.languageConfidence)];
  const removals: Removal[] = [];
  for (let i = 0; i < count; i++) {
    const language = document.languageNames[document.paragraphLanguage[i]!] ?? "und";
    if (!languages.has(language)) removals.push(removal(i, i + 1, confidence[i]!));
  }
  return removals;
}

function removal(first: number, last: number, score: number): Removal {
  return { first, last, reason: "language.unwanted", score };
}
