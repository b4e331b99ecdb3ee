import { readModelFile } from "./model-file.ts";

/** Weight of three-letter sequences in text of a language by its own table: mean, and spread of one letter. */
export interface ParagraphLimit {
  readonly mean: number;
  readonly spread: number;
}

let limits: Readonly<Record<string, ParagraphLimit>> | undefined;

/** By language and script ("sr-Cyrl"), as src/models/make/language-limits.ts measures them. */
export function paragraphLimits(): Readonly<Record<string, ParagraphLimit>> {
  if (limits === undefined) {
    const read: Record<string, ParagraphLimit> = JSON.parse(readModelFile("language-limits.json").toString());
    limits = read;
  }
  return limits;
}
