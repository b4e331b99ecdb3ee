import type { TailReason } from "../../document.ts";
import { addressShare, finished, sign, tagShare, weight } from "./features.ts";
import { COVER_ROW, type LineFacts } from "./line-facts.ts";
import { WORD_KINDS, type WordKind } from "./word-lists.ts";

/** Half-letters of a button: 16 letters, 6 wide characters. */
const BUTTON = 32;

/**
 * Reason of each line from `first` to the end. A line without a sign of its own beside an address is the address's
 * headline: links. A plea as short as a button, without an end mark and beside controls, is one of them ("Contact us").
 */
export function reasonsFrom(facts: LineFacts, first: number): TailReason[] {
  const own = Array.from({ length: facts.count - first }, (_, i) => reasonOfLine(facts, first + i, first));
  const isBeside = (i: number, other: TailReason): boolean => own[i - 1] === other || own[i + 1] === other;
  return own.map((reason, i) => {
    if (reason === "tail.ads" && isBeside(i, "tail.links")) return "tail.links";
    const isButton = reason === "tail.plea" && weight(facts, first + i) <= BUTTON && finished(facts, first + i) === 0;
    return isButton && isBeside(i, "tail.ui") ? "tail.ui" : reason;
  });
}

/**
 * Reason of one line of a tail, by priority self > hashtags > plea > links > ui > ads.
 * @param first the first line of the tail: a copy of one of its own lines is no copy of the lead
 */
export function reasonOfLine(facts: LineFacts, line: number, first = line): TailReason {
  const lead = facts.leadOf[line - facts.from]!;
  if (lead >= 0 && lead < first) return "tail.self";
  if (tagShare(facts, line) >= 400) return "tail.hashtags";
  const cover = (kind: WordKind): number => facts.covers[(line - facts.from) * COVER_ROW + WORD_KINDS.indexOf(kind)]!;
  if (cover("plea") >= 250 && cover("plea") >= cover("ui") && addressShare(facts, line) < 500) return "tail.plea";
  if (sign(facts, line, "addressUnits") >= 12 || addressShare(facts, line) >= 300) return "tail.links";
  const controls = Math.max(cover("ui"), cover("footer"));
  if (sign(facts, line, "copyrights") > 0 || controls >= 500 || (controls >= 200 && weight(facts, line) <= 60)) return "tail.ui";
  return "tail.ads";
}
