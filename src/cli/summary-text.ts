import type { RunSummary } from "../report/summary.ts";
import { printable } from "../printable.ts";
import { counted, grouped } from "./terminal.ts";

/** The summary of a run as it stands on stderr: one screen, no colour. */
export function summaryText(summary: RunSummary): string {
  const share = summary.characters === 0 ? 0 : (100 * summary.charactersRemoved) / summary.characters;
  const seconds = summary.elapsedMs / 1000;
  const megabytesPerSecond = seconds === 0 ? 0 : summary.bytes / 1e6 / seconds;
  const lines = [
    `seedclean: ${counted(summary.documents, "document")}, ${counted(summary.characters, "character")}; ` +
      `${grouped(summary.documentsWritten)} written, ${share.toFixed(1)} % of the characters removed`,
    ...removedLines(summary),
    `  languages  ${ranking(summary.languages)}`,
    `  encodings  ${ranking(summary.encodings)}`,
    ...noticeLines(summary),
    `  ${seconds.toFixed(2)} s, ${megabytesPerSecond.toFixed(1)} MB/s`,
  ];
  return `${lines.join("\n")}\n`;
}

function removedLines(summary: RunSummary): string[] {
  const reasons = Object.keys(summary.removed).sort();
  if (reasons.length === 0) return ["  nothing removed"];
  const paragraphs = reasons.map((reason) => counted(summary.removed[reason]!.paragraphs, "paragraph"));
  const characters = reasons.map((reason) => counted(summary.removed[reason]!.characters, "character"));
  const widest = (column: readonly string[], least: number): number => Math.max(least, ...column.map(({ length }) => length));
  return reasons.map((reason, i) => `  ${reason.padEnd(20)} ${paragraphs[i]!.padStart(widest(paragraphs, 18))} ${characters[i]!.padStart(widest(characters, 20))}`);
}

function noticeLines(summary: RunSummary): string[] {
  const codes = Object.keys(summary.notices).sort();
  return codes.length === 0 ? [] : [`  notices    ${codes.map((code) => `${code} ${grouped(summary.notices[code]!)}`).join(", ")}`];
}

const MAX_RANKED = 6;

/** "ja 12, en 3", the most frequent first. */
function ranking(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
  const shown = entries.slice(0, MAX_RANKED).map(([name, count]) => `${printable(name)} ${grouped(count)}`);
  if (entries.length > MAX_RANKED) shown.push(`and ${entries.length - MAX_RANKED} more`);
  return shown.join(", ") || "none";
}
