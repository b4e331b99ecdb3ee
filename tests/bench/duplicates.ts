/**
 * npm run bench:duplicates [-- training] [kind …]: plants labelled copies into documents made of shared/data/ntrex in ten languages, and shows by
 * kind and language what seedclean, exact lines and MinHash remove of them. Each article belongs to one half: constants may be
 * chosen on the training half only; without a word the test half is reported.
 */
import { join } from "node:path";
import { DEFAULT_SETTINGS, type Input, run, type Sink } from "../../src/index.ts";
import { SHARED } from "../shared.ts";
import { judge, type Judged, type Passage, passagesOf } from "./duplicates-judge.ts";
import { COPIES, type Half, type Kind, type Language, LANGUAGE_NAMES, NEGATIVES, plantedCorpus, type PlantedText } from "./duplicates-planted.ts";
import { exactLines, minHash } from "./duplicates-rivals.ts";

/**
 * A copy that is covered to this share must go, one that is covered to less than that must stay; no removal may be under the third.
 *
 * What is due was settled from the words of the target alone ("copies with true coverage ≥ .90"), not from results. Copies: the passages of
 * the kinds that plant copies, whichever of source and copy comes second. True coverage: by all text that stays and comes before, from however
 * many passages. And what the list of hard negatives calls no copy is none: a number that is in nothing that covers, or a text shorter than
 * a passage. In the kinds that look like copies nothing is due; what is so covered there by chance is shown beside it.
 */
const MUST_GO = 0.9;
const MUST_STAY = 0.75;
const PROMISED = 0.8;

const KINDS: readonly Kind[] = [...COPIES, ...NEGATIVES];
const isNegative = (kind: Kind): boolean => NEGATIVES.some((negative) => negative === kind);

const TOOLS = ["seedclean", "exact lines", "MinHash ≥ .8", "MinHash ≥ .7"] as const;
type Tool = (typeof TOOLS)[number];

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function memorySink(pieces: string[]): Sink {
  const nothing = (): Promise<void> => Promise.resolve();
  return { write: (text) => Promise.resolve(void pieces.push(text)), finish: nothing, discard: nothing };
}

/** What the real pipeline removes. Tails are left alone: the lists of addresses would be cut as such. */
async function seedclean(documents: readonly PlantedText[], passages: readonly Passage[]): Promise<Set<Passage>> {
  const ledger: string[] = [];
  const inputs = documents.map(({ id, text }): Input => ({ kind: "stream", id, path: id, stream: streamOf(text) }));
  const settings = { ...DEFAULT_SETTINGS, tails: new Set<string>() };
  await run({ inputs, settings, output: memorySink([]), removed: memorySink(ledger), signal: new AbortController().signal });
  const spans = new Set<string>();
  for (const line of ledger.join("").split("\n").filter((text) => text !== "")) {
    const { id, reason, start }: { id: string; reason: string; start: number } = JSON.parse(line);
    if (reason !== "layout") spans.add(`${id} ${start}`);
  }
  const texts = new Map(documents.map(({ id, text }) => [id, text]));
  return new Set(passages.filter(({ document, start }) => spans.has(`${document} ${Array.from(texts.get(document)!.slice(0, start)).length}`)));
}

/** What one tool did to the passages of one kind in one language. */
interface Result {
  readonly language: Language;
  readonly kind: Kind;
  readonly tool: Tool;
  readonly judged: readonly Judged[];
}

async function resultsOf(language: Language, kind: Kind, half: Half): Promise<Result[]> {
  const documents = plantedCorpus(join(SHARED!, "data/ntrex"), language, kind, half);
  const passages = passagesOf(documents);
  const removedBy: Readonly<Record<Tool, Set<Passage>>> = {
    seedclean: await seedclean(documents, passages),
    "exact lines": exactLines(passages),
    "MinHash ≥ .8": minHash(passages, 0.8),
    "MinHash ≥ .7": minHash(passages, 0.7),
  };
  return TOOLS.map((tool) => ({ language, kind, tool, judged: judge(passages, removedBy[tool]) }));
}

interface Counts {
  planted: number;
  plantedRemoved: number;
  /** Passages that must go, and those of them that went. */
  due: number;
  found: number;
  /** Removed under MUST_STAY, and under PROMISED. */
  lost: number;
  broken: number;
  removed: number;
  /** Short lines that went with a document of which nothing else was left. */
  scraps: number;
}

function countsOf(results: readonly Result[]): Counts {
  const counts: Counts = { planted: 0, plantedRemoved: 0, due: 0, found: 0, lost: 0, broken: 0, removed: 0, scraps: 0 };
  for (const { passage, isRemoved, coverage, mayGo, isScrap } of results.flatMap(({ judged }) => judged)) {
    if (passage.isPlanted) counts.planted++;
    if (passage.isPlanted && isRemoved) counts.plantedRemoved++;
    if (coverage >= MUST_GO && mayGo) counts.due++;
    if (coverage >= MUST_GO && mayGo && isRemoved) counts.found++;
    if (isRemoved) counts.removed++;
    if (isScrap) counts.scraps++;
    if (isRemoved && !isScrap && coverage < MUST_STAY) counts.lost++;
    if (isRemoved && !isScrap && coverage < PROMISED) counts.broken++;
  }
  return counts;
}

const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);

function cellOf(results: readonly Result[], tool: Tool): string {
  const { due, found, lost } = countsOf(results.filter((result) => result.tool === tool));
  return `${percent(found, due)}${lost > 0 ? `, ${lost} lost` : ""}`;
}

function printTable(title: string, names: readonly string[], select: (name: string) => readonly Result[]): void {
  console.log(`| ${title} | planted | removed | due | ${TOOLS.join(" | ")} |\n| --- | --- | --- | --- | ${TOOLS.map(() => "---").join(" | ")} |`);
  for (const name of names) {
    const results = select(name);
    const own = countsOf(results.filter(({ tool }) => tool === "seedclean"));
    console.log(`| ${name} | ${own.planted} | ${percent(own.plantedRemoved, own.planted)} | ${own.due} | ${TOOLS.map((tool) => cellOf(results, tool)).join(" | ")} |`);
  }
  console.log("");
}

function printTarget(results: readonly Result[]): void {
  const own = results.filter(({ tool }) => tool === "seedclean");
  const all = countsOf(own);
  const copies = own.filter(({ kind }) => !isNegative(kind));
  const due = countsOf(copies);
  const chance = countsOf(own.filter(({ kind }) => isNegative(kind)));
  const cells = copies.filter((result) => countsOf([result]).due > 0);
  const under = cells.filter((result) => countsOf([result]).found < 0.99 * countsOf([result]).due);
  const line = (target: string, is: string, isMet: boolean): void => console.log(`| ${target} | ${is} | ${isMet ? "yes" : "**no**"} |`);
  console.log("| target | measured | met |\n| --- | --- | --- |");
  line("≥ 99 % of copies covered ≥ .90 removed", `${percent(due.found, due.due)} of ${due.due}`, due.found >= 0.99 * due.due);
  line("in every language and kind", `${cells.length - under.length} of ${cells.length}`, under.length === 0);
  line("none under .75 removed", `${all.lost} of ${all.removed} removed`, all.lost === 0);
  line("no removed passage covered under .80 by what is kept", `${all.broken} of ${all.removed}`, all.broken === 0);
  console.log(`\nOf what only looks like copies ${chance.due} passages are covered so by chance: ${chance.found} of them went.`);
  console.log(`\n${all.scraps} short lines went with documents of which nothing else was left: they count as neither.`);
  for (const result of under) console.log(`\nunder 99 %: ${result.language}, ${result.kind}: ${countsOf([result]).found} of ${countsOf([result]).due}`);
}

/** What was missed and lost, to look at: SEEDCLEAN_BENCH_SHOW=1. */
function show(results: readonly Result[]): void {
  for (const { language, kind, tool, judged } of results) {
    if (tool !== "seedclean") continue;
    for (const { passage, isRemoved, coverage, mayGo, isScrap } of judged) {
      const what = isRemoved && !isScrap && coverage < PROMISED ? "lost" : !isRemoved && mayGo && coverage >= MUST_GO ? "missed" : undefined;
      if (what !== undefined) console.log(`${what} ${language}, ${kind}, ${coverage.toFixed(3)}, ${passage.normal.length} units, ${passage.document}: ${passage.text.slice(0, 200)}`);
    }
  }
}

async function main(): Promise<void> {
  if (SHARED === undefined) {
    console.log("there is no shared/data/ntrex beside the checkout: nothing is measured");
    return;
  }
  const half: Half = process.argv.includes("training") ? "training" : "test";
  const named = KINDS.filter((kind) => process.argv.includes(kind));
  const kinds = named.length > 0 ? named : KINDS;
  const results: Result[] = [];
  for (const language of LANGUAGE_NAMES) for (const kind of kinds) results.push(...(await resultsOf(language, kind, half)));
  console.log(`${half} half of the articles\n`);
  printTable("kind", kinds, (name) => results.filter(({ kind }) => kind === name));
  printTable("language", LANGUAGE_NAMES, (name) => results.filter(({ language }) => language === name));
  printTarget(results);
  if (process.env["SEEDCLEAN_BENCH_SHOW"] === "1") show(results);
}

await main();
