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
  /** Place of each tree's root in `nodes`; of a tree of one leaf −1 − the leaf's place. */
  readonly roots: Int32Array;
  /** NODE numbers a node, so that a node lies in one line of the cache: column, limit, low, high (a node's place, or −1 − a leaf's). */
  readonly nodes: Int32Array;
  readonly leaf: Int32Array;
}

const NODE = 4;
const LIMIT = 1;
const LOW = 2;
const HIGH = 3;

export function unpackTrees(file: TreesFile): Trees {
  const count = file.trees.reduce((sum, tree) => sum + tree.nodes.length, 0);
  const trees: Trees = {
    bias: file.bias,
    width: file.columns.length,
    roots: new Int32Array(file.trees.length),
    nodes: new Int32Array(count * NODE),
    leaf: Int32Array.from(file.trees.flatMap((tree) => tree.leaves)),
  };
  let node = 0;
  let leaf = 0;
  file.trees.forEach((tree, t) => {
    const firstNode = node;
    const firstLeaf = leaf;
    const place = (next: number): number => (next >= 0 ? (firstNode + next) * NODE : next - firstLeaf);
    trees.roots[t] = tree.nodes.length > 0 ? firstNode * NODE : -1 - firstLeaf;
    for (const [column, limit, low, high] of tree.nodes) trees.nodes.set([column, limit, place(low), place(high)], NODE * node++);
    leaf += tree.leaves.length;
  });
  return trees;
}

/** Log odds × 1000 of the row that begins at `row`: low where a value is at most the limit. */
export function scoreRow(trees: Trees, rows: Int16Array, row: number): number {
  let score = trees.bias;
  for (let t = 0; t < trees.roots.length; t++) score += valueOf(trees, trees.roots[t]!, rows, row);
  return score;
}

/** Scores of all rows, tree by tree: a tree stays in the cache for all of them. */
export function scoreRows(trees: Trees, rows: Int16Array, width: number): Int32Array {
  const scores = new Int32Array(rows.length / width).fill(trees.bias);
  for (let t = 0; t < trees.roots.length; t++) {
    const root = trees.roots[t]!;
    for (let row = 0; row < scores.length; row++) scores[row]! += valueOf(trees, root, rows, row * width);
  }
  return scores;
}

function valueOf({ nodes, leaf }: Trees, root: number, rows: Int16Array, row: number): number {
  let node = root;
  while (node >= 0) node = nodes[node + (rows[row + nodes[node]!]! <= nodes[node + LIMIT]! ? LOW : HIGH)]!;
  return leaf[-1 - node]!;
}
