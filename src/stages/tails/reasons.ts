import type { TailReason } from "../../document.ts";
import { addressShare, sign, tagShare, weight } from "./features.ts";
import { COVER_ROW, type LineFacts } from "./line-facts.ts";
import { WORD_KINDS, type WordKind } from "./word-lists.ts";

/**
 * Reason of each line from `first` to the end. A line without a sign of its own beside an address is the address's
 * headline: links.
 */
export function reasonsFrom(facts: LineFacts, first: number): TailReason[] {
  const own = Array.from({ length: facts.count - first }, (_, i) => reasonOfLine(facts, first + i, first));
  return own.map((reason, i) => (reason === "tail.ads" && (own[i - 1] === "tail.links" || own[i + 1] === "tail.links") ? "tail.links" : reason));
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
