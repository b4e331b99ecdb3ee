/**
 * node tests/bench/pipeline-rounds.mjs FOLDER ROUNDS: runs the floor and the built engine, with one job and with two, over FOLDER/corpus in
 * turn and prints what they took as JSON. A plain Node process, for what loads TypeScript would slow the engine down.
 */
import { createReadStream, createWriteStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import * as engine from "../../dist/index.js";

/** The least that any such tool must do: read, decode (told the encoding), JSON.stringify, write. */
async function runFloor(folder, output) {
  const file = createWriteStream(output);
  for await (const document of plainDocuments(folder)) {
    if (!file.write(`${JSON.stringify(document)}\n`)) await new Promise((resolve) => file.once("drain", resolve));
  }
  await new Promise((resolve) => file.end(resolve));
}

async function* plainDocuments(folder) {
  for (const subfolder of readdirSync(folder).sort()) {
    if (subfolder.endsWith(".jsonl")) yield* linesOf(join(folder, subfolder));
    else for (const name of readdirSync(join(folder, subfolder)).sort()) yield { id: `${subfolder}/${name}`, text: decoded(readFileSync(join(folder, subfolder, name)), name.split(".").at(-2)) };
  }
}

async function* linesOf(path) {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) yield { id: String(++number), ...JSON.parse(line) };
}

/** @param encoding what the name of the file says, or its number */
function decoded(content, encoding) {
  return /^\d+$/.test(encoding) ? content.toString("utf8") : new TextDecoder(encoding).decode(content);
}

async function runPipeline(folder, output, jobs, spent) {
  await engine.run(
    {
      inputs: engine.inputsOf([folder], emptyStream()),
      settings: engine.DEFAULT_SETTINGS,
      output: engine.fileSink(output),
      removed: engine.fileSink(`${output}.removed`),
      signal: new AbortController().signal,
      jobs,
    },
    { spent: (step, milliseconds) => (spent[step] = (spent[step] ?? 0) + milliseconds) },
  );
}

async function* emptyStream() {}

/** Seconds by the clock and of the processor: the second are less at the mercy of what else the machine does. */
async function secondsOf(work) {
  const start = performance.now();
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return { clock: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

const [folder, rounds] = process.argv.slice(2);
const seconds = { floor: [], "one job": [], "two jobs": [] };
const spent = {};
for (let round = 0; round < Number(rounds); round++) {
  seconds.floor.push(await secondsOf(() => runFloor(join(folder, "corpus"), join(folder, "floor.jsonl"))));
  seconds["one job"].push(await secondsOf(() => runPipeline(join(folder, "corpus"), join(folder, "clean.jsonl"), 1, spent)));
  seconds["two jobs"].push(await secondsOf(() => runPipeline(join(folder, "corpus"), join(folder, "clean2.jsonl"), 2, {})));
}
console.log(JSON.stringify({ seconds, spent, peakMegabytes: process.resourceUsage().maxRSS / 1000 }));
