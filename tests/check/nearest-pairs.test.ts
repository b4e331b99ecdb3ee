import { expect, test } from "vitest";
import { NearestPairs } from "../../src/check/nearest-pairs.ts";

const nearest = (most: number, coverages: readonly number[], threshold = 0.85): number[] => {
  const pairs = new NearestPairs(most);
  for (const coverage of coverages) pairs.add(coverage, coverage >= threshold, () => ({ path: "a.txt", coverage, coveredBy: [], message: "", excerpt: "" }));
  return pairs.all().map(({ coverage }) => coverage);
};

test("the nearest on both sides, by falling coverage, whatever order they came in", () => {
  const coverages = [0.5, 0.99, 0.86, 0.84, 0.7, 0.9, 0.6];
  for (const order of [coverages, coverages.toReversed(), coverages.toSorted((a, b) => a - b)]) expect(nearest(2, order)).toEqual([0.9, 0.86, 0.84, 0.7]);
});

test("none if none are asked for, and fewer if there are fewer", () => {
  expect(nearest(0, [0.9, 0.8])).toEqual([]);
  expect(nearest(5, [0.9])).toEqual([0.9]);
});

test("of equal ones the first, and only what is kept is made", () => {
  const made: string[] = [];
  const pairs = new NearestPairs(1);
  for (const path of ["a.txt", "b.txt", "c.txt"]) pairs.add(0.8, false, () => (made.push(path), { path, coverage: 0.8, coveredBy: [], message: "", excerpt: "" }));
  expect(pairs.all().map(({ path }) => path)).toEqual(["a.txt"]);
  expect(made).toEqual(["a.txt"]);
});
