import type { Spec } from "vega";
import { printable } from "../../printable.ts";
import { excerptOf } from "../excerpt.ts";
import { BAR, INK, LINE } from "./colours.ts";

const WIDTH = 420;
const ROW_HEIGHT = 24;
const MAX_LABEL_CHARACTERS = 28;

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What stands behind the bar. */
  readonly label: string;
}

/** Lying bars, in the order given, each with its number behind it. */
export function barChart(bars: readonly Bar[]): Spec {
  const rows = bars.map(({ name, value, label }, at) => ({ at, name: labelOf(name), value, label }));
  return {
    width: WIDTH,
    height: bars.length * ROW_HEIGHT,
    padding: 4,
    data: [{ name: "bars", values: rows }],
    scales: [
      { name: "row", type: "band", domain: rows.map(({ at }) => at), range: "height", padding: 0.25 },
      // Room for the number behind the longest bar.
      { name: "length", type: "linear", domain: [0, Math.max(1, ...rows.map(({ value }) => value))], range: [0, WIDTH * 0.72] },
    ],
    marks: [
      {
        type: "rect",
        from: { data: "bars" },
        encode: { enter: { x: { value: 0 }, x2: { scale: "length", field: "value" }, y: { scale: "row", field: "at" }, height: { scale: "row", band: 1 }, fill: { value: BAR } } },
      },
      {
        type: "text",
        from: { data: "bars" },
        encode: { enter: { x: { scale: "length", field: "value", offset: 6 }, y: { scale: "row", field: "at", band: 0.5 }, baseline: { value: "middle" }, fontSize: { value: 12 }, text: { field: "label" }, fill: { value: INK } } },
      },
      {
        type: "text",
        from: { data: "bars" },
        encode: { enter: { x: { value: -6 }, y: { scale: "row", field: "at", band: 0.5 }, align: { value: "right" }, baseline: { value: "middle" }, fontSize: { value: 12 }, text: { field: "name" }, fill: { value: INK } } },
      },
      { type: "rule", encode: { enter: { x: { value: 0 }, y: { value: 0 }, y2: { signal: "height" }, stroke: { value: LINE } } } },
    ],
  };
}

function labelOf(name: string): string {
  const { text, characters } = excerptOf(printable(name), MAX_LABEL_CHARACTERS);
  return characters > MAX_LABEL_CHARACTERS ? `${text}…` : text;
}
