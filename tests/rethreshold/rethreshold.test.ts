/** A finished run decided anew, against a real run with that threshold. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Input, run, type Settings } from "../../src/index.ts";
import { rethreshold } from "../../src/rethreshold/rethreshold.ts";
import { fileSink } from "../../src/stages/write/sink.ts";
import { folderWith, seedclean } from "../program.ts";

const { signal } = new AbortController();

interface Written {
  readonly output: string;
  readonly ledger: string;
}

async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Cleans texts into clean.jsonl and removed.jsonl of a folder. */
async function clean(folder: string, texts: readonly string[], settings: Settings): Promise<Written> {
  const inputs = texts.map((text, i): Input => ({ kind: "stream", id: `${i}.txt`, path: `${i}.txt`, stream: streamOf(text) }));
  const output = join(folder, "clean.jsonl");
  const ledger = join(folder, "removed.jsonl");
  await run({ inputs, settings, output: fileSink(output), removed: fileSink(ledger), signal });
  return { output: readFileSync(output, "utf8"), ledger: readFileSync(ledger, "utf8") };
}

async function decidedAnew(folder: string, settings: Settings, runCoverage: number): Promise<Written> {
  let output = "";
  let ledger = "";
  const files = { output: join(folder, "clean.jsonl"), ledger: join(folder, "removed.jsonl") };
  for await (const document of rethreshold({ ...files, settings, runCoverage, signal, notice: () => {} })) {
    output += document.output;
    ledger += document.ledger;
  }
  return { output, ledger };
}

const SENTENCES = [
  "The ferryman's dog knows every regular passenger and barks at none of them, not even at the tax collector.",
  "In the dry years the islanders walked across, carrying their shoes, and left the ferryman to paint his boat.",
  "Nobody has counted the bells under the water, though everybody who grew up here claims to have heard them.",
  "雨の日は渡し船が出ないので、子供たちは学校を休んで、桟橋の下で釣りをしたり本を読んだりして過ごした。",
];

/** A sentence with some of its words changed, so that its coverage lies anywhere. */
const passage = fc.tuple(fc.constantFrom(...SENTENCES), fc.array(fc.nat(100), { maxLength: 4 }), fc.nat(3)).map(([sentence, places, start]) => {
  const words = sentence.includes(" ") ? sentence.split(" ") : Array.from(sentence);
  for (const place of places) words[place % words.length] = ["lantern", "窓", "morning", "😀"][place % 4]!;
  return words.slice(start).join(sentence.includes(" ") ? " " : "");
});
const TAIL = "\nRelated stories\nYou won't believe what she found under the floor of her new house...\n#bees #honey #viral\nLike and share! Follow us for more!\n";
const text = fc
  .tuple(fc.constantFrom("", "\ufeff"), fc.array(passage, { minLength: 0, maxLength: 6 }), fc.constantFrom("\n", "\r\n", "\n\n", " "), fc.constantFrom("", "", TAIL))
  .map(([mark, passages, gap, tail]) => `${mark}${passages.join(gap)}${tail}`);

describe("output and ledger are those of a run with the new threshold", () => {
  test("any corpus, any thresholds", async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 7 }), fc.constantFrom(0.5, 0.7, 0.85), fc.constantFrom(0.6, 0.8, 0.9, 0.95, 1), fc.constantFrom<Settings["scope"]>("both", "across"), async (texts, runCoverage, coverage, scope) => {
        const folder = folderWith({});
        const settings: Settings = { ...DEFAULT_SETTINGS, encoding: "UTF-8", keepEmpty: true, scope };
        const wanted = await clean(folder, texts, { ...settings, coverage });
        const before = await clean(folder, texts, { ...settings, coverage: runCoverage });
        if (wanted.ledger !== before.ledger) changed++;
        expect(await decidedAnew(folder, { ...settings, coverage }, runCoverage)).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
    // Where nothing comes back, copying the files would do.
    expect(changed).toBeGreaterThan(10);
  });
});

describe("the command", () => {
  const [dog, years] = SENTENCES;
  const FILES = { "corpus/a.txt": `${dog}\n`, "corpus/b.txt": `${years}\n${dog!.replace("every regular passenger", "each frequent guest")}\n`, "corpus/c.txt": `${dog}\n` };

  /** A finished run with these flags. */
  function finished(...flags: readonly string[]): string {
    const folder = folderWith(FILES);
    expect(seedclean(folder, ["corpus", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--coverage", "0.6", "--quiet", ...flags])).toEqual({ stdout: "", stderr: "", code: 0 });
    return folder;
  }

  const anew = (folder: string, ...flags: readonly string[]): ReturnType<typeof seedclean> =>
    seedclean(folder, ["rethreshold", "clean.jsonl", "removed.jsonl", "--coverage", "0.99", "-o", "new.jsonl", "--removed", "new-removed.jsonl", ...flags]);

  test("writes what a run would", () => {
    const folder = finished("--keep-empty");
    expect(anew(folder, "--run-coverage", "0.6")).toEqual({ stdout: "", stderr: "seedclean: 3 documents decided anew, as with --coverage 0.99: 1 paragraph removed as a duplicate\n", code: 0 });
    seedclean(folder, ["corpus", "-o", "wanted.jsonl", "--removed", "wanted-removed.jsonl", "--coverage", "0.99", "--keep-empty", "--quiet"]);
    for (const [name, wanted] of [["new.jsonl", "wanted.jsonl"], ["new-removed.jsonl", "wanted-removed.jsonl"]]) expect(readFileSync(join(folder, name!), "utf8")).toBe(readFileSync(join(folder, wanted!), "utf8"));
  });

  const otherRun = (id: string, coverage: number): string =>
    `${id}: with --coverage ${coverage} and these settings the run would have decided otherwise; give --run-coverage and the flags of duplicates as the run had them (runs with --index or --against cannot be decided anew)`;

  test.each<[string, string[], string[], string]>([
    ["a run with another threshold", ["--keep-empty"], [], otherRun("b.txt", 0.85)],
    ["a run with other settings", ["--keep-empty", "--scope", "within"], ["--run-coverage", "0.6"], otherRun("b.txt", 0.6)],
    ["documents that were not written", [], ["--run-coverage", "0.6"], "c.txt: nothing of it is in the output, so its place and language are not known; run clean with --keep-empty, and rethreshold that"],
    ["chosen fields", ["--keep-empty", "--fields", "id,text"], ["--run-coverage", "0.6"], "clean.jsonl: its lines do not have all fields of a document; give what clean wrote without --fields, --text-only and --unit paragraph"],
    ["paragraphs", ["--unit", "paragraph"], ["--run-coverage", "0.6"], "clean.jsonl: its lines do not have all fields of a document; give what clean wrote without --fields, --text-only and --unit paragraph"],
    ["one file for both", ["--keep-empty"], ["--run-coverage", "0.6", "--removed", "new.jsonl"], "-o and --removed name the same file; give different ones"],
  ])("refuses %s", (_, runFlags, flags, message) => {
    const folder = finished(...runFlags);
    expect(anew(folder, ...flags)).toEqual({ stdout: "", stderr: `seedclean: ${message}\n`, code: 2 });
    expect(existsSync(join(folder, "new.jsonl"))).toBe(false);
  });

  test("refuses Parquet, and a run that compared with an index", () => {
    const folder = finished("--keep-empty");
    seedclean(folder, ["corpus", "-o", "clean.parquet", "--keep-empty", "--quiet"]);
    expect(seedclean(folder, ["rethreshold", "clean.parquet", "removed.jsonl", "--coverage", "1"])).toMatchObject({ stderr: "seedclean: clean.parquet: Parquet, of which lines cannot be made as they were; give an output of JSON lines\n", code: 2 });
    for (let i = 0; i < 2; i++) seedclean(folder, ["corpus", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--keep-empty", "--index", "known", "--quiet"]);
    expect(anew(folder)).toMatchObject({ stderr: `seedclean: ${otherRun("a.txt", 0.85)}\n`, code: 2 });
  });
});
