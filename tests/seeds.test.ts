/** The five real documents that the mission came from, against their hand-made labels (GOLD.json beside them). */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { SHARED } from "./shared.ts";
import { parseLines, readLines, seedclean } from "./program.ts";

interface Gold {
  readonly encoding: string;
  readonly language: string;
  readonly exactDuplicates: readonly number[];
  readonly shortExactDuplicatesThatMayStay?: readonly number[];
  readonly nearDuplicates: readonly { readonly lines: readonly [number, number]; readonly kind: string }[];
  readonly looseQuotesEitherWay?: readonly { readonly lines: readonly [number, number] }[];
  readonly engagementOrCaption?: readonly number[];
  readonly insideBody?: { readonly lines: readonly number[] };
  readonly tail: { readonly from: number; readonly to: number } | null;
}

const folder = SHARED === undefined ? undefined : join(SHARED, "seeds");
const documents: Readonly<Record<string, Gold>> = folder === undefined ? {} : JSON.parse(readFileSync(join(folder, "GOLD.json"), "utf8")).documents;
const names = Object.keys(documents);

const output = new Map<string, Record<string, unknown>>();
/** Removed lines by document. */
const removed = new Map<string, Set<number>>();

const linesOf = (name: string): readonly string[] => readFileSync(join(folder!, name), "utf8").split("\n");
const isVisible = (name: string, line: number): boolean => (linesOf(name)[line - 1] ?? "").trim() !== "";
const isRemoved = (name: string, line: number): boolean => removed.get(name)?.has(line) === true;
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe.skipIf(folder === undefined)("real documents", () => {
  beforeAll(() => {
    const temporary = mkdtempSync(join(tmpdir(), "seedclean-seeds-"));
    const { stdout, code } = seedclean(temporary, [folder!, "--include", "*.txt", "--removed", "removed.jsonl", "--quiet"]);
    expect(code).toBe(0);
    for (const line of parseLines(stdout)) output.set(String(line["id"]), line);
    for (const { id, reason, line, text } of readLines(join(temporary, "removed.jsonl"))) {
      if (reason === "layout") continue;
      const lines = removed.get(String(id)) ?? new Set<number>();
      for (const number of range(Number(line), Number(line) + String(text).split("\n").length - 1)) lines.add(number);
      removed.set(String(id), lines);
    }
    rmSync(temporary, { recursive: true });
  });

  test.each(names)("%s: language and encoding", (name) => {
    const { language, encoding } = output.get(name)!;
    expect({ language, encoding }).toEqual({ language: documents[name]!.language, encoding: documents[name]!.encoding });
  });

  test.each(names)("%s: exact duplicates go", (name) => {
    const { exactDuplicates, shortExactDuplicatesThatMayStay: mayStay = [] } = documents[name]!;
    expect(exactDuplicates.filter((line) => !mayStay.includes(line) && !isRemoved(name, line))).toEqual([]);
  });

  test.each(names)("%s: near-duplicate pairs lose one side, the less full one", (name) => {
    const length = (line: number): number => (linesOf(name)[line - 1] ?? "").length;
    const { nearDuplicates, tail } = documents[name]!;
    for (const { lines: [a, b], kind } of nearDuplicates) {
      const inTail = tail !== null && b >= tail.from;
      const shorter = inTail || length(a) > length(b) ? b : a;
      expect([a, b].filter((line) => isRemoved(name, line)), `${a}, ${b}: ${kind}`).toEqual([shorter]);
    }
  });

  test.each(names)("%s: the tail goes", (name) => {
    const { tail } = documents[name]!;
    if (tail === null) return;
    // The two lines of hashtags at the head of this tail may go either way.
    const from = tail.to - tail.from > 40 ? tail.from + 3 : tail.from;
    expect(range(from, tail.to).filter((line) => isVisible(name, line) && !isRemoved(name, line))).toEqual([]);
  });

  test.each(names)("%s: the body stays, word for word", (name) => {
    const gold = documents[name]!;
    const mayGo = new Set([
      ...gold.exactDuplicates,
      ...gold.nearDuplicates.flatMap(({ lines }) => lines),
      ...(gold.looseQuotesEitherWay ?? []).flatMap(({ lines }) => lines),
      ...(gold.engagementOrCaption ?? []),
      ...(gold.insideBody?.lines ?? []),
      ...(gold.tail === null ? [] : range(gold.tail.from, gold.tail.to)),
    ]);
    const lost = [...(removed.get(name) ?? [])].filter((line) => isVisible(name, line) && !mayGo.has(line));
    expect(lost).toEqual([]);
    const text = String(output.get(name)!["text"]);
    for (const [index, line] of linesOf(name).entries()) if (!mayGo.has(index + 1)) expect(text).toContain(line);
  });
});
