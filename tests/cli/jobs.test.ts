/** Any number of jobs gives the same bytes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folderWith, seedclean, shell } from "../program.ts";

const SENTENCES = [
  "The ferry was late again, and the passengers passed the time by counting gulls.",
  "At the lock the keeper raised his hat to every boat, even to the ones without a crew.",
  "港の食堂では、漁から戻った人たちが味噌汁を飲みながら明日の天気を話している。",
  "Der Leuchtturm wurde im Frühjahr gestrichen, und seitdem verfliegen sich die Möwen.",
  "В порту говорят, что старый буксир ходит сам, если ему громко сказать, куда плыть.",
];

/** Documents of many sizes, some of them twice, some of them broken, some with a tail. */
function corpus(seed: number, count: number): Record<string, string | Uint8Array> {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const files: Record<string, string | Uint8Array> = {};
  for (let i = 0; i < count; i++) {
    const lines = Array.from({ length: 1 + next(next(10) === 0 ? 900 : 40) }, () => `${next(1000)}: ${SENTENCES[next(SENTENCES.length)]!.repeat(1 + next(3))}`);
    files[`corpus/${i}.txt`] = next(40) === 0 ? Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, next(256)) : `${lines.join("\n\n")}\n${next(3) === 0 ? "#sea #boats #follow4follow\nhttps://boats.example/offer\n" : ""}`;
  }
  // Beside packed files, which hold nobody knows how much, workers start as soon as enough was read.
  for (let i = 0; i < count; i += 20) files[`corpus/${i}.txt.gz`] = "no archive";
  files["corpus/lines.jsonl"] = Array.from({ length: 3000 }, (_, i) => (next(50) === 0 ? "{broken" : JSON.stringify({ text: `${i} ${SENTENCES[next(5)]}` }))).join("\n");
  return files;
}

/** Output, ledger, counts and notices, without times. */
function outcome(folder: string, jobs: number, ...flags: string[]): string[] {
  const { code, stderr } = seedclean(folder, ["corpus", ...flags, "--jobs", `${jobs}`, "--verbose", "-o", "out.jsonl", "--removed", "removed.jsonl", "--json-summary", "summary.json"]);
  const summary = readFileSync(join(folder, "summary.json"), "utf8").replace(/"elapsedMs": \d+/, "");
  const notices = stderr.split("\n").filter((line) => line.startsWith("seedclean: corpus/"));
  return [`${code}`, readFileSync(join(folder, "out.jsonl"), "utf8"), readFileSync(join(folder, "removed.jsonl"), "utf8"), summary, notices.join("\n")];
}

describe("--jobs", () => {
  test("1, 2 and 4, and a run that may be resumed, give the same output, ledger, counts and notices", { timeout: 300_000 }, () => {
    fc.assert(fc.property(fc.nat(), fc.constantFrom(800, 1000), (seed, count) => {
      const folder = folderWith(corpus(seed, count));
      const one = outcome(folder, 1);
      expect(one[1]!.length).toBeGreaterThan(3e6);
      expect(one[4]!.split("\n").length).toBeGreaterThan(50);
      for (const [jobs, flags] of [[2, []], [4, []], [2, ["--resume"]]] as const) {
        outcome(folder, jobs, ...flags).forEach((bytes, i) => expect(bytes === one[i], `${jobs} jobs ${flags.join(" ")}, part ${i}`).toBe(true));
      }
    }), { numRuns: 2 });
  });

  test.each([["0"], ["2.5"], ["many"], ["1000"]])("%s is refused", (jobs) => {
    const { stderr, code } = seedclean(folderWith({ "a.txt": "x" }), ["a.txt", "--jobs", jobs]);
    expect({ stderr, code }).toEqual({ stderr: `seedclean: option '-j, --jobs <n>' argument '${jobs}' is invalid. Give a whole number from 1 to 64; see seedclean --help\n`, code: 2 });
  });

  test("SIGINT is heard in the middle of one long text", async () => {
    const folder = folderWith({});
    writeFileSync(join(folder, "big.txt"), Array.from({ length: 200_000 }, (_, i) => `${i} ${SENTENCES[i % 5]}\n`).join("\n"));
    const { code, stderr } = await shell(folder, "$SEEDCLEAN big.txt -q --jobs 2 -o clean.jsonl & pid=$!; until ls clean.jsonl* >/dev/null 2>&1; do sleep 0.05; done; sleep 0.5; kill -INT $pid; wait $pid");
    expect({ code, stderr }).toEqual({ code: 130, stderr: "seedclean: stopped by SIGINT; nothing was left half written\n" });
  });
});
