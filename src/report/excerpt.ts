import { countCodePoints } from "../restore/restore-text.ts";
import type { Excerpt } from "./report-data.ts";

/** The first `limit` code points of a text. */
export function excerptOf(text: string, limit: number): Excerpt {
  const characters = countCodePoints(text);
  return { text: characters <= limit ? text : detached(Array.from(text.slice(0, limit * 2)).slice(0, limit).join("")), characters };
}

/** A slice keeps the whole text in memory that it was cut from; a copy does not. */
function detached(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
