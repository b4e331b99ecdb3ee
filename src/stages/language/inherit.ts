/** Paragraphs that cannot tell their language by themselves take that of their neighbours, else of the document. */
import { SURE_ENOUGH } from "./verdict.ts";
import type { ParagraphTongues, Tongue } from "./tongues.ts";
import { TOLD, UNSURE } from "./tongues.ts";

/** Weighted letters of a title: what contradicts both neighbours with less than SURE_IN_CONTEXT is not believed. */
const SHORT = 40;
const SURE_IN_CONTEXT = 0.95;
/** Only short text takes a language of another script: "iPhone" between Japanese lines belongs to them, an English sentence does not. */
const SHORT_FOREIGN = 25;

/** Writes the languages of unsure paragraphs; the confidence of what is inherited is that of the paragraph's own guess, if it was the same, else 0. */
export function inheritLanguages(found: ParagraphTongues, ofDocument: Tongue | undefined): void {
  doubtContradictions(found);
  const { certainty } = found;
  const count = certainty.length;
  const after = new Int32Array(count).fill(-1);
  for (let i = count - 2; i >= 0; i--) after[i] = certainty[i + 1] === TOLD ? i + 1 : after[i + 1]!;
  let before = -1;
  for (let i = 0; i < count; i++) {
    if (certainty[i] === UNSURE) inherit(found, i, before, after[i]!, ofDocument);
    if (certainty[i] === TOLD) before = i;
  }
}

/** Short paragraphs that differ from both their told neighbours, which agree, become unsure unless they are very sure. */
function doubtContradictions({ tongue, certainty, confidence, weight }: ParagraphTongues): void {
  let before = -1;
  for (let i = 0; i < certainty.length; i++) {
    if (certainty[i] !== TOLD) continue;
    if (before >= 0 && weight[i]! < SHORT && confidence[i]! < SURE_IN_CONTEXT && tongue[i] !== tongue[before]) {
      let next = i + 1;
      while (next < certainty.length && certainty[next] !== TOLD) next++;
      if (next < certainty.length && tongue[next] === tongue[before]) {
        certainty[i] = UNSURE;
        continue;
      }
    }
    before = i;
  }
}

function inherit(found: ParagraphTongues, at: number, before: number, after: number, ofDocument: Tongue | undefined): void {
  const { tongues, tongue, weight, confidence, inherited } = found;
  const own = tongues[tongue[at]!]!;
  const heir = chooseNeighbour(found, at, before, after) ?? placeOf(tongues, ofDocument);
  if (heir === undefined) return;
  const { language, script } = tongues[heir]!;
  if (language === "und" || (!canShare(own.script, script) && weight[at]! >= SHORT_FOREIGN)) return;
  if (language !== own.language) confidence[at] = 0;
  confidence[at] = Math.min(confidence[at]!, SURE_ENOUGH);
  tongue[at] = heir;
  inherited[at] = 1;
}

/** The neighbour (a place in `tongues`) that the paragraph itself guesses at, else one of its script, else the nearer one. */
function chooseNeighbour({ tongues, tongue }: ParagraphTongues, at: number, before: number, after: number): number | undefined {
  const candidates = at - before <= after - at || after < 0 ? [before, after] : [after, before];
  const places = candidates.filter((neighbour) => neighbour >= 0).map((neighbour) => tongue[neighbour]!);
  const own = tongues[tongue[at]!]!;
  return places.find((place) => tongues[place]!.language === own.language) ?? places.find((place) => canShare(own.script, tongues[place]!.script)) ?? places[0];
}

function placeOf(tongues: Tongue[], wanted: Tongue | undefined): number | undefined {
  if (!wanted) return undefined;
  const place = tongues.findIndex(({ language, script }) => language === wanted.language && script === wanted.script);
  return place >= 0 ? place : tongues.push(wanted) - 1;
}

const CJK_SCRIPTS = new Set(["Jpan", "Kore", "Hans", "Hant", "Hani", "Kana", "Hang"]);

/** Is text of one script possibly written in the language of text in the other? Chinese characters may be Japanese, Chinese or Korean. */
function canShare(script: string, other: string): boolean {
  return script === other || (CJK_SCRIPTS.has(script) && CJK_SCRIPTS.has(other));
}
