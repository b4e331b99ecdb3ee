/**
 * npm run bench:duplicates-speed: processor time of seeds and duplicates, one thread, beside a floor (the UTF-8 bytes decoded, the documents
 * written as JSON) on the same text in the same run. Text of nothing twice, text with 15 % copies, and the kinds that are many and alike: form
 * letters that differ in numbers or in names, one passage over and over. All of it is made of made-up words. SEEDCLEAN_BENCH_MB (8) is
 * the size of each.
 */
import { tmpdir } from "node:os";
import type { SeededDocument, TailDocument } from "../../src/document.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { DuplicateFinder } from "../../src/stages/duplicates/duplicate-finder.ts";
import { DuplicateIndex } from "../../src/stages/duplicates/duplicate-index.ts";
import { seedPassages } from "../../src/stages/duplicates/passages.ts";
import { documentOf } from "../stages/tails/mark.ts";
import { type Random, randomFrom } from "./duplicates-planted.ts";

const BYTES = Number(process.env["SEEDCLEAN_BENCH_MB"] ?? 8) * 1e6;
const PASSAGES_A_DOCUMENT = 12;
const COPIED_SHARE = 0.15;

const random = randomFrom(20_261_126);
const pick = <T>(list: readonly T[], from: Random = random): T => list[Math.floor(from() * list.length)]!;
const WORDS = Array.from({ length: 20_000 }, () => Array.from({ length: 2 + Math.floor(random() * 8) }, () => String.fromCharCode(0x61 + Math.floor(random() * 26))).join(""));
const HAN = Array.from({ length: 3000 }, (_, i) => String.fromCharCode(0x4e00 + i));

const words = (count: number): string => Array.from({ length: count }, () => pick(WORDS)).join(" ");
const english = (): string => `${words(30 + Math.floor(random() * 40))}.`;
const chinese = (): string => `${Array.from({ length: 60 + Math.floor(random() * 90) }, () => pick(HAN)).join("")}。`;
const unique = (): string => (random() < 0.5 ? english() : chinese());

/** Each kind: the next passage. */
function kinds(): Readonly<Record<string, () => string>> {
  const before: string[] = [];
  const letters = Array.from({ length: 20 }, () => Array.from({ length: 9 }, () => words(5)));
  const number = (): string => String(Math.floor(random() * 1e6));
  const name = (): string => pick(WORDS);
  const letter = (part: () => string): string => pick(letters).map((piece) => `${piece} ${part()}`).join(" ");
  const licences = Array.from({ length: 5 }, () => [words(4), words(90)]);
  const licence = (): string => pick(licences).join(` ${number()} ${name()} ${name()} `);
  const weather = (): string => pick(letters).slice(0, 4).map((piece) => `${piece} ${pick(WORDS)} ${Math.floor(random() * 40)}`).join(" ");
  const one = english();
  return {
    "nothing twice": unique,
    "15 % copies, half of them edited": () => {
      const passage = before.length > 0 && random() < COPIED_SHARE ? edited(pick(before)) : unique();
      if (before.length < 5000) before.push(passage);
      return passage;
    },
    "form letters, other numbers": () => letter(number),
    "form letters, other names": () => letter(name),
    "licence headers, other holders": licence,
    "weather reports, other places and numbers": weather,
    "one passage over and over": () => one,
  };
}

function edited(passage: string): string {
  const at = Math.floor(random() * passage.length);
  return random() < 0.5 ? passage : `${passage.slice(0, at)}${passage.slice(at + 2)}`;
}

function corpusOf(next: () => string): TailDocument[] {
  const documents: TailDocument[] = [];
  for (let bytes = 0; bytes < BYTES; ) {
    const text = Array.from({ length: PASSAGES_A_DOCUMENT }, next).join("\n");
    bytes += Buffer.byteLength(text);
    documents.push({ ...documentOf(text), id: `${documents.length}.txt`, tails: [] });
  }
  return documents;
}

function joined(documents: readonly TailDocument[]): TailDocument {
  return { ...documentOf(documents.map(({ text }) => text).join("\n")), id: "all.txt", tails: [] };
}

interface Spent {
  readonly floorMs: number;
  readonly seedsMs: number;
  readonly decisionsMs: number;
  readonly removed: number;
}

function measure(documents: readonly TailDocument[]): Spent {
  const bytes = documents.map(({ text }) => Buffer.from(text));
  const decoder = new TextDecoder();
  const floorMs = timeOf(() => {
    for (const one of bytes) JSON.stringify({ id: "a", text: decoder.decode(one) });
  });
  const context = { settings: DEFAULT_SETTINGS, notice: () => {} };
  const index = new DuplicateIndex(tmpdir(), DEFAULT_SETTINGS.memoryBytes);
  const finder = new DuplicateFinder(DEFAULT_SETTINGS, index);
  let seedsMs = 0;
  let decisionsMs = 0;
  let removed = 0;
  // Some at a time: the clock of the processor is too coarse for one, and all at once would not fit into memory.
  for (let i = 0; i < documents.length; i += 100) {
    const some = documents.slice(i, i + 100);
    let seeded: SeededDocument[] = [];
    seedsMs += timeOf(() => void (seeded = some.map((document) => seedPassages(document, context))));
    decisionsMs += timeOf(() => {
      for (const document of seeded) removed += finder.decide(document).removals.length;
    });
  }
  index.close();
  return { floorMs, seedsMs, decisionsMs, removed };
}

/** Processor time: what else the machine does counts less. */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function main(): void {
  const corpora = Object.entries(kinds()).map(([name, next]) => ({ name, documents: corpusOf(next) }));
  corpora.push({ name: "nothing twice, in one document", documents: [joined(corpora[0]!.documents)] });
  // The first round warms the engine up.
  for (const { documents } of corpora) measure(documents.slice(0, Math.ceil(documents.length / 8)));
  console.log("| text | passages | removed | MB/s | floor, MB/s | of the floor | seeds, s | decisions, s | times the first |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
  let first: number | undefined;
  for (const { name, documents } of corpora) {
    const megabytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
    const { floorMs, seedsMs, decisionsMs, removed } = measure(documents);
    const perMegabyte = (seedsMs + decisionsMs) / megabytes;
    first ??= perMegabyte;
    const cells = [
      documents.reduce((sum, { paragraphs }) => sum + paragraphs.count, 0), removed, (1000 / perMegabyte).toFixed(1), ((1000 * megabytes) / floorMs).toFixed(0),
      (floorMs / (seedsMs + decisionsMs)).toFixed(3), (seedsMs / 1000).toFixed(2), (decisionsMs / 1000).toFixed(2), (perMegabyte / first).toFixed(1),
    ];
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

main();
