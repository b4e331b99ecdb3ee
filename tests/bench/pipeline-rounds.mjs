/**
 * node tests/bench/pipeline-rounds.mjs FOLDER ROUNDS: runs the floor and the built engine over FOLDER/corpus in turn and prints what
 * they took as JSON. A plain Node process, for what loads TypeScript would slow the engine down.
 */
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import * as engine from "../../dist/index.js";

/** The least that any such tool must do: read, decode, JSON.stringify, write. */
async function runFloor(folder, output) {
  const file = createWriteStream(output);
  for (const subfolder of readdirSync(folder).sort()) {
    for (const name of readdirSync(join(folder, subfolder)).sort()) {
      const text = readFileSync(join(folder, subfolder, name)).toString("utf8");
      if (!file.write(`${JSON.stringify({ id: `${subfolder}/${name}`, text })}\n`)) await new Promise((resolve) => file.once("drain", resolve));
    }
  }
  await new Promise((resolve) => file.end(resolve));
}

async function runPipeline(folder, output, spent) {
  await engine.run(
    {
      inputs: engine.inputsOf([folder], emptyStream()),
      settings: engine.DEFAULT_SETTINGS,
      output: engine.fileSink(output),
      removed: engine.fileSink(`${output}.removed`),
      signal: new AbortController().signal,
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
const floor = [];
const pipeline = [];
const spent = {};
for (let round = 0; round < Number(rounds); round++) {
  floor.push(await secondsOf(() => runFloor(join(folder, "corpus"), join(folder, "floor.jsonl"))));
  pipeline.push(await secondsOf(() => runPipeline(join(folder, "corpus"), join(folder, "clean.jsonl"), spent)));
}
console.log(JSON.stringify({ floor, pipeline, spent, peakMegabytes: process.resourceUsage().maxRSS / 1000 }));
