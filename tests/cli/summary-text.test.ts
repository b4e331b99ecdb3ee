import { expect, test } from "vitest";
import { summaryText } from "../../src/cli/summary-text.ts";
import { emptySummary } from "../../src/report/summary.ts";

test("large counts stand in columns too", () => {
  const removed = { "duplicate.exact": { paragraphs: 1_638_484, characters: 108_013_708 }, "tail.plea": { paragraphs: 1, characters: 55 } };
  const lines = summaryText({ ...emptySummary(), removed }).split("\n").slice(1, 3);
  expect(lines).toEqual([
    "  duplicate.exact      1,638,484 paragraphs 108,013,708 characters",
    "  tail.plea                     1 paragraph          55 characters",
  ]);
});
