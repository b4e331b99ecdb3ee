/**
 * Bundled and run by tails.ts: texts by group as JSON on standard input, megabytes (UTF-8) a second of the tails stage for each as
 * JSON on standard output; one thread, paragraphs given. Bundled as what is shipped, for what loads TypeScript slows it down.
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { splitParagraphs } from "../../src/stages/paragraphs/paragraphs.ts";
import { judgeTail } from "../../src/stages/tails/judge.ts";

const ROUNDS = 5;

function speedOf(texts) {
  const split = texts.map((text) => ({ text, paragraphs: splitParagraphs(text) }));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const seconds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (const { text, paragraphs } of split) judgeTail(text, paragraphs);
    seconds.push((performance.now() - start) / 1000);
  }
  return bytes / 1e6 / seconds.toSorted((a, b) => a - b)[ROUNDS >> 1];
}

const groups = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(Object.fromEntries(Object.entries(groups).map(([name, texts]) => [name, speedOf(texts)]))));
