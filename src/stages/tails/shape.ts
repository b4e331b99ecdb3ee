import type { Paragraphs } from "../../document.ts";
import { CLOSE, END, KIND_OF, KINDS, SLASH, SPACE, WEIGHT_OF_KIND } from "./character-kinds.ts";

/**
 * The shape of every paragraph ("line" in this stage) in one pass over the text: what its characters are, how long it is,
 * how it ends. In: text and paragraphs. Out: typed arrays, about 90 bytes a line.
 */
export interface Shapes {
  readonly count: number;
  /** KINDS counts a line. */
  readonly kinds: Uint32Array;
  /** Length in half-letters, without spaces. */
  readonly weight: Uint32Array;
  /** Sentence ends inside and at the end. */
  readonly sentences: Uint16Array;
  /** 1 where an end mark stands inside a word, or a slash: without either there is no address. */
  readonly mayHoldAddress: Uint8Array;
  readonly ending: Uint8Array;
  /** First and last unit that is not white space. */
  readonly first: Uint16Array;
  readonly last: Uint16Array;
}

/** How a line ends. */
export const OPEN_END = 0;
export const FINISHED = 1;
export const ELLIPSIS = 2;

const FULL_STOP = 0x2e;
const ELLIPSIS_UNIT = 0x2026;
/** Marks above this unit are full-width or of a script that writes no space behind them. */
const LAST_SPACED_MARK = 0x2fff;

export function measureShapes(text: string, paragraphs: Paragraphs): Shapes {
  const { count, starts, ends } = paragraphs;
  const shapes: Shapes = {
    count,
    kinds: new Uint32Array(count * KINDS),
    weight: new Uint32Array(count),
    sentences: new Uint16Array(count),
    mayHoldAddress: new Uint8Array(count),
    ending: new Uint8Array(count),
    first: new Uint16Array(count),
    last: new Uint16Array(count),
  };
  for (let line = 0; line < count; line++) measureLine(text, starts[line]!, ends[line]!, line, shapes);
  return shapes;
}

function measureLine(text: string, start: number, end: number, line: number, shapes: Shapes): void {
  const { kinds } = shapes;
  const base = line * KINDS;
  let sentences = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const kind = KIND_OF[unit]!;
    const at = base + kind;
    kinds[at] = kinds[at]! + 1;
    if (kind === END && endsSentence(text, i, end, unit)) sentences++;
  }
  shapes.mayHoldAddress[line] = kinds[base + SLASH]! > 0 || kinds[base + END]! > sentences ? 1 : 0;
  let weight = 0;
  for (let kind = SPACE + 1; kind < KINDS; kind++) weight += kinds[base + kind]! * WEIGHT_OF_KIND[kind]!;
  shapes.weight[line] = weight;
  shapes.sentences[line] = Math.min(sentences, 65_535);
  const first = firstInk(text, start, end);
  const last = lastInk(text, start, end);
  shapes.first[line] = text.charCodeAt(first);
  shapes.last[line] = text.charCodeAt(last);
  shapes.ending[line] = endingOf(text, start, last);
}

/** Whether the mark at `i` closes a sentence: a space, a closing mark or the end stands behind it, or it needs none. */
function endsSentence(text: string, i: number, end: number, unit: number): boolean {
  if (unit > LAST_SPACED_MARK || i + 1 >= end) return true;
  const next = KIND_OF[text.charCodeAt(i + 1)]!;
  return next === SPACE || next === CLOSE;
}

function firstInk(text: string, start: number, end: number): number {
  let i = start;
  while (i < end - 1 && KIND_OF[text.charCodeAt(i)] === SPACE) i++;
  return i;
}

function lastInk(text: string, start: number, end: number): number {
  let i = end - 1;
  while (i > start && KIND_OF[text.charCodeAt(i)] === SPACE) i--;
  return i;
}

/** FINISHED with a sentence end, also inside closing quotes; ELLIPSIS for "…", "..." and more dots. */
function endingOf(text: string, start: number, last: number): number {
  let i = last;
  while (i > start && KIND_OF[text.charCodeAt(i)] === CLOSE) i--;
  const unit = text.charCodeAt(i);
  if (KIND_OF[unit] !== END) return OPEN_END;
  const dots = unit === ELLIPSIS_UNIT || (unit === FULL_STOP && i > start && text.charCodeAt(i - 1) === FULL_STOP);
  return dots ? ELLIPSIS : FINISHED;
}
