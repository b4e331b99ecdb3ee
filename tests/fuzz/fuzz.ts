/** npm run fuzz -- [CASES] [SEED]: whole runs over so many random corpora (100,000), and the first that breaks a promise, with its seed. */
import { performance } from "node:perf_hooks";
import * as fc from "fast-check";
import { checkCase, fuzzCase } from "./runs.ts";

const AT_ONCE = 5000;

const wanted = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const startMs = performance.now();
let done = 0;
while (done < wanted) {
  const numRuns = Math.min(AT_ONCE, wanted - done);
  const details = await fc.check(fc.asyncProperty(fuzzCase, checkCase), { numRuns, seed: (seed + done) | 0 });
  if (details.failed) {
    console.error(`${fc.defaultReportMessage(details) ?? ""}\n${String(details.errorInstance)}`);
    process.exit(1);
  }
  done += numRuns;
  console.log(`${done} of ${wanted} runs, seed ${seed}, ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
}
