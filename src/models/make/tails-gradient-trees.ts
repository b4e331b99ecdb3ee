import type { TreesFile } from "../../stages/tails/trees.ts";

/**
 * Gradient boosting of small trees on whole numbers, for log loss: histograms of at most 64 bins a column, the leaf with the
 * highest gain is split next. Deterministic: the same rows and settings give the same trees.
 */
export interface Rows {
  readonly columns: readonly string[];
  /** Row after row. */
  readonly values: Int16Array;
  readonly count: number;
  /** 1 or 0. */
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

export interface BoostSettings {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** Least sum of weights in a leaf. */
  readonly minLeafWeight: number;
  readonly ridge: number;
  /** Share of columns that a tree may use. */
  readonly columnShare: number;
  /** Share of rows that a tree is grown on: others each time. */
  readonly rowShare: number;
  /** Most that one tree adds to the log odds before `rate`. */
  readonly maxStep: number;
  readonly random: () => number;
}

const BINS = 64;
/** Leaves are stored in thousandths of log odds. */
const SCALE = 1000;

interface Binned {
  /** Column after column. */
  readonly bins: Uint8Array;
  /** Upper limits of the bins of each column. */
  readonly limits: readonly number[][];
}

function binColumns(rows: Rows): Binned {
  const width = rows.columns.length;
  const bins = new Uint8Array(width * rows.count);
  const limits: number[][] = [];
  for (let column = 0; column < width; column++) {
    const bounds = boundsOf(rows, column);
    limits.push(bounds);
    for (let row = 0; row < rows.count; row++) bins[column * rows.count + row] = binOf(bounds, rows.values[row * width + column]!);
  }
  return { bins, limits };
}

/** Values between which about equally many rows lie. */
function boundsOf(rows: Rows, column: number): number[] {
  const width = rows.columns.length;
  const sample = new Int16Array(Math.min(rows.count, 20_000));
  const step = rows.count / sample.length;
  for (let i = 0; i < sample.length; i++) sample[i] = rows.values[Math.floor(i * step) * width + column]!;
  sample.sort();
  const bounds = new Set<number>();
  for (let bin = 1; bin < BINS; bin++) bounds.add(sample[Math.floor((bin * sample.length) / BINS)]!);
  for (let i = 1; i < sample.length && bounds.size < BINS - 1; i += Math.max(1, Math.floor(sample.length / 4000))) {
    if (sample[i] !== sample[i - 1] && bounds.size < 24) bounds.add(sample[i - 1]!);
  }
  return [...bounds].sort((a, b) => a - b).slice(0, BINS - 1);
}

/** Bin b holds values above limit b − 1 and up to limit b. */
function binOf(bounds: readonly number[], value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= bounds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Leaf {
  readonly rows: Int32Array;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly gradient: number;
  readonly hessian: number;
  split: Split | undefined;
  /** Where the leaf hangs: node and side, or the root. */
  parent: number;
  side: 2 | 3;
}

interface Split {
  readonly gain: number;
  readonly column: number;
  readonly bin: number;
}

type Node = [number, number, number, number];

export function boost(rows: Rows, settings: BoostSettings): TreesFile {
  const binned = binColumns(rows);
  const bias = Math.round(SCALE * startOf(rows));
  const scores = new Float64Array(rows.count).fill(bias / SCALE);
  const trees: TreesFile["trees"][number][] = [];
  for (let t = 0; t < settings.trees; t++) trees.push(growTree(rows, binned, settings, scores));
  return { bias, columns: rows.columns, trees };
}

function startOf(rows: Rows): number {
  let positive = 1;
  let all = 2;
  for (let row = 0; row < rows.count; row++) {
    positive += rows.weights[row]! * rows.labels[row]!;
    all += rows.weights[row]!;
  }
  return Math.log(positive / (all - positive));
}

class TreeGrower {
  readonly nodes: Node[] = [];
  private readonly leaves: Leaf[] = [];
  private readonly rows: Rows;
  private readonly binned: Binned;
  private readonly settings: BoostSettings;
  private readonly columns: number[];
  private readonly gradient: Float64Array;
  private readonly hessian: Float64Array;

  constructor(rows: Rows, binned: Binned, settings: BoostSettings, scores: Float64Array) {
    this.rows = rows;
    this.binned = binned;
    this.settings = settings;
    this.columns = rows.columns.map((_, column) => column).filter(() => settings.random() < settings.columnShare);
    this.gradient = new Float64Array(rows.count);
    this.hessian = new Float64Array(rows.count);
    for (let row = 0; row < rows.count; row++) {
      const p = 1 / (1 + Math.exp(-scores[row]!));
      this.gradient[row] = rows.weights[row]! * (rows.labels[row]! - p);
      this.hessian[row] = rows.weights[row]! * p * (1 - p);
    }
  }

  grow(): { readonly nodes: Node[]; readonly leaves: readonly Leaf[] } {
    const { random, rowShare } = this.settings;
    this.addLeaf(Int32Array.from({ length: this.rows.count }, (_, row) => row).filter(() => random() < rowShare), -1, 2);
    while (this.leaves.length < this.settings.leaves) {
      const best = this.leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
      if (best.split === undefined) break;
      this.splitLeaf(best, best.split);
    }
    this.leaves.forEach((leaf, i) => {
      if (leaf.parent >= 0) this.nodes[leaf.parent]![leaf.side] = -1 - i;
    });
    return { nodes: this.nodes, leaves: this.leaves };
  }

  private splitLeaf(leaf: Leaf, split: Split): void {
    const node = this.nodes.push([split.column, this.binned.limits[split.column]![split.bin]!, 0, 0]) - 1;
    if (leaf.parent >= 0) this.nodes[leaf.parent]![leaf.side] = node;
    const base = split.column * this.rows.count;
    const isLow = (row: number): boolean => this.binned.bins[base + row]! <= split.bin;
    this.leaves.splice(this.leaves.indexOf(leaf), 1);
    const low = leaf.rows.filter(isLow);
    const high = leaf.rows.filter((row) => !isLow(row));
    const smaller = low.length < high.length ? low : high;
    const small = this.addLeaf(smaller, node, smaller === low ? 2 : 3);
    this.addLeaf(smaller === low ? high : low, node, smaller === low ? 3 : 2, { whole: leaf, part: small });
  }

  private addLeaf(rows: Int32Array, parent: number, side: 2 | 3, rest?: { readonly whole: Leaf; readonly part: Leaf }): Leaf {
    const gradients = new Float64Array(this.rows.columns.length * BINS);
    const hessians = new Float64Array(this.rows.columns.length * BINS);
    if (rest === undefined) this.fillHistograms(rows, gradients, hessians);
    else {
      for (let i = 0; i < gradients.length; i++) {
        gradients[i] = rest.whole.gradients[i]! - rest.part.gradients[i]!;
        hessians[i] = rest.whole.hessians[i]! - rest.part.hessians[i]!;
      }
    }
    let gradient = 0;
    let hessian = 0;
    for (const row of rows) {
      gradient += this.gradient[row]!;
      hessian += this.hessian[row]!;
    }
    const leaf: Leaf = { rows, gradients, hessians, gradient, hessian, split: undefined, parent, side };
    leaf.split = this.bestSplit(leaf);
    this.leaves.push(leaf);
    return leaf;
  }

  private fillHistograms(rows: Int32Array, gradients: Float64Array, hessians: Float64Array): void {
    const { bins } = this.binned;
    const { gradient, hessian } = this;
    for (const column of this.columns) {
      const base = column * this.rows.count;
      const out = column * BINS;
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        const at = out + bins[base + row]!;
        gradients[at] = gradients[at]! + gradient[row]!;
        hessians[at] = hessians[at]! + hessian[row]!;
      }
    }
  }

  private bestSplit(leaf: Leaf): Split | undefined {
    const { ridge, minLeafWeight } = this.settings;
    const own = (leaf.gradient * leaf.gradient) / (leaf.hessian + ridge);
    let best: Split | undefined;
    for (const column of this.columns) {
      let gradient = 0;
      let hessian = 0;
      const last = this.binned.limits[column]!.length;
      for (let bin = 0; bin < last; bin++) {
        gradient += leaf.gradients[column * BINS + bin]!;
        hessian += leaf.hessians[column * BINS + bin]!;
        const other = leaf.hessian - hessian;
        if (hessian < minLeafWeight) continue;
        if (other < minLeafWeight) break;
        const rest = leaf.gradient - gradient;
        const gain = (gradient * gradient) / (hessian + ridge) + (rest * rest) / (other + ridge) - own;
        if (gain > (best?.gain ?? 1e-6)) best = { gain, column, bin };
      }
    }
    return best;
  }
}

function growTree(rows: Rows, binned: Binned, settings: BoostSettings, scores: Float64Array): TreesFile["trees"][number] {
  const { nodes, leaves } = new TreeGrower(rows, binned, settings, scores).grow();
  const values = leaves.map((leaf) => {
    const step = leaf.gradient / (leaf.hessian + settings.ridge);
    return Math.round(SCALE * settings.rate * Math.max(-settings.maxStep, Math.min(settings.maxStep, step)));
  });
  const width = rows.columns.length;
  for (let row = 0; row < rows.count; row++) {
    let at = nodes.length === 0 ? -1 : 0;
    while (at >= 0) {
      const [column, limit, low, high] = nodes[at]!;
      at = rows.values[row * width + column]! <= limit ? low : high;
    }
    scores[row] = scores[row]! + values[-1 - at]! / SCALE;
  }
  return { nodes, leaves: values };
}
