import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodePointOffsets } from "../../src/code-points.ts";
import { BoundedTop } from "../../src/report/bounded-top.ts";
import { excerptOf } from "../../src/report/excerpt.ts";
import { gatherReport } from "../../src/report/gather.ts";
import { markDifferences } from "../../src/report/html/differences.ts";
import { escapeHtml } from "../../src/report/html/escape.ts";
import type { ReportData } from "../../src/report/report-data.ts";
import { folderWith, seedclean } from "../program.ts";

const LAMP = "The lamp of the harbour was lit at dusk, and a boy rowed out with oil for it whatever the weather.";
const ROPE = "Rope was made in the long shed behind the church, where forty women walked backwards all day.";
const TAIL = "Related posts:\nhttp://ads.example/cheap-watches\nhttp://ads.example/phones\n#rope #lamp #follow\nClick here to subscribe to our newsletter";
const gather = (folder: string, more: object = {}): Promise<ReportData> =>
  gatherReport({ output: join(folder, "o.jsonl"), ledger: join(folder, "r.jsonl"), threshold: 0.85, signal: new AbortController().signal, ...more });

interface Reported {
  readonly data: ReportData;
  readonly summary: Readonly<Record<string, unknown>>;
}

/** Runs the program over these files, and gathers. */
async function reportOf(files: Readonly<Record<string, string>>, ...flags: string[]): Promise<Reported> {
  const folder = folderWith(Object.fromEntries(Object.entries(files).map(([name, text]) => [`in/${name}`, text])));
  expect(seedclean(folder, ["in", "-q", "-o", "o.jsonl", "--removed", "r.jsonl", "--json-summary", "s.json", ...flags]).stderr).toBe("");
  return { data: await gather(folder), summary: JSON.parse(readFileSync(join(folder, "s.json"), "utf8")) };
}

describe("output and ledger, side by side", () => {
  const FILES = {
    "a.txt": `${LAMP}\r\n\r\n😀 ${ROPE}\r\n\r\n${TAIL}\r\n`,
    "b.txt": `${LAMP}\n`,
    "c.txt": `${ROPE}\n\n${LAMP.replace("boy", "girl")}\n`,
    "d.txt": "水車小屋は川のほとりに立ち、村の人々は今でもそこで粉を挽いている。\n",
  };

  test.each([[[]], [["--keep-empty"]], [["--unit", "paragraph"]]])("totals are those of the run %j", async (flags) => {
    const { data, summary } = await reportOf(FILES, ...flags);
    const { totals, removed } = data;
    expect({ documents: totals.documents, characters: totals.characters, charactersRemoved: totals.charactersRemoved }).toEqual({
      documents: summary["documents"],
      characters: summary["characters"],
      charactersRemoved: summary["charactersRemoved"],
    });
    expect(Object.keys(removed).sort()).toEqual(Object.keys(Object(summary["removed"])).sort());
  });

  test("texts that cover, and what stands before a tail, are cut from the source", async () => {
    const { groups, tails, nearest } = (await reportOf(FILES)).data;
    const rope = groups.flatMap(({ copies }) => copies).find(({ removed }) => removed.text.includes("Rope"));
    const lamp = groups.find(({ cover, count }) => cover.id === "a.txt" && count === 2);
    expect(lamp?.copies.map(({ kept }) => kept?.text)).toEqual([LAMP, LAMP]);
    expect(rope?.kept?.text).toContain("Rope was made");
    expect(tails.map(({ beside }) => beside?.endsWith(ROPE))).toEqual([true]);
    expect(tails[0]?.removed.text.startsWith("Related posts:")).toBe(true);
    expect(nearest.every(({ score }, i) => i === 0 || score >= nearest[i - 1]!.score)).toBe(true);
  });

  test("what was cut above the first paragraph, and what stands behind that cut", async () => {
    const { heads, headCount, tailCount } = (await reportOf({ "a.txt": `Home | Log in\nShare this\nTweet\n\n😀 ${LAMP}\n\n${ROPE}\n` }, "--heads")).data;
    expect([headCount, tailCount]).toEqual([1, 0]);
    expect(heads[0]).toMatchObject({ id: "a.txt", line: 1, reasons: ["head.ui", "head.plea"], removed: { text: "Home | Log in\nShare this\nTweet" } });
    expect(heads[0]?.beside).toBe(`😀 ${LAMP}\n\n${ROPE}\n`);
  });

  test("files that do not belong together are refused", async () => {
    const layout = { id: "z", reason: "layout", characters: 500 };
    const folder = folderWith({ "o.jsonl": `${JSON.stringify({ id: "a", text: LAMP })}\n`, "r.jsonl": `${JSON.stringify(layout)}\n${JSON.stringify({ id: "z", line: 1, start: 0, end: 4, reason: "tail.ui", score: 1, text: "Like" })}\n` });
    await expect(gather(folder)).rejects.toThrow("z: is in the ledger, but what is left of it is not in the output");
  });
});

test("the largest of a stream", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: 1, max: 8 }), (values, limit) => {
      const top = new BoundedTop<number>(limit, (value) => value);
      for (const value of values) top.add(value);
      expect(top.sorted()).toEqual([...values].sort((a, b) => b - a).slice(0, limit));
    }),
  );
});

test.each([
  ["short", 10, { text: "short", characters: 5 }],
  ["😀😀😀", 2, { text: "😀😀", characters: 3 }],
  ["", 5, { text: "", characters: 0 }],
])("the begin of %j", (text, limit, excerpt) => {
  expect(excerptOf(text, limit)).toEqual(excerpt);
});

test("units of code points", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "語", "😀", "𠮷"), maxLength: 40 });
  fc.assert(
    fc.property(text, (content) => {
      const offsets = new CodePointOffsets(content);
      const characters = Array.from(content);
      for (let i = 0; i <= characters.length; i++) expect(offsets.unitAt(i)).toBe(characters.slice(0, i).join("").length);
    }),
  );
});

describe("HTML", () => {
  test.each([
    [`<a href="x" title='y'>&</a>`, "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;"],
    ["one\n\ttwo", "one\n\ttwo"],
    ["nul\0 and \u202e", "nul\\x00 and \\u202e"],
  ])("%j is escaped", (text, html) => {
    expect(escapeHtml(text)).toBe(html);
  });

  test.each([
    ["words", "a red boat", "a blue boat", "a <del>red</del> boat", "a <ins>blue</ins> boat"],
    ["CJK, character by character", "赤い船が来た", "青い船が来た", "<del>赤</del>い船が来た", "<ins>青</ins>い船が来た"],
    ["nothing", "the same", "the same", "the same", "the same"],
    ["marks are escaped too", "<b>", "<i>", "&lt;<del>b</del>&gt;", "&lt;<ins>i</ins>&gt;"],
  ])("differences: %s", (_, removed, kept, markedRemoved, markedKept) => {
    expect(markDifferences(removed, kept)).toEqual({ removed: markedRemoved, kept: markedKept });
  });
});
