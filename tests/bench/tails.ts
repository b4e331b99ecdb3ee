/**
 * How right and how fast the tails stage is: npm run bench:tails
 * Documents: the test part of those that the weights are fitted on (tails-training.ts: other sites, accounts, articles, works than the
 * training part), labelled in shared/data or composed. Beside it the rules of tails-rules.ts. Prints Markdown; the same each time but for speed.
 * With a folder as argument, misses are written into it, a file a set, to read.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { documentsOf } from "../../src/models/make/tails-training.ts";
import { type LabelledDocument, partOf, readLabelled } from "../../src/models/make/tails-documents.ts";
import { byParagraph, figuresOf, type MeasuredDocument, type Outcome, outcomeOf } from "../../src/models/make/tails-measure.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { endOf } from "../../src/stages/tails/document-end.ts";
import { findHead } from "../../src/stages/tails/heads.ts";
import { reasonsFrom } from "../../src/stages/tails/reasons.ts";
import { type JudgedTail, judgeTail } from "../../src/stages/tails/judge.ts";
import { TailLearner } from "../../src/stages/tails/tail-learner.ts";
import { markTails } from "../../src/stages/tails/tails.ts";
import { shippedWords } from "../../src/stages/tails/word-lists.ts";
import { SHARED } from "../shared.ts";
import { documentOf } from "../stages/tails/mark.ts";
import { endMarks, footerWords, nothing, type Rule } from "./tails-rules.ts";

if (SHARED === undefined) throw new Error("the shared data is missing");

const NAMES: Readonly<Record<string, string>> = {
  "eng-GB": "en", deu: "de", fra: "fr", spa: "es", ita: "it", por: "pt", "por-BR": "pt", rus: "ru", arb: "ar", jpn: "ja", "zho-CN": "zh-Hans", "zho-TW": "zh-Hant",
  kor: "ko", vie: "vi", tha: "th", ind: "id",
};

interface Judged {
  readonly measured: MeasuredDocument;
  readonly judged: JudgedTail | undefined;
  readonly outcome: Outcome;
}

function judge(document: LabelledDocument): Judged {
  const measured = byParagraph(document);
  const judged = judgeTail(document.text, measured.paragraphs);
  const from = judged?.cut === undefined || judged.allTail ? Infinity : judged.facts.from + judged.cut.at;
  return { measured, judged, outcome: outcomeOf(measured, (paragraph) => paragraph >= from) };
}

const row = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(" | ")} |`);
function table(title: string, ...columns: readonly string[]): void {
  console.log(`\n### ${title}\n`);
  row(...columns);
  row(...columns.map(() => "---"));
}

const FIGURES = ["documents", "tail cut", "≥ 90 % cut", "body lost", "> 10 % lost", "touched"] as const;

function cellsOf(outcomes: readonly Outcome[]): string[] {
  const { documents, cut, nineTenths, lost, lostTenth, touched } = figuresOf(outcomes);
  const hasTails = outcomes.some((outcome) => outcome.cut !== undefined);
  return [String(documents), hasTails ? cut.toFixed(1) : "", hasTails ? nineTenths.toFixed(1) : "", lost.toFixed(2), lostTenth.toFixed(1), touched.toFixed(1)];
}

const documents = documentsOf(join(SHARED, "data"), "test");
const all = documents.map(judge);
const of = (is: (document: LabelledDocument) => boolean): readonly Judged[] => all.filter(({ measured }) => is(measured.document));
const inSet = (...sets: readonly string[]): readonly Judged[] => of(({ set }) => sets.includes(set));
const outcomesOf = (judged: readonly Judged[]): Outcome[] => judged.map(({ outcome }) => outcome);

const GROUPS: readonly (readonly [string, readonly Judged[]])[] = [
  ["real pages", inSet("pages")],
  ["real CJK", inSet("wechat", "coding")],
  ["composed", inSet("composed")],
  ["composed, but for whole sentences", of(({ set, kind }) => set === "composed" && kind !== "sentences")],
  ["real documents without a tail", inSet("traps", "aozora")],
  ["composed documents without a tail", inSet("composed trap")],
];

function bySet(): void {
  table("By set, in %", "set", ...FIGURES);
  for (const [name, judged] of GROUPS) row(name, ...cellsOf(outcomesOf(judged)));
}

function besideRules(): void {
  table("Beside other rules: tail cut / ≥ 90 % / body lost / > 10 % lost; without a tail: touched", "rule", ...GROUPS.map(([name]) => name));
  const rules: readonly (readonly [string, Rule])[] = [["nothing", nothing], ["footer words", footerWords], ["C4: lines without an end mark", endMarks]];
  const show = (outcomes: readonly Outcome[]): string => {
    const { cut, nineTenths, lost, lostTenth, touched } = figuresOf(outcomes);
    return outcomes.some((outcome) => outcome.cut !== undefined) ? [cut.toFixed(1), nineTenths.toFixed(1), lost.toFixed(2), lostTenth.toFixed(1)].join(" / ") : touched.toFixed(1);
  };
  for (const [name, rule] of rules) row(name, ...GROUPS.map(([, judged]) => show(judged.map(({ measured }) => outcomeOf(measured, rule(measured))))));
  row("seedclean", ...GROUPS.map(([, judged]) => show(outcomesOf(judged))));
}

function grouped(judged: readonly Judged[], nameOf: (document: LabelledDocument) => string | undefined): [string, Judged[]][] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const name = nameOf(one.measured.document);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function byKind(): void {
  table("By kind, in %", "kind", ...FIGURES);
  for (const [name, judged] of grouped(all, ({ set, kind }) => (set === kind ? set : `${set}: ${kind}`))) row(name, ...cellsOf(outcomesOf(judged)));
}

function byLanguage(): void {
  table("Composed tails but whole sentences by language, in %", "language", ...FIGURES);
  for (const [name, judged] of grouped(GROUPS[3]![1], ({ language }) => NAMES[language])) row(name, ...cellsOf(outcomesOf(judged)));
}

/** Of the composed tail lines that were cut, how many got the reason that they were composed for. */
function byReason(): void {
  table("Reasons of cut lines of composed tails, in %", "composed as", "lines", "right", "others");
  const counts = new Map<string, Map<string, number>>();
  for (const { measured, judged } of inSet("composed")) {
    if (judged?.cut === undefined) continue;
    const first = judged.facts.from + judged.cut.at;
    for (const [i, reason] of reasonsFrom(judged.facts, first).entries()) {
      const expected = measured.reasons[first + i]!;
      const said = counts.get(expected) ?? new Map<string, number>();
      if (expected !== "") counts.set(expected, said.set(reason.slice("tail.".length), (said.get(reason.slice("tail.".length)) ?? 0) + 1));
    }
  }
  for (const [expected, said] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const lines = [...said.values()].reduce((sum, count) => sum + count, 0);
    const share = (count: number): string => ((100 * count) / lines).toFixed(1);
    const others = [...said].filter(([reason]) => reason !== expected).sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${reason} ${share(count)}`);
    row(expected, lines, share(said.get(expected) ?? 0), others.join(", "));
  }
}

/** What a person would be asked to look at. */
function doubts(): void {
  table("Doubtful ends (notices), in % of the documents", "set", "documents", "doubtful", "nothing but tail", "tail cut with --eager-tails", "body lost then");
  for (const [name, judged] of GROUPS) {
    const eager = judged.map(({ measured, judged: one }) => {
      const at = one?.allTail === true ? Infinity : Math.min(one?.cut?.at ?? Infinity, one?.doubtful?.at ?? Infinity);
      return outcomeOf(measured, (paragraph) => paragraph >= (one?.facts.from ?? 0) + at);
    });
    const { cut, lost } = figuresOf(eager);
    const percent = (count: number): string => ((100 * count) / judged.length).toFixed(1);
    const doubtful = judged.filter((one) => one.judged?.doubtful !== undefined).length;
    const allTail = judged.filter((one) => one.judged?.allTail === true).length;
    row(name, judged.length, percent(doubtful), percent(allTail), eager.some((one) => one.cut !== undefined) ? cut.toFixed(1) : "", lost.toFixed(2));
  }
}

/** The labels say of no line that it is head, only which must stay. */
function heads(): void {
  table("What --heads cuts", "set", "documents", "with a head", "lines cut", "of them labelled body");
  for (const [name, judged] of GROUPS) {
    const found = judged.map(({ measured }) => [...findHead(measured.document.text, measured.paragraphs, shippedWords()).keys()].map((line) => measured.body[line]! > measured.tail[line]!));
    row(name, judged.length, found.filter((lines) => lines.length > 0).length, found.flat().length, found.flat().filter(Boolean).length);
  }
}

/** With `--learn-tails` over all documents of an account, author or site that has at least ten; nothing of it is fitted. */
function learned(): void {
  table("What --learn-tails adds where ten documents or more are of one author or site, in %", "set", ...FIGURES);
  const groups = grouped([...of((document) => document.group.length > 0 && !document.set.startsWith("composed")), ...labelledOfTraining()], ({ set, group }) => `${set} ${group}`).filter(([, judged]) => judged.length >= 10);
  for (const set of new Set(groups.map(([, judged]) => judged[0]!.measured.document.set))) {
    const ofSet = groups.filter(([, judged]) => judged[0]!.measured.document.set === set).map(([, judged]) => judged);
    row(`${set}: alone`, ...cellsOf(ofSet.flatMap(outcomesOf)));
    row(`${set}: learned`, ...cellsOf(ofSet.flatMap(outcomesWithLearned)));
  }
}

function labelledOfTraining(): Judged[] {
  return readLabelled(join(SHARED!, "data")).filter(({ group }) => partOf(group) === "train").map(judge);
}

function outcomesWithLearned(judged: readonly Judged[]): Outcome[] {
  const learner = new TailLearner();
  for (const { measured } of judged) learner.add(endOf(documentOf(measured.document.text)));
  const settings = { ...DEFAULT_SETTINGS, tails: new Set([...DEFAULT_SETTINGS.tails, "repeated"]), repeatedTails: learner.tails() };
  return judged.map(({ measured }) => {
    const { tails } = markTails(documentOf(measured.document.text), { settings, notice: () => undefined })!;
    return outcomeOf(measured, (paragraph) => tails.some(({ first, last }) => paragraph >= first && paragraph < last));
  });
}

function inTens(texts: readonly string[]): string[] {
  return Array.from({ length: Math.floor(texts.length / 10) }, (_, i) => texts.slice(i * 10, i * 10 + 10).join("\n"));
}

async function speed(): Promise<void> {
  table(`Speed of the stage alone, one core, Node ${process.version}`, "texts", "MB", "MB/s");
  const textsOf = (judged: readonly Judged[]): string[] => judged.map(({ measured }) => measured.document.text);
  const isArticle = ({ kind }: LabelledDocument): boolean => kind === "article" || kind === "bilingual";
  const groups: readonly (readonly [string, readonly string[]])[] = [
    ["articles without a tail", textsOf(of((document) => isArticle(document) && document.set === "composed trap"))],
    ["the same, ten in one text", inTens(textsOf(of((document) => isArticle(document) && document.set === "composed trap")))],
    ["Japanese works", textsOf(inSet("aozora"))],
    ["composed tails", textsOf(inSet("composed"))],
    ["real pages", textsOf(inSet("pages"))],
    ["real CJK", textsOf(inSet("wechat", "coding"))],
  ];
  const input = JSON.stringify(Object.fromEntries(groups));
  // As deep as src/models/model-file.ts, which names the models beside it.
  const script = fileURLToPath(new URL("../../dist/bench/tails-speed.mjs", import.meta.url));
  await build({ input: fileURLToPath(new URL("tails-speed.mjs", import.meta.url)), platform: "node", external: /^[^./]/, output: { file: script, topLevelVar: false } });
  const { stdout, stderr } = spawnSync(process.execPath, [script], { input, encoding: "utf8", maxBuffer: 1 << 20 });
  if (stderr !== "") throw new Error(stderr);
  const speeds: Readonly<Record<string, number>> = JSON.parse(stdout);
  for (const [name, texts] of groups) row(name, (texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6).toFixed(2), speeds[name]!.toFixed(0));
}

/** Documents that lost body or kept more than half of their tail: "-" = cut, "B", "T" = the label. */
function writeMisses(folder: string): void {
  for (const [set, judged] of grouped(all, (document) => document.set)) {
    const missed = judged.filter(({ outcome }) => outcome.lost > 0.001 || (outcome.cut ?? 1) < 0.5);
    const text = missed.map(({ measured, judged: one, outcome }) => {
      const { document, paragraphs, body, tail } = measured;
      const from = one?.cut === undefined ? Infinity : one.facts.from + one.cut.at;
      const lines = Array.from({ length: paragraphs.count }, (_, p) => {
        const label = body[p]! > tail[p]! ? "B" : tail[p]! > 0 ? "T" : " ";
        const score = one === undefined || p < one.facts.from ? "" : one.scores[p - one.facts.from]!;
        const place = one === undefined ? -1 : one.places.at.indexOf(p - one.facts.from);
        return `${p >= from ? "-" : " "}${label} ${score} ${place < 0 ? "" : `(${one!.certainty[place]!})`}\t${document.text.slice(paragraphs.starts[p], paragraphs.ends[p]).slice(0, 150)}`;
      });
      return `=== ${document.id} ${document.language} cut ${outcome.cut?.toFixed(2)} lost ${outcome.lost.toFixed(3)}\n${lines.slice(-120).join("\n")}\n`;
    });
    writeFileSync(join(folder, `${set.replaceAll(" ", "-")}.txt`), text.join("\n"));
  }
}

bySet();
besideRules();
byKind();
byLanguage();
byReason();
doubts();
learned();
heads();
await speed();
if (process.argv[2] !== undefined) writeMisses(process.argv[2]);
