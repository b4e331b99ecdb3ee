import { SeedcleanError } from "../errors.ts";
import type { LedgerLayout, LedgerRemoval } from "../stages/write/ledger.ts";
import { restoreLineEnds } from "../stages/write/line-ends.ts";

/** What the ledger says of one document. */
export interface LedgerEntry {
  readonly id: string;
  readonly layout: LedgerLayout | undefined;
  readonly removals: readonly LedgerRemoval[];
}

/** A piece of the source that is not in the output text; start in code points. */
interface Piece {
  readonly start: number;
  readonly text: string;
}

/**
 * Rebuilds the decoded source of a document from its output text and its ledger lines, to the last character.
 * @param output the document's text in the output; "" if it was not written
 * @throws SeedcleanError "damaged-ledger" if the two do not fit together
 */
export function restoreText(output: string, entry: LedgerEntry): string {
  const { layout } = entry;
  const decoded = undoRepairs(restoreRepairedText(output, entry), layout?.repairs ?? [], entry.id);
  return layout?.byteOrderMark === true ? `\ufeff${decoded}` : decoded;
}

/** The same without a byte order mark and with mojibake repaired, as the stages behind decode saw it. */
export function restoreRepairedText(output: string, entry: LedgerEntry): string {
  const { layout, removals } = entry;
  const pieces = [...removals.map(({ start, text }) => ({ start, text })), ...(layout?.gaps ?? []).map(([start, text]) => ({ start, text }))];
  const source = putBack(restoreLineEnds(output, layout?.lineEnds ?? []), pieces.sort((a, b) => a.start - b.start), entry.id);
  const characters = countCodePoints(source);
  if (layout !== undefined && characters !== layout.characters) {
    throw damaged(entry.id, `${characters} characters come back instead of ${layout.characters}`);
  }
  return source;
}

/** Puts the lines of which mojibake was repaired back as they were decoded. */
function undoRepairs(source: string, repairs: NonNullable<LedgerLayout["repairs"]>, id: string): string {
  const parts: string[] = [];
  let unit = 0;
  let codePoint = 0;
  for (const [start, end, , text] of repairs) {
    if (start < codePoint || end < start) throw damaged(id, `two repairs overlap at character ${start}`);
    const from = skipCodePoints(source, unit, start - codePoint);
    const to = skipCodePoints(source, from, end - start);
    if (to > source.length) throw damaged(id, `it ends before the repair at character ${start}`);
    parts.push(source.slice(unit, from), text);
    unit = to;
    codePoint = end;
  }
  parts.push(source.slice(unit));
  return parts.join("");
}

/** Whether the ledger alone holds the whole document, so that there is nothing of it in the output. */
export function isComplete(entry: LedgerEntry): boolean {
  if (entry.layout === undefined) return false;
  const gaps = entry.layout.gaps ?? [];
  const held = [...entry.removals.map(({ text }) => text), ...gaps.map(([, text]) => text)];
  return held.reduce((sum, text) => sum + countCodePoints(text), 0) === entry.layout.characters;
}

function putBack(kept: string, pieces: readonly Piece[], id: string): string {
  const parts: string[] = [];
  let keptAt = 0;
  let sourceAt = 0;
  for (const { start, text } of pieces) {
    if (start < sourceAt) throw damaged(id, `two removals overlap at character ${start}`);
    const next = skipCodePoints(kept, keptAt, start - sourceAt);
    if (next > kept.length) throw damaged(id, `its output ends before character ${start}`);
    parts.push(kept.slice(keptAt, next), text);
    keptAt = next;
    sourceAt = start + countCodePoints(text);
  }
  parts.push(kept.slice(keptAt));
  return parts.join("");
}

/** Unit behind `count` code points from unit `from` on; beyond the end if there are not so many. */
function skipCodePoints(text: string, from: number, count: number): number {
  let at = from;
  for (let i = 0; i < count; i++) {
    if (at >= text.length) return text.length + 1;
    at += isPair(text, at) ? 2 : 1;
  }
  return at;
}

/** Length of a text in code points. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    if (isPair(text, i)) {
      count--;
      i++;
    }
  }
  return count;
}

function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

function damaged(id: string, what: string): SeedcleanError {
  return new SeedcleanError("damaged-ledger", `${id}: output and ledger do not fit together (${what}); give both as one run wrote them`);
}
