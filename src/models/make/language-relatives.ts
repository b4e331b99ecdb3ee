/**
 * Makes language-relatives.br, weights of words that tell close relatives apart:
 * npm run make:language-relatives -- FOLDER, where FOLDER holds the sentences of NTREX-128 (`CODE.tsv`: document id, tab, sentence).
 *
 * Counted are the sentences of every other document (`isTraining`); the rest is for the benchmark. The words of language-relatives.txt,
 * written by hand, count as if they had been seen HAND_COUNT times more, for news sentences of 23 articles are few.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { readSentences } from "./language-sentences.ts";

interface Group {
  readonly languages: readonly string[];
  /** Words by hand of each language; "*" at the end = any ending. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
}

const FILES: Readonly<Record<string, string>> = {
  hr: "hrv", sr: "srp-Latn", ms: "msa", id: "ind", nn: "nno", nb: "nob", da: "dan", sv: "swe",
  gl: "glg", pt: "por", es: "spa", ca: "cat", af: "afr", nl: "nld", cs: "ces", sk: "slk",
};
/** How often a word of the hand-written lists counts as seen. Chosen with tests/bench/language.ts: 2 to 10 differ by 0.1 points. */
const HAND_COUNT = 4;
const SMOOTHING = 0.5;
/** A word seen less often in a group says nothing. */
const LEAST_COUNT = 2;
/** Words whose weights differ by less are left out. */
const LEAST_DIFFERENCE = 0.7;
/** Weights are stored in steps of a tenth, and cut here. */
const LARGEST_WEIGHT = 4;

function readGroups(): Group[] {
  const groups: Group[] = [];
  let words = new Map<string, Set<string>>();
  for (const line of readFileSync(new URL("language-relatives.txt", import.meta.url), "utf8").split("\n")) {
    if (line.startsWith("group ")) {
      words = new Map();
      groups.push({ languages: line.split(" ").slice(1), words });
    } else if (/^[a-z]{2}: /.test(line)) {
      const known = words.get(line.slice(0, 2)) ?? new Set<string>();
      for (const word of line.slice(4).split(" ")) known.add(word);
      words.set(line.slice(0, 2), known);
    }
  }
  return groups;
}

/** Words as the tool cuts them: lower-cased runs of letters, with apostrophes and hyphens inside. */
function wordCounts(folder: string, language: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { sentence, training } of readSentences(folder, FILES[language]!)) {
    if (!training) continue;
    for (const word of sentence.toLowerCase().normalize("NFC").match(/[\p{L}\p{M}'’]+/gu) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Log of each language's share of the word against the best one's, in tenths: 0 for the best, else negative. */
function weightsOf(counts: readonly number[], totals: readonly number[]): number[] {
  const logs = counts.map((count, i) => Math.log((count + SMOOTHING) / totals[i]!));
  const best = Math.max(...logs);
  return logs.map((log) => Math.round(10 * Math.max(log - best, -LARGEST_WEIGHT)));
}

function packGroup(folder: string, { languages, words }: Group): unknown {
  const counted = languages.map((language) => wordCounts(folder, language));
  const sizes = counted.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0));
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const totals = sizes.map((size) => size / mean);
  const byHand = languages.map((language) => words.get(language) ?? new Set<string>());
  const known = new Set([...counted.flatMap((counts) => [...counts.keys()]), ...byHand.flatMap((set) => [...set])]);
  const entries: [string, number[]][] = [];
  for (const word of [...known].sort()) {
    const counts = languages.map((_, i) => (counted[i]!.get(word) ?? 0) + (byHand[i]!.has(word) ? HAND_COUNT : 0));
    if (counts.reduce((sum, count) => sum + count, 0) < LEAST_COUNT) continue;
    const weights = weightsOf(counts, totals);
    if (Math.min(...weights) <= -10 * LEAST_DIFFERENCE) entries.push([word, weights]);
  }
  console.log(languages.join(" "), entries.length, "words");
  return { languages, words: Object.fromEntries(entries) };
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("give the folder of NTREX-128");
const groups = readGroups().map((group) => packGroup(folder, group));
const packed = brotliCompressSync(Buffer.from(JSON.stringify(groups)));
writeFileSync(new URL("../language-relatives.br", import.meta.url), packed);
console.log(`language-relatives.br: ${packed.length} bytes`);
