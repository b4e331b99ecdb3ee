import type { Spec } from "vega";
import { grouped, percent } from "../html/numbers.ts";
import { rankedCounts } from "../html/totals.ts";
import type { ReportData } from "../report-data.ts";
import { type Bar, barChart } from "./bar-chart.ts";
import { coverageChart } from "./coverage-chart.ts";

/** A drawing with what stands above it, and what it says in words. */
export interface Chart {
  readonly caption: string;
  readonly description: string;
  readonly svg: string;
}

/** Bars of a chart; the tables of the page have more. */
const MAX_BARS = 10;

/** Draws the charts of a report; undefined where the charting library is not installed (npm install --omit=optional). */
export async function drawCharts(data: ReportData): Promise<readonly Chart[] | undefined> {
  const vega = await import("vega").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  });
  if (vega === undefined) return undefined;
  const charts: Chart[] = [];
  for (const { caption, description, spec } of plansOf(data)) {
    const view = new vega.View(vega.parse(spec), { renderer: "none" });
    charts.push({ caption, description, svg: await view.toSVG() });
    view.finalize();
  }
  return charts;
}

interface Plan {
  readonly caption: string;
  readonly description: string;
  readonly spec: Spec;
}

function plansOf(data: ReportData): readonly Plan[] {
  const { removed, totals, languages, encodings, coverage, threshold } = data;
  const byReason = Object.entries(removed).map(([reason, { characters }]) => [reason, characters] as const).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const reasons = byReason.map(([name, value]) => ({ name, value, label: percent(value, totals.characters) }));
  const near = coverage.reduce((sum, count) => sum + count, 0);
  return [
    ...bars("Characters removed, by reason", reasons),
    ...(near === 0 ? [] : [{ caption: "Near duplicates by coverage", description: coverageText(coverage, threshold), spec: coverageChart(coverage, threshold) }]),
    ...bars("Documents by language", ofDocuments(languages)),
    ...bars("Documents by encoding", ofDocuments(encodings)),
  ];
}

function ofDocuments(counts: Readonly<Record<string, number>>): readonly Bar[] {
  return rankedCounts(counts).map(([name, value]) => ({ name, value, label: grouped(value) }));
}

function bars(caption: string, all: readonly Bar[]): readonly Plan[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MAX_BARS);
  const left = all.length > shown.length ? ` and ${all.length - shown.length} more` : "";
  return [{ caption, description: `Bars: ${shown.map(({ name, label }) => `${name} ${label}`).join(", ")}${left}`, spec: barChart(shown) }];
}

/** The distribution in words, for those who do not see it: steps of a twentieth. */
function coverageText(coverage: Readonly<Uint32Array>, threshold: number): string {
  const size = coverage.length / 20;
  const steps = Array.from({ length: 20 }, (_, step) => ({ from: step / 20, count: coverage.slice(step * size, (step + 1) * size).reduce((sum, count) => sum + count, 0) }));
  const counts = steps.filter(({ count }) => count > 0).map(({ from, count }) => `${grouped(count)} from ${from.toFixed(2)} to ${(from + 0.05).toFixed(2)}`);
  return `Near duplicates by coverage: ${counts.join(", ")}. The threshold is ${threshold}.`;
}
