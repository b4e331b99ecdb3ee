/**
 * npm run bench:duplicates-growth: what ten times the text costs, and what a little more text costs beside an index, by processor time of whole
 * runs (one thread) in one go. The text is made of made-up words, English and Chinese, 15 % of its passages copied from earlier ones, half of the
 * copies edited. SEEDCLEAN_BENCH_MB (100) is the larger size.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_SETTINGS, type Input, run, type Sink } from "../../src/index.ts";
import { openIndex } from "../../src/stages/duplicates/index-folder.ts";
import { randomFrom } from "./duplicates-planted.ts";

const MEGABYTES = Number(process.env["SEEDCLEAN_BENCH_MB"] ?? 100);
const COPIED_SHARE = 0.15;
const PASSAGES_A_DOCUMENT = 12;
/** Passages that copies are made of: any of so many, so that they are far and near. */
const REMEMBERED = 50_000;
const MEMORY_BYTES = 1 << 30;

/** A stream of JSON lines, the same in every run of one seed. */
async function* corpus(megabytes: number, seed: number): AsyncGenerator<Uint8Array> {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const words = Array.from({ length: 20_000 }, () => Array.from({ length: 2 + Math.floor(random() * 8) }, () => String.fromCharCode(0x61 + Math.floor(random() * 26))).join(""));
  const english = (): string => `${Array.from({ length: 30 + Math.floor(random() * 40) }, () => pick(words)).join(" ")}.`;
  const chinese = (): string => `${Array.from({ length: 60 + Math.floor(random() * 90) }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 3000))).join("")}。`;
  const before: string[] = [];
  const edited = (passage: string): string => {
    const at = Math.floor(random() * passage.length);
    return random() < 0.5 ? passage : `${passage.slice(0, at)}${passage.slice(at + 2)}`;
  };
  const passage = (): string => {
    if (before.length > 0 && random() < COPIED_SHARE) return edited(pick(before));
    const fresh = random() < 0.5 ? english() : chinese();
    before[before.length < REMEMBERED ? before.length : Math.floor(random() * REMEMBERED)] = fresh;
    return fresh;
  };
  for (let bytes = 0; bytes < megabytes * 1e6; ) {
    const line = Buffer.from(`${JSON.stringify({ text: Array.from({ length: PASSAGES_A_DOCUMENT }, passage).join("\n") })}\n`);
    bytes += line.length;
    yield line;
  }
}

const nothing = (): Promise<void> => Promise.resolve();
const NO_SINK: Sink = { write: nothing, finish: nothing, discard: nothing };

interface Cost {
  readonly name: string;
  readonly seconds: number;
  readonly stageSeconds: number;
  readonly loadingSeconds: number;
}

/** A run over so much text, without what it costs to make the text. */
async function costOf(name: string, megabytes: number, seed: number, folder?: string): Promise<Cost> {
  const madeSeconds = await secondsOf(async () => {
    for await (const _ of corpus(megabytes, seed));
  });
  let stageMs = 0;
  const spent = (step: string, milliseconds: number): void => {
    if (step === "seeds" || step === "duplicates") stageMs += milliseconds;
  };
  const input: Input = { kind: "stream", id: `${name}.jsonl`, path: name, stream: corpus(megabytes, seed) };
  const settings = { ...DEFAULT_SETTINGS, inputFormat: "jsonl" as const };
  let loadingSeconds = 0;
  const seconds = await secondsOf(async () => {
    let index: ReturnType<typeof openIndex> | undefined;
    loadingSeconds = await secondsOf(async () => {
      if (folder !== undefined) index = openIndex({ folder, isReadOnly: false, memoryBytes: MEMORY_BYTES, temporaryFolder: tmpdir() });
      await nothing();
    });
    await run({ inputs: [input], settings, output: NO_SINK, removed: NO_SINK, ...(index !== undefined && { index }), signal: new AbortController().signal }, { spent });
    index?.close();
  });
  return { name, seconds: seconds - madeSeconds, stageSeconds: stageMs / 1000, loadingSeconds };
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-growth-"));
  try {
    await costOf("warm-up", MEGABYTES / 20, 3);
    const small = await costOf(`${MEGABYTES / 10} MB`, MEGABYTES / 10, 1);
    const large = await costOf(`${MEGABYTES} MB`, MEGABYTES, 1);
    const indexed = await costOf(`${MEGABYTES} MB with a new index`, MEGABYTES, 1, join(folder, "known"));
    const more = await costOf("1 % more, with that index", MEGABYTES / 100, 2, join(folder, "known"));
    console.log("| run | processor, s | of it loading, s | seeds and decisions, s of the clock |\n| --- | --- | --- | --- |");
    for (const { name, seconds, loadingSeconds, stageSeconds } of [small, large, indexed, more]) console.log(`| ${name} | ${seconds.toFixed(2)} | ${loadingSeconds.toFixed(2)} | ${stageSeconds.toFixed(2)} |`);
    console.log(`\nTen times the text costs ${(large.seconds / small.seconds).toFixed(1)} times as much; 1 % more ${((100 * (more.seconds - more.loadingSeconds)) / indexed.seconds).toFixed(1)} % of the full run, and loading.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main();
