import fc from "fast-check";
import { expect, test } from "vitest";
import { boost } from "../../../src/models/make/tails-gradient-trees.ts";
import { Random } from "../../../src/models/make/tails-random.ts";
import { scoreRow, scoreRows, type TreesFile, unpackTrees } from "../../../src/stages/tails/trees.ts";

const FILE: TreesFile = {
  bias: 10,
  columns: ["a", "b"],
  trees: [
    { nodes: [[0, 5, 1, -1], [1, 0, -2, -3]], leaves: [100, 200, 300] },
    { nodes: [], leaves: [7] },
    { nodes: [[1, 3, -1, -2]], leaves: [1000, 2000] },
  ],
};

test.each([[[6, 9], 10 + 100 + 7 + 2000], [[5, 0], 10 + 200 + 7 + 1000], [[0, 1], 10 + 300 + 7 + 1000]])("%j scores %i", (row, score) => {
  expect(scoreRow(unpackTrees(FILE), Int16Array.from(row), 0)).toBe(score);
});

/** The obvious way: each tree by recursion. */
function slowScore(file: TreesFile, row: readonly number[]): number {
  return file.bias + file.trees.reduce((sum, { nodes, leaves }) => {
    const value = (place: number): number => {
      if (place < 0) return leaves[-1 - place]!;
      const [column, limit, low, high] = nodes[place]!;
      return value(row[column]! <= limit ? low : high);
    };
    return sum + value(nodes.length > 0 ? 0 : -1);
  }, 0);
}

test("boosted trees score as their slow twin does, and the same each time", () => {
  const random = new Random(5);
  const count = 400;
  const values = Int16Array.from({ length: count * 2 }, () => random.between(-50, 50));
  const labels = Uint8Array.from({ length: count }, (_, row) => (values[row * 2]! > 0 && values[row * 2 + 1]! < 20 ? 1 : 0));
  const rows = { columns: ["a", "b"], values, count, labels, weights: new Float32Array(count).fill(1) };
  const fit = (): TreesFile => {
    const own = new Random(3);
    return boost(rows, { trees: 10, leaves: 6, rate: 0.3, minLeafWeight: 0.5, ridge: 1, columnShare: 1, rowShare: 1, maxStep: 4, random: () => own.next() });
  };
  const file = fit();
  expect(fit()).toEqual(file);
  const scores = scoreRows(unpackTrees(file), values, 2);
  const answers = Uint8Array.from(scores, (score) => (score > 0 ? 1 : 0));
  const right = labels.filter((label, row) => label === answers[row]).length;
  expect(right / count).toBeGreaterThan(0.97);
  fc.assert(fc.property(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }), (a, b) => {
    expect(scoreRow(unpackTrees(file), Int16Array.of(a, b), 0)).toBe(slowScore(file, [a, b]));
  }));
});
