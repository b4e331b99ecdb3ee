import { printable } from "../printable.ts";
import { LineCounter } from "../stages/write/line-ends.ts";
import { PLACE_FEATURES } from "../stages/tails/places.ts";
import type { JudgedTail } from "../stages/tails/judge.ts";
import type { Detection } from "../stages/decode/detection.ts";
import { wrapColumns } from "./columns.ts";
import type { ExplainedDocument } from "./explain.ts";
import type { TextConfig } from "./explain-text.ts";

const LABEL_COLUMNS = 12;
/** Places that are named where a tail may begin; the others are less likely. */
const MAX_PLACES = 5;
/** Signs that are named of the end. */
const MAX_SIGNS = 6;
/** Measures of an end that a reader can make sense of, each in thousandths of its lines or as a number. */
const SIGNS: readonly (readonly [feature: string, words: string, unit: "share" | "count"])[] = [
  ["tail lines above 0", "lines that look like tail", "share"],
  ["covered lines", "lines made of list words", "share"],
  ["address lines", "lines with addresses", "share"],
  ["tag lines", "lines with hashtags", "share"],
  ["pleas", "lines with pleas", "share"],
  ["prose in the tail", "prose", "share"],
  ["copyrights", "copyright lines", "count"],
  ["lead copies", "copies of the lead", "count"],
];

/** What was decided about a document as a whole: encoding, language, removals, its end, and doubts. */
export function* headLines(explained: ExplainedDocument, { paint, width }: TextConfig): Generator<string> {
  const { document, notices } = explained;
  yield paint("heading", printable(document.source + (document.id.includes("#") ? document.id.slice(document.id.indexOf("#")) : "")));
  const entries: (readonly [string, string])[] = [
    ["encoding", encodingText(explained)],
    ["language", languageText(explained)],
    ["removed", removedText(explained)],
    ["end", endText(explained)],
    ...notices.map(({ message, line }) => ["look at", `${line === undefined ? "" : `line ${line}: `}${message}`] as const),
  ];
  for (const [label, text] of entries) {
    const lines = wrapColumns(text, width - LABEL_COLUMNS);
    for (const [at, line] of lines.entries()) yield `  ${(at === 0 ? label : "").padEnd(LABEL_COLUMNS - 2)}${label === "look at" ? paint("doubt", line) : line}`;
  }
}

function encodingText({ document, detection }: ExplainedDocument): string {
  const replaced = document.replacementCharacters === 0 ? "" : `; ${document.replacementCharacters} characters could not be read`;
  const mark = document.byteOrderMark ? ", by its byte order mark" : "";
  return `${document.encoding}, confidence ${document.encodingConfidence.toFixed(2)}${mark}${replaced}${detection === undefined ? "" : detectionText(detection)}`;
}

function detectionText({ near, votes }: Detection): string {
  const nearest = near.length === 0 ? "" : `; nearest others: ${near.map(({ name, behind }) => `${name} (${behind.toFixed(0)} points behind)`).join(", ")}`;
  const asked = votes.length === 0 ? "" : `; asked: ${votes.map(({ by, encoding, points }) => `${by} says ${encoding} (${points} points)`).join(", ")}`;
  return nearest + asked;
}

function languageText({ document }: ExplainedDocument): string {
  const shares = Object.entries(document.languages).map(([name, part]) => `${name} ${percent(part)}`);
  const others = shares.length > 1 ? `; by letters: ${shares.join(", ")}` : "";
  return `${document.language} in ${document.script}, confidence ${document.languageConfidence.toFixed(2)}${others}`;
}

function removedText({ document }: ExplainedDocument): string {
  const total = document.removals.reduce((sum, { first, last }) => sum + last - first, 0);
  const byReason = new Map<string, number>();
  for (const { reason, first, last } of document.removals) byReason.set(reason, (byReason.get(reason) ?? 0) + last - first);
  const reasons = [...byReason].map(([reason, count]) => `${reason} ${count}`).join(", ");
  return `${total} of ${document.paragraphs.count} paragraphs${total === 0 ? "" : ` (${reasons})`}`;
}

function endText({ document, tail }: ExplainedDocument): string {
  if (tail === undefined) return "no tail: it ends in prose, is one paragraph, or was not looked at";
  if (tail.allTail) return "nothing but tail, from the first line on";
  const lineAt = lineNumbers(document.text, document.paragraphs.starts, tail);
  const places = Array.from(tail.places.at, (at, i) => ({ at, certainty: tail.certainty[i]!, row: i })).toSorted((a, b) => b.certainty - a.certainty || a.at - b.at);
  const verdict = tail.cut === undefined ? "no place is sure enough to cut" : `cut before line ${lineAt(tail.cut.at)}, the first that is sure enough, certainty ${share(tail.cut.logOdds)}`;
  const competing = places.slice(0, MAX_PLACES).map(({ at, certainty }) => `line ${lineAt(at)} (${share(certainty)})`);
  const shown = places.find(({ at }) => at === tail.cut?.at) ?? places[0];
  const signs = shown === undefined ? "" : signsText(tail, shown.row, lineAt(shown.at));
  return `${verdict}${competing.length === 0 ? "" : `; likeliest places: ${competing.join(", ")}`}${signs}`;
}

/** What there is from a place on that speaks for a tail, or against it. */
function signsText({ places }: JudgedTail, row: number, line: number): string {
  const value = (feature: string): number => places.rows[row * PLACE_FEATURES.length + PLACE_FEATURES.indexOf(feature)]!;
  const found = SIGNS.filter(([feature]) => value(feature) > 0)
    .slice(0, MAX_SIGNS)
    .map(([feature, words, unit]) => (unit === "share" ? `${Math.round(value(feature) / 10)} % ${words}` : `${value(feature)} ${words}`));
  return found.length === 0 ? "" : `; from line ${line} on: ${found.join(", ")}`;
}

/** Line of the text at which a line of the window stands. */
function lineNumbers(text: string, starts: Uint32Array, { facts }: JudgedTail): (at: number) => number {
  return (at) => new LineCounter(text).at(starts[facts.from + at]!);
}

/** Log odds × 1000 as a share. */
function share(logOdds: number): string {
  return (1 / (1 + Math.exp(-logOdds / 1000))).toFixed(2);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}
