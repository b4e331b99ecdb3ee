import * as fc from "fast-check";
import { test } from "vitest";
import { checkCase, fuzzCase } from "./runs.ts";

const CASES = 2000;

test(`${CASES} random corpora go through whole runs: nothing is lost, and what went stands elsewhere`, { timeout: 600_000 }, async () => {
  await fc.assert(fc.asyncProperty(fuzzCase, checkCase), { numRuns: CASES, endOnFailure: true });
});
