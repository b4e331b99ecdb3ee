import { describe, expect, test } from "vitest";
import { documentWith, passagesOf, seeded } from "./texts.ts";

/** "1" for each paragraph that is long enough to be evidence. */
const evidence = (...paragraphs: readonly string[]): string => [...passagesOf(paragraphs.join("\n\n")).evidence].join("");
const wholeHash = (text: string): string => [...passagesOf(text).wholeHash].join(" ");

describe("passages", () => {
  test.each<[string, string, "0" | "1"]>([
    ["39 letters", "abcdefghij ".repeat(3) + "abcdefghi", "0"],
    ["40 letters", "abcdefghij ".repeat(4), "1"],
    ["14 CJK characters", "灯台守の日誌本日晴天波高し風", "0"],
    ["15 CJK characters", "灯台守の日誌本日晴天波高し風強", "1"],
    ["marks do not count", "* - ".repeat(40), "0"],
    ["an address says little", "See https://www.harbour-office.example/letters/of/the/lamp-keeper", "0"],
    ["text round an address counts", "All the letters of the lamp keeper are to be found at https://harbour.example/letters", "1"],
    ["two addresses", "https://one.example/lists/of/ships https://two.example/lists/of/ships/and/boats", "0"],
  ])("evidence: %s", (_, text, expected) => {
    expect(evidence(text)).toBe(expected);
  });

  test("addresses of one paragraph do not weigh on the next", () => {
    const prose = "The keeper of the lamp writes down what the sea has brought in.";
    expect(evidence(prose, "https://harbour.example/letters/of/the/keeper/of/the/lamp", prose, "http://a.example", prose)).toBe("10101");
  });

  test("nor do those of a tail before it", () => {
    const prose = "The keeper of the lamp writes down what the sea has brought in.";
    const document = documentWith("a", `https://harbour.example/letters/of/the/keeper\n\n${prose}`);
    const tails = [{ first: 0, last: 1, reason: "tail.links", score: 1 }] as const;
    expect([...seeded({ ...document, tails }).passages.evidence]).toEqual([1]);
  });

  test("the hash sees letters and numbers alone", () => {
    expect(wholeHash("The lamp, lit at 7.30!")).toBe(wholeHash("the LAMP lit at 7.30"));
    expect(wholeHash("the lamp lit at 7.30")).not.toBe(wholeHash("the lamp lit at 73.0"));
    expect(wholeHash("the lamp lit at 73")).not.toBe(wholeHash("the lamp lit at 37"));
  });

  test("each has the seeds of its own text, wherever it stands", () => {
    const prose = "The keeper of the lamp writes down what the sea has brought in.";
    const { seedStart, seeds } = passagesOf(`short\n\n${prose}\n\nanother short one\n\n${prose}`);
    const own = (i: number): number[] => [...seeds.subarray(seedStart[i]! * 2, seedStart[i + 1]! * 2)];
    expect(own(1).length).toBeGreaterThan(0);
    expect([own(0), own(2), own(3)]).toEqual([[], [], own(1)]);
  });

  test("of a document longer than any buffer too", () => {
    const paragraphs = Array.from({ length: 3000 }, (_, i) => `The keeper of lamp ${i} writes: ${"wave and wind ".repeat(i % 40)}${i % 7 === 0 ? "灯台守の日誌".repeat(20) : ""}`);
    paragraphs[1500] = "one long line ".repeat(9000);
    const all = passagesOf(paragraphs.join("\n\n"));
    const slices = (array: Uint16Array | Uint32Array | Uint8Array, bounds: Uint32Array, i: number, step: number): number[] => [...array.subarray(bounds[i]! * step, bounds[i + 1]! * step)];
    const ofOne = (passages: typeof all, i: number): unknown => [
      slices(passages.normal, passages.normalStart, i, 1), slices(passages.seeds, passages.seedStart, i, 2), slices(passages.sparse, passages.seedStart, i, 1),
      passages.evidence[i], passages.numbers[i], passages.wholeHash[i * 2], passages.wholeHash[i * 2 + 1],
    ];
    const places = all.count > 3000 ? [0, 1, 700, 1499] : [0, 1, 700, 1499, 1500, 1501, 2999];
    expect(paragraphs.join("").length).toBeGreaterThan(2 ** 18);
    for (const i of places) expect(ofOne(all, i), String(i)).toEqual(ofOne(passagesOf(paragraphs[i]!), 0));
    expect(passagesOf("The keeper of the lamp writes it down.").count).toBe(1);
  });

  test("there are none where nothing is compared", () => {
    expect(passagesOf("The keeper of the lamp", { duplicates: { passages: false, documents: false } }).count).toBe(0);
  });
});
