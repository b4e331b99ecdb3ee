import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Dice, mixedDocuments, sentence } from "./mixed-corpus.ts";

/** Each mixed document is followed by so many short ones, which end with one and the same passage: 10⁵ copies of it in 100 MB. */
const SHORT_DOCUMENTS = 3;
/** Of the text of a mixed document and its short ones. */
const MIXED_SHARE = 0.7;
const REVISIONS = 1000;
const FILE_BYTES = 4e6;

/** Mixed documents of about so many bytes, with skew: a passage that stands alone 10³ times a megabyte, and inside a paragraph in a third of the mixed ones. */
function* largeDocuments(seed: number, bytes: number): Generator<string> {
  const dice = new Dice(seed + 1);
  const everywhere = `${sentence(dice)} ${sentence(dice)}`;
  for (const text of mixedDocuments(seed, { bytes: bytes * MIXED_SHARE, revisions: REVISIONS })) {
    yield dice.roll(3) === 0 ? `${text}\n\n${everywhere} ${sentence(dice)}` : text;
    for (let i = 0; i < SHORT_DOCUMENTS; i++) yield `${sentence(dice)}\n\n${everywhere}`;
  }
}

/** Writes such a corpus: files of lines, of which every fourth is packed, and each document of a hundred as a file of its own. @returns bytes of text */
export function makeLargeCorpus(folder: string, bytes: number): number {
  mkdirSync(folder, { recursive: true });
  let files = 0;
  let written = 0;
  let held: string[] = [];
  let heldBytes = 0;
  const flush = (): void => {
    const lines = held.join("");
    const name = `part-${String(files++).padStart(4, "0")}.jsonl`;
    if (files % 4 === 0) writeFileSync(join(folder, `${name}.gz`), gzipSync(lines));
    else writeFileSync(join(folder, name), lines);
    held = [];
    heldBytes = 0;
  };
  let count = 0;
  for (const text of largeDocuments(7, bytes)) {
    const size = Buffer.byteLength(text);
    written += size;
    if (++count % 100 === 0) {
      const name = join(folder, `pages-${String(Math.floor(count / 10_000)).padStart(3, "0")}`);
      mkdirSync(name, { recursive: true });
      writeFileSync(join(name, `${count}.txt`), text);
      continue;
    }
    held.push(`${JSON.stringify({ text, count })}\n`);
    heldBytes += size;
    if (heldBytes >= FILE_BYTES) flush();
  }
  if (held.length > 0) flush();
  return written;
}
