/**
 * Small decision trees over whole numbers, summed: a score in thousandths of log odds. The nodes of all trees lie in flat
 * arrays, made once from the readable file (src/models/tails-trees.json).
 */
export interface TreesFile {
  /** Log odds × 1000 before any tree. */
  readonly bias: number;
  /** Names of the columns of a row, in order. */
  readonly columns: readonly string[];
  /** A tree: its inner nodes as [column, limit, low, high], the root first. low and high: a node's place, or −1 − a leaf's place. */
  readonly trees: readonly { readonly nodes: readonly (readonly [number, number, number, number])[]; readonly leaves: readonly number[] }[];
}

export interface Trees {
  readonly bias: number;
  readonly width: number;
  /** Place of each tree's root in the arrays; a tree of one leaf has no place here and counts into the bias. */
  readonly roots: Int32Array;
  readonly column: Int16Array;
  readonly limit: Int32Array;
  /** Next node; a negative number n stands for leaf −1 − n. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly leaf: Int32Array;
}

export function unpackTrees(file: TreesFile): Trees {
  const nodes = file.trees.reduce((sum, tree) => sum + tree.nodes.length, 0);
  const trees: Trees = {
    bias: file.bias,
    width: file.columns.length,
    roots: new Int32Array(file.trees.length),
    column: new Int16Array(nodes),
    limit: new Int32Array(nodes),
    low: new Int32Array(nodes),
    high: new Int32Array(nodes),
    leaf: Int32Array.from(file.trees.flatMap((tree) => tree.leaves)),
  };
  let node = 0;
  let leaf = 0;
  file.trees.forEach((tree, t) => {
    const firstNode = node;
    const firstLeaf = leaf;
    const place = (next: number): number => (next >= 0 ? firstNode + next : next - firstLeaf);
    trees.roots[t] = tree.nodes.length > 0 ? firstNode : -1 - firstLeaf;
    for (const [column, limit, low, high] of tree.nodes) {
      trees.column[node] = column;
      trees.limit[node] = limit;
      trees.low[node] = place(low);
      trees.high[node] = place(high);
      node++;
    }
    leaf += tree.leaves.length;
  });
  return trees;
}

/** Log odds × 1000 of the row that begins at `row`: low where a value is at most the limit. */
export function scoreRow(trees: Trees, rows: Int16Array, row: number): number {
  const { roots, column, limit, low, high, leaf } = trees;
  let score = trees.bias;
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t]!;
    while (node >= 0) node = rows[row + column[node]!]! <= limit[node]! ? low[node]! : high[node]!;
    score += leaf[-1 - node]!;
  }
  return score;
}

/** Scores of all rows. */
export function scoreRows(trees: Trees, rows: Int16Array, width: number): Int32Array {
  const scores = new Int32Array(rows.length / width);
  for (let row = 0; row < scores.length; row++) scores[row] = scoreRow(trees, rows, row * width);
  return scores;
}
