import { readModelFile } from "./model-file.ts";

/** Weight of three-letter sequences in text of a language by some table: mean, and spread of one letter. */
export interface ParagraphLimit {
  readonly mean: number;
  readonly spread: number;
}

/** By its own table; and the close relatives, where the table against them tells most paragraphs from theirs, by that table. */
export interface LanguageLimits extends ParagraphLimit {
  readonly relatives?: readonly ParagraphLimit[];
}

let limits: Readonly<Record<string, LanguageLimits>> | undefined;

/** By language and script ("sr-Cyrl"), as src/models/make/language-limits.ts measures them. */
export function paragraphLimits(): Readonly<Record<string, LanguageLimits>> {
  if (limits === undefined) {
    const read: Record<string, LanguageLimits> = JSON.parse(readModelFile("language-limits.json").toString());
    limits = read;
  }
  return limits;
}
