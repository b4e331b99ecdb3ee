import type { Spec } from "vega";
import { COVERAGE_BINS } from "../report-data.ts";
import { BAR, INK, LINE, MARK } from "./colours.ts";

const WIDTH = 420;
const HEIGHT = 180;
/** Shares below the threshold that are shown, so that it does not stand on the edge. */
const MARGIN = 0.05;

/** Near duplicates by coverage, a bar for each hundredth, with the threshold marked. */
export function coverageChart(coverage: Readonly<Uint32Array>, threshold: number): Spec {
  const lowest = coverage.findIndex((count) => count > 0);
  const first = Math.max(0, Math.floor(Math.min(threshold - MARGIN, lowest < 0 ? 1 : lowest / COVERAGE_BINS) * COVERAGE_BINS + 1e-9));
  const bins = Array.from(coverage.slice(first), (count, at) => ({ from: (first + at) / COVERAGE_BINS, to: (first + at + 1) / COVERAGE_BINS, count }));
  return {
    width: WIDTH,
    height: HEIGHT,
    padding: 4,
    data: [{ name: "bins", values: bins }],
    scales: [
      { name: "share", type: "linear", domain: [first / COVERAGE_BINS, 1], range: "width", zero: false },
      { name: "count", type: "linear", domain: [0, Math.max(1, ...coverage)], range: "height", nice: true },
    ],
    axes: [
      { orient: "bottom", scale: "share", title: "coverage", format: ".2~f", tickCount: 8, labelColor: INK, titleColor: INK, domainColor: LINE, tickColor: LINE },
      { orient: "left", scale: "count", title: "near duplicates", tickMinStep: 1, format: ",d", tickCount: 5, labelColor: INK, titleColor: INK, domainColor: LINE, tickColor: LINE },
    ],
    marks: [
      {
        type: "rect",
        from: { data: "bins" },
        encode: { enter: { x: { scale: "share", field: "from", offset: 0.5 }, x2: { scale: "share", field: "to", offset: -0.5 }, y: { scale: "count", field: "count" }, y2: { scale: "count", value: 0 }, fill: { value: BAR } } },
      },
      { type: "rule", encode: { enter: { x: { scale: "share", value: threshold }, y: { value: -16 }, y2: { value: HEIGHT }, stroke: { value: MARK }, strokeWidth: { value: 2 }, strokeDash: { value: [5, 3] } } } },
      { type: "text", encode: { enter: { x: { scale: "share", value: threshold, offset: 4 }, y: { value: -10 }, text: { value: `threshold ${threshold}` }, fontSize: { value: 12 }, fill: { value: INK } } } },
    ],
  };
}
