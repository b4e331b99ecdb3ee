import { describe, expect, test } from "vitest";
import { findRepeatedBlocks } from "../../../src/stages/duplicates/repeated-blocks.ts";
import { passagesOf } from "./texts.ts";

/** "3=1" for each line that repeats an earlier one as part of a block, from 1. */
function repeatsOf(lines: readonly string[]): string[] {
  const passages = passagesOf(lines.join("\n\n"));
  const repeats = findRepeatedBlocks(passages, (i) => lines[i]!, 120);
  return [...repeats].flatMap((root, i) => (root >= 0 ? [`${i + 1}=${root + 1}`] : []));
}

const CARD = ["Harbour office", "Open from Monday to Friday", "Ring twice"];

describe("repeated blocks", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["nothing", [], []],
    ["a block twice", [...CARD, "Something else", ...CARD], ["5=1", "6=2", "7=3"]],
    ["three times: all repeat the first", [...CARD, ...CARD, ...CARD], ["4=1", "5=2", "6=3", "7=1", "8=2", "9=3"]],
    ["a single line is no block", ["Open from Monday to Friday, ring", "x", "Open from Monday to Friday, ring"], []],
    ["a block that is shorter than evidence", ["One", "Two", "x", "One", "Two"], []],
    ["another order is no block", [...CARD, "x", CARD[2]!, CARD[1]!, CARD[0]!], []],
    ["a block may not overlap its own copy", ["Round and round it goes on", "Round and round it goes on", "Round and round it goes on", "Round and round it goes on"], ["3=1", "4=2"]],
    ["other numbers are other lines", ["Pier 1, open all day long", "Ring twice for the keeper", "x", "Pier 2, open all day long", "Ring twice for the keeper"], []],
    ["lines without letters are compared as they stand", [...CARD, "* * *", "x", ...CARD, "* * *", "-----"], ["6=1", "7=2", "8=3", "9=4"]],
    ["of two earlier places the longer one", [CARD[0]!, "x", ...CARD, "y", ...CARD], ["7=3", "8=4", "9=5"]],
  ])("%s", (_, lines, expected) => {
    expect(repeatsOf(lines)).toEqual(expected);
  });
});
