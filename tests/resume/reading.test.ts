/** What reads ahead of what is decided, and where a later run goes on. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RawDocument } from "../../src/document.ts";
import type { Notice } from "../../src/notices.ts";
import { emptySummary, type RunSummary } from "../../src/report/summary.ts";
import { HashLog } from "../../src/resume/hash-log.ts";
import { type Place, Reading } from "../../src/resume/reading.ts";
import { contextOf } from "../../src/run.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { inputsOf } from "../../src/stages/read/inputs.ts";
import { read } from "../../src/stages/read/read.ts";
import { inOrder } from "../../src/turns.ts";
import { folderWith } from "../program.ts";

interface Run {
  readonly documents: readonly RawDocument[];
  readonly notices: readonly Notice[];
  readonly reading: Reading;
  readonly summary: RunSummary;
}

/** Reads a folder to its end, or only so many documents. */
async function readFrom(folder: string, from?: Place, begun: RunSummary = emptySummary(), count = Infinity): Promise<Run> {
  const reading = new Reading(new HashLog(join(folder, "sources")), from);
  const notices: Notice[] = [];
  const summary = structuredClone(begun);
  const context = { ...contextOf({ inputs: [], settings: DEFAULT_SETTINGS, signal: new AbortController().signal }, { notice: (notice) => notices.push(notice) }, summary), reading };
  const documents: RawDocument[] = [];
  for await (const document of read.run(inOrder(inputsOf([join(folder, "in")], process.stdin)), context)) {
    documents.push(document);
    if (documents.length === count) break;
  }
  return { documents, notices, reading, summary };
}

const LINES = Array.from({ length: 9 }, (_, i) => `{"text":"line ${i}"}`).join("\n");
const TABLE = `text\n${Array.from({ length: 9 }, (_, i) => (i % 4 === 1 ? `row ${i},too long` : `row ${i}`)).join("\n")}\n`;
const FILES = { "in/.a": "hidden", "in/a.txt": "a", "in/b.jsonl": LINES, "in/c.gz": "no archive", "in/d.csv": TABLE, "in/e/.f": "hidden", "in/e/g.txt": "g" };

test("from each place on, a later run reads and counts what is left, and nothing twice", async () => {
  const folder = folderWith(FILES);
  const whole = await readFrom(folder);
  expect(whole.documents.map(({ id }) => id)).toHaveLength(18);
  for (let done = 1; done <= whole.documents.length; done++) {
    // All is read, and only so many are decided, with the notices up to them.
    const place = (await readFrom(folder)).reading.placeOf(done);
    const { summary } = await readFrom(folder, undefined, emptySummary(), done);
    const saved = { ...summary, bytes: place.counted };
    const rest = await readFrom(folder, place, saved);
    expect(rest.documents.map(({ id }) => id)).toEqual(whole.documents.slice(done).map(({ id }) => id));
    expect(rest.summary, `behind ${done}`).toEqual(whole.summary);
  }
});

test("the bytes that a run has counted that reads no further than it must is what is kept", async () => {
  const folder = folderWith(FILES);
  const ahead = await readFrom(folder);
  for (const count of [1, 2, 5, 10]) {
    const { summary } = await readFrom(folder, undefined, emptySummary(), count);
    expect(ahead.reading.placeOf(count).counted).toBe(summary.bytes);
  }
});
