import type { Chart } from "../charts/charts.ts";
import { escapeHtml } from "./escape.ts";

/** Charts come as SVG that the charting library has made and escaped; a screen reader gets the words instead. */
export function chartsSection(charts: readonly Chart[] | undefined): string {
  if (charts === undefined) return '<p class="quiet">No charts: the optional package vega is not installed.</p>';
  const figures = charts.map(({ caption, description, svg }) => `<figure><figcaption>${escapeHtml(caption)}</figcaption><div role="img" aria-label="${escapeHtml(description)}">${svg}</div></figure>`);
  return figures.length === 0 ? "" : `<div class="charts">${figures.join("\n")}</div>`;
}
