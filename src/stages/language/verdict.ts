/** What the text of one paragraph, or a sample of a document, says about its language. */
export interface Verdict {
  /** ISO 639 code; "und" if nothing can be said. */
  readonly language: string;
  /** ISO 15924 code of the main script, "Zyyy" without letters. */
  readonly script: string;
  /** 0 to 1. */
  readonly confidence: number;
  /**
   * told: the text tells by itself. unsure: words of some language, but too few to tell or fitting several; `language` is the
   * best guess, and neighbours know better. none: no language (numbers, addresses, code, noise).
   */
  readonly certainty: "told" | "unsure" | "none";
  /** The confidence that it is this language or one of its close relatives (models/language-relatives.ts), where it has any. */
  readonly kinConfidence?: number;
  /** Weighted letters of the text that count as language. */
  readonly weight: number;
}

/** An answer of at least this confidence stands by itself; below, neighbours know better. */
export const SURE_ENOUGH = 0.7;

export function noLanguage(script: string, weight: number): Verdict {
  return { language: "und", script, confidence: 0, certainty: "none", weight };
}
