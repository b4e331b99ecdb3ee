import type { ReportData } from "../report-data.ts";
import { escapeHtml } from "./escape.ts";
import { grouped, percent } from "./numbers.ts";

/** Rows of a table of languages or encodings; the rest is summed up. */
const MAX_ROWS = 15;

/** @param charts HTML that stands between the figures and the tables */
export function totalsSection(data: ReportData, charts: string): string {
  const { totals, removed, languages, encodings } = data;
  const figures: readonly (readonly [string, string])[] = [
    ["Documents", grouped(totals.documents)],
    ["Documents written", grouped(totals.documentsWritten)],
    ["Characters", grouped(totals.characters)],
    ["Characters removed", grouped(totals.charactersRemoved)],
    ["Share removed", percent(totals.charactersRemoved, totals.characters)],
    ["Removals", grouped(data.removalCount)],
    ["Groups of duplicates", `${grouped(data.groupCount)}${data.groupsThinned ? " or fewer" : ""}`],
    ["Tails", grouped(data.tailCount)],
    ...(data.headCount > 0 ? [["Heads", grouped(data.headCount)] as const] : []),
  ];
  return `<section aria-labelledby="totals"><h2 id="totals">Totals</h2>
<dl class="figures">${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>
${charts}
${reasonsTable(removed, totals.characters)}
${countsTable("Languages of the documents written", "Language", languages)}
${countsTable("Encodings of the documents written", "Encoding", encodings)}
</section>`;
}

function reasonsTable(removed: ReportData["removed"], characters: number): string {
  const rows = Object.keys(removed)
    .sort()
    .map((reason) => {
      const count = removed[reason]!;
      return row(reason, [grouped(count.removals), grouped(count.characters), percent(count.characters, characters)]);
    });
  return table("Removed, by reason", ["Reason", "Removals", "Characters", "Of all characters"], rows);
}

function countsTable(caption: string, name: string, counts: Readonly<Record<string, number>>): string {
  const ranked = rankedCounts(counts);
  const all = ranked.reduce((sum, [, count]) => sum + count, 0);
  const others = ranked.slice(MAX_ROWS).reduce((sum, [, count]) => sum + count, 0);
  const rows = ranked.slice(0, MAX_ROWS).map(([key, count]) => row(key, [grouped(count), percent(count, all)]));
  // Stays last, however the table is sorted.
  if (others > 0) rows.push(row(`${ranked.length - MAX_ROWS} others`, [grouped(others), percent(others, all)], " data-last"));
  return table(caption, [name, "Documents", "Share"], rows);
}

/** Most first, equal ones by name. */
export function rankedCounts(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts).sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}

function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return "";
  const cells = heads.map((head, at) => `<th scope="col"${at === 0 ? "" : ' class="number"'}>${head}</th>`).join("");
  return `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${cells}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function row(name: string, cells: readonly string[], attributes = ""): string {
  return `<tr${attributes}><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => `<td class="number">${cell}</td>`).join("")}</tr>`;
}
