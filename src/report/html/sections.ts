import type { Notice } from "../../notices.ts";
import { excerptOf } from "../excerpt.ts";
import type { Copy, Cut, DuplicateGroup, Excerpt, LargeRemoval, ReportData, Span } from "../report-data.ts";
import { markDifferences } from "./differences.ts";
import { escapeHtml } from "./escape.ts";
import { counted, grouped } from "./numbers.ts";

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** Code points that are shown of an id. */
const MAX_ID_CHARACTERS = 200;
const CUT_LINE = '<hr class="cut">';

export function filterForm({ removed }: ReportData): string {
  const reasons = Object.keys(removed).sort().map((reason) => `<option>${escapeHtml(reason)}</option>`).join("");
  return `<form id="filter" hidden role="search" aria-label="Filter and order all lists below">
<label>Text or id holds <input name="text" type="search" autocomplete="off"></label>
<label>Reason <select name="reason"><option value="">all</option>${reasons}</select></label>
<label>Score from <input name="least" type="number" min="0" max="1" step="0.01"></label>
<label>to <input name="most" type="number" min="0" max="1" step="0.01"></label>
<label>Order <select name="order"><option value="rank up">most telling first</option><option value="characters down">most characters</option><option value="score up">lowest score</option><option value="score down">highest score</option><option value="place up">by id</option></select></label>
<button type="reset">Show all</button>
<p id="shown" role="status"></p>
</form>`;
}

export function groupsSection({ groups, groupCount, groupsThinned }: ReportData, maxBytes: number): Section | undefined {
  const thinned = groupsThinned ? " There were more groups than could be counted at once; the counts of small ones may be too low." : "";
  const intro = `Passages that one kept passage covers, most characters first.${thinned}`;
  return list("groups", "Biggest groups of duplicates", intro, groups.map((group, rank) => () => groupItem(group, rank)), groupCount, maxBytes);
}

export function nearestSection({ nearest, removed, threshold }: ReportData, maxBytes: number): Section | undefined {
  const intro = `Near duplicates whose coverage is nearest to the threshold of ${threshold}: look here first for what went wrongly. What stayed just below it is not in a ledger.`;
  const items = nearest.map((copy, rank) => () => article(copy, rank, `${score(copy.score)} of it covered`, pair(copy)));
  return list("nearest", "Nearest to the threshold", intro, items, removed["duplicate.near"]?.removals ?? 0, maxBytes);
}

export function tailsSection({ tails, tailCount }: ReportData, maxBytes: number): Section | undefined {
  return list("tails", "Longest tails", "What was cut from the ends of documents, with what stands before the cut.", tails.map((tail, rank) => () => cutItem(tail, rank, [besideCut("before the cut", tail), CUT_LINE, removedByCut(tail)])), tailCount, maxBytes);
}

export function headsSection({ heads, headCount }: ReportData, maxBytes: number): Section | undefined {
  return list("heads", "Longest heads", "What was cut from above the first paragraph of documents, with what stands behind the cut.", heads.map((head, rank) => () => cutItem(head, rank, [removedByCut(head), CUT_LINE, besideCut("behind the cut", head)])), headCount, maxBytes);
}

export function removalsSection({ removals, removalCount }: ReportData, maxBytes: number): Section | undefined {
  const rows = within(removals.map((removal, rank) => () => removalRow(removal, rank)), maxBytes);
  if (rows.length === 0) return undefined;
  const heads = ["Document", "Line", "Reason", "Score", "Characters", "Begin of the text"];
  const isNumber = [false, true, false, true, true, false];
  const head = heads.map((name, at) => `<th scope="col"${isNumber[at] === true ? ' class="number"' : ""}>${name}</th>`).join("");
  const table = `<div class="scroll" tabindex="0" role="region" aria-label="Largest removals"><table><caption>${shownOf(rows.length, removalCount)}</caption><thead><tr>${head}</tr></thead><tbody data-list>${rows.join("\n")}</tbody></table></div>`;
  return section("removals", "Largest removals", table);
}

export function noticesSection({ notices }: ReportData, maxBytes: number): Section | undefined {
  if (notices === undefined || notices.shown.length === 0) return undefined;
  const rows = within(notices.shown.map((notice) => () => noticeRow(notice)), maxBytes);
  const head = ["Kind", "Where", "What"].map((name) => `<th scope="col">${name}</th>`).join("");
  return section("notices", "Notices", `<div class="scroll" tabindex="0" role="region" aria-label="Notices"><table><caption>${shownOf(rows.length, notices.count)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`);
}

function list(id: string, title: string, intro: string, items: readonly (() => string)[], all: number, maxBytes: number): Section | undefined {
  const shown = within(items, maxBytes);
  if (shown.length === 0) return undefined;
  return section(id, title, `<p>${intro} <span class="quiet">${shownOf(shown.length, all)}.</span></p>\n<div data-list>${shown.join("\n")}</div>`);
}

function section(id: string, title: string, body: string): Section {
  return { id, title, html: `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${body}</section>` };
}

/** As many items as fit: a text of nothing but "&" takes five times its length. */
function within(items: readonly (() => string)[], maxBytes: number): string[] {
  const shown: string[] = [];
  let bytes = 0;
  for (const item of items) {
    const html = item();
    bytes += Buffer.byteLength(html);
    if (bytes > maxBytes) break;
    shown.push(html);
  }
  return shown;
}

function shownOf(shown: number, all: number): string {
  return shown >= all ? `All ${grouped(all)} are shown` : `${grouped(shown)} of ${grouped(all)} are shown`;
}

function groupItem({ copies, count, characters }: DuplicateGroup, rank: number): string {
  const first = copies[0]!;
  const attributes = attributesOf({ reasons: new Set(copies.map(({ reason }) => reason)), score: first.score, characters, place: first.id, rank });
  const more = count > copies.length ? `<p class="quiet">and ${counted(count - copies.length, "more copy", "more copies")}</p>` : "";
  return `<article ${attributes}><h3>${counted(count, "copy", "copies")}, ${counted(characters, "character")}</h3>${copies.map(pair).join("")}${more}</article>`;
}

/** @param parts what was cut and what stands beside it, in their order; the line between stands only where there is something beside */
function cutItem(cut: Cut, rank: number, parts: readonly string[]): string {
  const attributes = attributesOf({ reasons: new Set(cut.reasons), score: cut.score, characters: cut.removed.characters, place: cut.id, rank });
  const shown = parts.includes("") ? parts.filter((part) => part !== CUT_LINE) : parts;
  return `<article ${attributes}><h3>${placeOf(cut.id, cut.line)}: certainty ${score(cut.score)}, ${counted(cut.removed.characters, "character")}</h3><div class="cut-text">${shown.join("")}</div></article>`;
}

function besideCut(label: string, { beside = "" }: Cut): string {
  return beside === "" ? "" : `<p class="label">${label}</p><p class="passage" dir="auto">${escapeHtml(beside)}</p>`;
}

function removedByCut({ reasons, removed }: Cut): string {
  return `<p class="label">cut: ${reasons.map(escapeHtml).join(", ")}</p>${passage(escapeHtml(removed.text), removed, "removed")}`;
}

function article(copy: Copy, rank: number, title: string, body: string): string {
  const attributes = attributesOf({ reasons: new Set([copy.reason]), score: copy.score, characters: copy.removed.characters, place: copy.id, rank });
  return `<article ${attributes}><h3>${placeOf(copy.id, copy.line)}: ${title}</h3>${body}</article>`;
}

function removalRow({ id, line, reason, score: value, removed }: LargeRemoval, rank: number): string {
  const attributes = attributesOf({ reasons: new Set([reason]), score: value, characters: removed.characters, place: id, rank });
  return `<tr ${attributes}><td class="id">${nameOf(id)}</td><td class="number">${grouped(line)}</td><td>${escapeHtml(reason)}</td><td class="number">${score(value)}</td><td class="number">${grouped(removed.characters)}</td><td class="text" dir="auto">${escapeHtml(removed.text)}${removed.text.length < removed.characters ? "…" : ""}</td></tr>`;
}

function noticeRow({ code, path, line, message }: Notice): string {
  return `<tr><td>${escapeHtml(code)}</td><td class="id">${line === undefined ? nameOf(path) : placeOf(path, line)}</td><td class="text">${escapeHtml(message)}</td></tr>`;
}

/** The removed passage on the left, what covers it on the right. */
function pair(copy: Copy): string {
  const { removed, kept, reason, similarity, covers } = copy;
  const similar = similarity === undefined ? "" : `, similarity ${score(similarity)}`;
  const marked = kept === undefined ? { removed: escapeHtml(removed.text), kept: "" } : markDifferences(removed.text, kept.text);
  const right = kept === undefined ? `<p class="quiet">This text is not in the output as it was (a line a paragraph, or another run).</p>` : passage(marked.kept, kept, "kept");
  return `<div class="pair"><div><p class="label">removed: ${placeOf(copy.id, copy.line)}, ${escapeHtml(reason)}, coverage ${score(copy.score)}${similar}</p>${passage(marked.removed, removed, "removed")}</div><div><p class="label">kept: ${coversText(covers)}</p>${right}</div></div>`;
}

function coversText(covers: readonly Span[]): string {
  const names = covers.slice(0, 3).map(({ id, line, start, end }) => `${placeOf(id, line)}, characters ${grouped(start)} to ${grouped(end)}`);
  return names.join("; ") + (covers.length > 3 ? `; ${counted(covers.length - 3, "more place")}` : "");
}

function passage(html: string, { text, characters }: Excerpt, kind: "removed" | "kept"): string {
  const left = characters - Array.from(text).length;
  return `<p class="passage ${kind}" dir="auto">${html}${left > 0 ? `<span class="quiet"> … (${counted(left, "more character")})</span>` : ""}</p>`;
}

function placeOf(id: string, line: number): string {
  return `${nameOf(id)}:${line}`;
}

function nameOf(id: string): string {
  const { text, characters } = excerptOf(id, MAX_ID_CHARACTERS);
  return escapeHtml(characters > MAX_ID_CHARACTERS ? `${text}…` : text);
}

function score(value: number): string {
  return value.toFixed(3).replace(/0$/, "");
}

interface Attributes {
  readonly reasons: ReadonlySet<string>;
  readonly score: number;
  readonly characters: number;
  readonly place: string;
  readonly rank: number;
}

/** What the page's script filters and orders by. */
function attributesOf({ reasons, score: value, characters, place, rank }: Attributes): string {
  return `data-reason="${escapeHtml([...reasons].join(" "))}" data-score="${value}" data-characters="${characters}" data-place="${nameOf(place)}" data-rank="${rank}"`;
}
