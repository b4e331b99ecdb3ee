/**
 * Fits the weights of the tails stage: npx tsx src/models/make/tails-fit.ts [DATA FOLDER]
 *
 * Documents: the labelled ones of the data folder and composed ones. Three tenths of the sites, accounts, articles and works are left
 * out and only measured (tests/bench/tails.ts). Line trees are fitted first; each training document then gets line scores from trees
 * that have not seen its site (three folds), and the certainty trees are fitted on these. All of this is done three times before, with a third of
 * the groups left out, on which thresholds are compared (nested folds). Writes src/models/tails-trees.json; the same each time.
 */
import { writeFileSync } from "node:fs";
import { FEATURE_NAMES, measureFeatures } from "../../stages/tails/features.ts";
import { gatherFacts, type LineFacts } from "../../stages/tails/line-facts.ts";
import { findPlaces, PLACE_FEATURES, type Places } from "../../stages/tails/places.ts";
import { measureShapes } from "../../stages/tails/shape.ts";
import { decide, mayCutAt, THRESHOLDS, type Thresholds } from "../../stages/tails/decide.ts";
import { scoreRow, type TreesFile, unpackTrees } from "../../stages/tails/trees.ts";
import { makeTrie, shippedWordFiles, shippedWords, type WordFile, WORD_KINDS, WordTrie } from "../../stages/tails/word-lists.ts";
import type { LabelledDocument } from "./tails-documents.ts";
import { boost, type BoostSettings, type Rows } from "./tails-gradient-trees.ts";
import { byParagraph, type Figures, figuresOf, type MeasuredDocument, type Outcome, outcomeOf } from "./tails-measure.ts";
import { hashOf, Random } from "./tails-random.ts";
import { documentsOf, foldOf, FOLDS, outerFoldOf } from "./tails-training.ts";

/** 120 trees in all: a tree costs 40 ns a line or place. */
const LINE_TREES = { trees: 72, leaves: 64, rate: 0.15, minLeafWeight: 4, ridge: 2, columnShare: 0.4, rowShare: 0.6, maxStep: 4 };
const PLACE_TREES = { trees: 48, leaves: 32, rate: 0.2, minLeafWeight: 4, ridge: 3, columnShare: 0.5, rowShare: 0.6, maxStep: 4 };
/** Lines of one document count as this many at most. */
const DOCUMENT_WEIGHT = 60;
const PLACES_WEIGHT = 8;

interface Prepared {
  readonly measured: MeasuredDocument;
  readonly fold: number;
  readonly outerFold: number;
  readonly facts: LineFacts;
  readonly lines: Int16Array;
  scores: Int32Array;
  places: Places;
}

const NO_WORDS = new WordTrie();

/**
 * Real tails hold words that no list has, composed ones mostly words that the lists were made with: so a fifth of the composed
 * documents is fitted without lists, and half of the rest with half of the entries.
 */
function wordsFor({ id, set, withoutWords }: LabelledDocument): WordTrie {
  if (withoutWords === true) return NO_WORDS;
  const hash = hashOf(`words of ${id}`);
  return set.startsWith("composed") && hash % 2 === 0 ? halfOfWords((hash >>> 1) % 2) : shippedWords();
}

const halves: WordTrie[] = [];

function halfOfWords(half: number): WordTrie {
  return (halves[half] ??= makeTrie(shippedWordFiles().map((file) => keepHalf(file, half))));
}

function keepHalf(file: WordFile, half: number): WordFile {
  const lists = WORD_KINDS.map((kind) => [kind, file[kind]?.filter((entry) => kind === "references" || hashOf(entry) % 2 === half) ?? []]);
  return { language: file.language, ...Object.fromEntries(lists) };
}

function prepare(document: LabelledDocument): Prepared {
  const measured = byParagraph(document);
  const shapes = measureShapes(document.text, measured.paragraphs);
  const facts = gatherFacts(document.text, measured.paragraphs, shapes, wordsFor(document));
  return {
    measured, facts, fold: foldOf(document.group), outerFold: outerFoldOf(document.group), lines: measureFeatures(facts),
    scores: new Int32Array(0), places: { at: new Int32Array(0), rows: new Int16Array(0) },
  };
}

function lineRows(documents: readonly Prepared[]): Rows {
  const values: Int16Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const { measured, facts, lines } of documents) {
    const own = Math.min(1, DOCUMENT_WEIGHT / (facts.count - facts.from)) * setWeight(measured.document);
    for (let at = 0; at < facts.count - facts.from; at++) {
      const body = measured.body[facts.from + at]!;
      const tail = measured.tail[facts.from + at]!;
      if (body + tail === 0) continue;
      values.push(lines.subarray(at * FEATURE_NAMES.length, (at + 1) * FEATURE_NAMES.length));
      labels.push(tail > body ? 1 : 0);
      weights.push(own);
    }
  }
  return toRows(FEATURE_NAMES, values, labels, weights);
}

/** Real documents are few beside the composed ones, and composed look-alikes must not lose a line. */
function setWeight({ set, kind }: LabelledDocument): number {
  if (kind === "bilingual" || kind === "credits" || kind === "repeated paragraph") return 2.5;
  if (set === "pages") return 2.5;
  if (set === "wechat" || set === "coding") return 3;
  if (/^(wechat|coding|traps|aozora)/.test(set)) return 2;
  return set === "composed" ? 1 : 1.5;
}

function toRows(columns: readonly string[], values: readonly Int16Array[], labels: readonly number[], weights: readonly number[]): Rows {
  const all = new Int16Array(values.length * columns.length);
  values.forEach((row, i) => all.set(row, i * columns.length));
  return { columns, values: all, count: values.length, labels: Uint8Array.from(labels), weights: Float32Array.from(weights) };
}

/** A place is good if no body stands behind it; a place far before the first sure tail line may be either, and counts little. */
function placeRows(documents: readonly Prepared[]): Rows {
  const values: Int16Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const { measured, facts, places } of documents) {
    const { body, tail } = measured;
    let lastBody = body.length - 1;
    while (lastBody >= 0 && body[lastBody] === 0) lastBody--;
    let firstTail = lastBody + 1;
    while (firstTail < tail.length && tail[firstTail] === 0) firstTail++;
    const own = Math.min(1, PLACES_WEIGHT / Math.max(1, places.at.length)) * setWeight(measured.document);
    places.at.forEach((at, i) => {
      const line = facts.from + at;
      values.push(places.rows.subarray(i * PLACE_FEATURES.length, (i + 1) * PLACE_FEATURES.length));
      labels.push(line > lastBody ? 1 : 0);
      weights.push(line > lastBody && line < firstTail - 3 ? own * 0.3 : own);
    });
  }
  return toRows(PLACE_FEATURES, values, labels, weights);
}

function scoreLines(trees: TreesFile, documents: readonly Prepared[]): void {
  const unpacked = unpackTrees(trees);
  for (const document of documents) {
    const size = document.facts.count - document.facts.from;
    document.scores = Int32Array.from({ length: size }, (_, at) => scoreRow(unpacked, document.lines, at * FEATURE_NAMES.length));
    document.places = findPlaces(document.facts, document.lines, document.scores, (at) => mayCutAt(document.facts, at));
  }
}

/** Log odds × 1000 of each place being safe. */
function certainties(trees: TreesFile, { places }: Prepared): Int32Array {
  const unpacked = unpackTrees(trees);
  return Int32Array.from(places.at, (_, i) => scoreRow(unpacked, places.rows, i * PLACE_FEATURES.length));
}

function settings(base: Omit<BoostSettings, "random">, seed: number): BoostSettings {
  const random = new Random(seed);
  return { ...base, random: () => random.next() };
}

/** Places and their certainties by trees that have not seen the document's group, nor has what they were fitted on. */
interface JudgedDocument {
  readonly document: Prepared;
  readonly places: Places;
  readonly certainty: Int32Array;
}
type Judged = readonly JudgedDocument[];

/** What the cuts of some thresholds do, by set, or by set and kind. */
function figuresBy(judged: Judged, thresholds: Thresholds, byKind: boolean): ReadonlyMap<string, Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const { document, places, certainty } of judged) {
    // The tool has lists: documents without any are there to learn from, not to measure by.
    if (document.measured.document.withoutWords === true) continue;
    const cut = decide(document.facts, places, certainty, thresholds);
    const from = cut === undefined ? Infinity : document.facts.from + cut.at;
    const { set, kind } = document.measured.document;
    const name = byKind ? `${set}: ${kind}` : set;
    const outcomes = groups.get(name) ?? [];
    outcomes.push(outcomeOf(document.measured, (paragraph) => paragraph >= from));
    groups.set(name, outcomes);
  }
  return groups;
}

function report(title: string, judged: Judged, thresholds: Thresholds, byKind = false): void {
  for (const [name, outcomes] of [...figuresBy(judged, thresholds, byKind)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { documents, cut, nineTenths, lost, lostTenth, touched } = figuresOf(outcomes);
    console.log(`${title} ${name} (${documents}): ${cut.toFixed(1)} / ${nineTenths.toFixed(1)} / ${lost.toFixed(2)} / > 10 %: ${lostTenth.toFixed(1)} / touched ${touched.toFixed(1)}`);
  }
}

/** What may be lost on the folds, in %; a choice that loses more of any is not taken. These are the aims of the stage. */
const LIMITS = { composedLost: 0.1, pagesLost: 0.5, pagesLostTenth: 2, postsLost: 0.3, composedTouched: 1 };
/** What a hundredth of the composed or of the real look-alikes that is touched costs, in hundredths of tails. */
const PRICE_OF_TOUCHED = 3;

const GRID: readonly Thresholds[] = [1600, 1900, 2200].flatMap((withSign) => [1500, 1800, 2100].flatMap((withoutSign) =>
  [[500, 500], [500, 1000], [1000, 1500]].flatMap(([proseWithSign, proseWithoutSign]) =>
    [2000, 3000, 4000, 5000].map((ofShare) => ({ ...THRESHOLDS, withSign, withoutSign, proseWithSign: proseWithSign!, proseWithoutSign: proseWithoutSign!, ofShare })))));

/**
 * Prints what each choice of thresholds reaches and loses on the folds, and takes the one that cuts most, of composed tails, pages and
 * posts (mean share and documents with nine tenths), less what touched look-alikes cost. It is written into decide.ts by hand.
 */
function chooseThresholds(judged: Judged): Thresholds {
  const rated = GRID.map((thresholds) => {
    const groups = figuresBy(judged, thresholds, false);
    const of = (...names: readonly string[]): Figures => figuresOf(names.flatMap((name) => groups.get(name) ?? []));
    const composed = of("composed");
    const pages = of("pages");
    const posts = of("wechat");
    const touched = [of("composed trap").touched, of("traps", "aozora").touched] as const;
    const isWithin = composed.lost <= LIMITS.composedLost && pages.lost <= LIMITS.pagesLost && pages.lostTenth <= LIMITS.pagesLostTenth && posts.lost <= LIMITS.postsLost && touched[0] <= LIMITS.composedTouched;
    const worth = [composed, pages, posts].reduce((sum, { cut, nineTenths }) => sum + (cut + nineTenths) / 2, 0) - PRICE_OF_TOUCHED * (touched[0] + touched[1]);
    const show = ({ cut, nineTenths, lost, lostTenth }: Figures): string => `${cut.toFixed(1)} / ${nineTenths.toFixed(1)} / ${lost.toFixed(2)} / ${lostTenth.toFixed(1)}`;
    const { withSign, withoutSign, proseWithSign, proseWithoutSign, ofShare } = thresholds;
    console.log(`| ${[withSign, withoutSign, proseWithSign, proseWithoutSign, ofShare].join(", ")} | ${[composed, pages, posts].map(show).join(" | ")} | ${touched[0].toFixed(1)} | ${touched[1].toFixed(1)} | ${worth.toFixed(1)}${isWithin ? "" : ", loses too much"} |`);
    return { thresholds, worth: isWithin ? worth : worth - 1000 };
  });
  const best = rated.reduce((a, b) => (b.worth > a.worth ? b : a));
  console.log(`chosen: ${JSON.stringify(best.thresholds)}`);
  return best.thresholds;
}

/** Documents without a tail that lose something: to read. */
function listTouched(judged: Judged, thresholds: Thresholds): void {
  for (const { document, places, certainty } of judged) {
    const { facts, measured } = document;
    const cut = decide(facts, places, certainty, thresholds);
    if (cut === undefined || measured.tail.some((letters) => letters > 0)) continue;
    console.log(`touched: ${measured.document.id} from paragraph ${facts.from + cut.at} of ${facts.count}`);
  }
}

const clockStart = Date.now();
function log(text: string): void {
  console.log(`${((Date.now() - clockStart) / 1000).toFixed(0)} s  ${text}`);
}

/** Gives each document line scores of trees that have not seen its group, as new documents will have. */
function scoreInFolds(documents: readonly Prepared[], seed: number): void {
  for (let fold = 0; fold < FOLDS; fold++) {
    const trees = boost(lineRows(documents.filter((document) => document.fold !== fold)), settings(LINE_TREES, seed + fold));
    scoreLines(trees, documents.filter((document) => document.fold === fold));
  }
}

/** Judges the documents of one outer fold by trees that were fitted on the others, as the shipped ones are on all. */
function judgeFold(train: readonly Prepared[], outer: number): JudgedDocument[] {
  const rest = train.filter(({ outerFold }) => outerFold !== outer);
  const measured = train.filter(({ outerFold }) => outerFold === outer);
  scoreInFolds(rest, 51 + outer * 10);
  scoreLines(boost(lineRows(rest), settings(LINE_TREES, 81 + outer)), measured);
  const trees = boost(placeRows(rest), settings(PLACE_TREES, 91 + outer));
  log(`outer fold ${outer}`);
  return measured.map((document) => ({ document, places: document.places, certainty: certainties(trees, document) }));
}

function fit(folder: string): void {
  const train = documentsOf(folder, "train").map((document) => prepare(document));
  log(`${train.length} documents to fit on`);
  const judged: JudgedDocument[] = [];
  for (let outer = 0; outer < FOLDS; outer++) judged.push(...judgeFold(train, outer));
  const chosen = chooseThresholds(judged);
  report("folds", judged, chosen);
  report("folds", judged, chosen, true);
  listTouched(judged, chosen);
  scoreInFolds(train, 11);
  const placeTrees = boost(placeRows(train), settings(PLACE_TREES, 31));
  const lineTrees = boost(lineRows(train), settings(LINE_TREES, 41));
  log("all trees");
  writeTrees(lineTrees, placeTrees);
  log("done");
}

/** JSON with a tree a line. */
function treesText({ bias, columns, trees }: TreesFile): string {
  const rows = trees.map((tree) => `      ${JSON.stringify(tree)}`).join(",\n");
  return `{\n    "bias": ${bias},\n    "columns": ${JSON.stringify(columns)},\n    "trees": [\n${rows}\n    ]\n  }`;
}

function writeTrees(lines: TreesFile, places: TreesFile): void {
  const about = "Made by src/models/make/tails-fit.ts. Trees over whole numbers; nodes are [column, limit, low, high], leaves thousandths of log odds.";
  writeFileSync(new URL("../tails-trees.json", import.meta.url), `{\n  "about": ${JSON.stringify(about)},\n  "lines": ${treesText(lines)},\n  "places": ${treesText(places)}\n}\n`);
}

if (process.argv[1]?.endsWith("tails-fit.ts")) fit(process.argv[2] ?? "../shared/data");
