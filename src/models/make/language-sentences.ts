import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Sentence {
  readonly document: string;
  readonly sentence: string;
  /** Whether anything may be learned from it; the others are for tests and benchmarks. */
  readonly training: boolean;
}

/** Sentences of one NTREX-128 file. Every other document, in the order of ids, is for training, in all languages the same. */
export function readSentences(folder: string, code: string): Sentence[] {
  const rows = readFileSync(join(folder, `${code}.tsv`), "utf8").trimEnd().split("\n").map((line) => line.split("\t"));
  const documents = [...new Set(rows.map((row) => row[0]!))].sort();
  return rows.map((row) => ({
    document: row[0]!,
    sentence: row[1] ?? "",
    training: documents.indexOf(row[0]!) % 2 === 0,
  }));
}
