/**
 * Close relatives (Croatian and Serbian, Bokmål and Danish, …) are told apart over the document as a whole: a sentence may be right in both,
 * the ones around it tell. The likeliest sequence of languages is looked for, in which a change from one paragraph to the next costs something.
 */
import type { Paragraphs } from "../../document.ts";
import { logistic } from "../../models/language-logarithm.ts";
import { relativesOf } from "../../models/language-relatives.ts";
import type { RelativesGroup } from "../../models/language-relatives.ts";
import { LATIN, SCRIPTS } from "../../models/scripts.ts";
import { RELATIVE_SLOPE, indexOfLargest, leadOf, relativeWeights } from "./alphabet.ts";
import { plainText } from "./asked.ts";
import { TOLD, UNSURE, tongueOf } from "./tongues.ts";
import type { ParagraphTongues } from "./tongues.ts";
import { SURE_ENOUGH } from "./verdict.ts";

/** Most units of a paragraph that are read: relatives show within a sentence or two. */
const UNITS_READ = 160;
/**
 * Points of evidence that a change of language has to be worth. 4, 8 and 12 get 99.4, 99.7 and 99.8 % of paragraphs right in documents of two unrelated
 * languages, and 94.4, 93.5 and 92.5 % in those of Indonesian and Malay (tests/bench/language.ts); other pairs of relatives differ by 0.2 points at most.
 */
const CHANGE = 8;

/** Whatever stands around such a paragraph, it keeps its language: two changes, to it and back, cost less. */
const CLEAR_LEAD = 2 * CHANGE;

const latin = SCRIPTS[LATIN];

/** Decides, for each group of relatives that the document has, which of them each of its paragraphs is in. */
export function settleRelatives(found: ParagraphTongues, text: string, paragraphs: Paragraphs): void {
  const groups = new Set<RelativesGroup>();
  for (const { language, script } of found.tongues) {
    const group = script === latin ? relativesOf(language) : undefined;
    if (group) groups.add(group);
  }
  for (const group of groups) settleGroup(found, group, text, paragraphs);
}

function settleGroup(found: ParagraphTongues, group: RelativesGroup, text: string, { starts, ends }: Paragraphs): void {
  const places = placesOf(found, group);
  const width = group.languages.length;
  if (places.length < 2) return;
  const evidence = new Float64Array(places.length * width);
  places.forEach((place, i) => {
    if (found.apart[place] === 1) evidence[i * width + group.languages.indexOf(found.tongues[found.tongue[place]!]!.language)] = CLEAR_LEAD;
    else evidence.set(evidenceOf(group, text, starts[place]!, ends[place]!), i * width);
  });
  countHeadStartOnce(evidence, group);
  const chosen = likeliestSequence(evidence, width);
  beginAtHeadings(chosen, evidence, width, (i) => found.weight[places[i]!]!);
  const tongues = group.languages.map((language) => tongueOf(found.tongues, language, latin));
  places.forEach((place, i) => setRelative(found, place, tongues[chosen[i]!]!, evidence.subarray(i * width, (i + 1) * width), chosen[i]!));
}

/** Which language is commoner is said of the document, not again of each paragraph. */
function countHeadStartOnce(evidence: Float64Array, { priors }: RelativesGroup): void {
  for (let i = priors.length; i < evidence.length; i++) evidence[i]! -= priors[i % priors.length]!;
}

/** Weighted letters of a title. */
const SHORT = 60;
/**
 * So many points less for what follows than for what stands before, and a title is no heading. Of the training documents, whose words are known too well, 0 and 2 find
 * all changes but 1 in 200 of ten pairs, 3 takes last lines of Croatian for headings.
 */
const HEADING = 2;

/** A short paragraph before a change that fits either language is rather the heading of what follows. */
function beginAtHeadings(chosen: Uint8Array, evidence: Float64Array, width: number, weightOf: (place: number) => number): void {
  for (let i = chosen.length - 1; i > 0; i--) {
    const [before, next] = [chosen[i - 1]!, chosen[i]!];
    const from = (i - 1) * width;
    if (before !== next && weightOf(i - 1) < SHORT && evidence[from + before]! - evidence[from + next]! < HEADING) chosen[i - 1] = next;
  }
}

/** Read until one language is clear; asking in two steps, of which the first reads less, is not faster (training documents). */
function evidenceOf(group: RelativesGroup, text: string, start: number, end: number): Float64Array {
  const plain = plainText(text, start, Math.min(end, start + UNITS_READ), LATIN);
  return relativeWeights(group, plain.units, plain.length, CLEAR_LEAD);
}

/** Paragraphs that are surely in some language of the group, in order. */
function placesOf({ tongues, tongue, certainty, kinTold }: ParagraphTongues, group: RelativesGroup): number[] {
  const inGroup = tongues.map(({ language, script }) => script === latin && group.languages.includes(language));
  const places: number[] = [];
  for (let i = 0; i < tongue.length; i++) if ((certainty[i] === TOLD || kinTold[i] === 1) && inGroup[tongue[i]!]) places.push(i);
  return places;
}

/** Viterbi's algorithm: the sequence of languages with the most evidence, less CHANGE for each change. */
function likeliestSequence(evidence: Float64Array, width: number): Uint8Array {
  const length = evidence.length / width;
  const from = new Uint8Array(evidence.length);
  let sums = evidence.slice(0, width);
  for (let i = 1; i < length; i++) {
    const best = indexOfLargest(sums);
    const next = new Float64Array(width);
    for (let k = 0; k < width; k++) {
      const stays = sums[k]! >= sums[best]! - CHANGE;
      from[i * width + k] = stays ? k : best;
      next[k] = evidence[i * width + k]! + (stays ? sums[k]! : sums[best]! - CHANGE);
    }
    sums = next;
  }
  const chosen = new Uint8Array(length);
  chosen[length - 1] = indexOfLargest(sums);
  for (let i = length - 1; i > 0; i--) chosen[i - 1] = from[i * width + chosen[i]!]!;
  return chosen;
}

/** A paragraph that says another language by itself than the one chosen has it from its neighbours. */
function setRelative(found: ParagraphTongues, place: number, tongue: number, evidence: Float64Array, chosen: number): void {
  const own = indexOfLargest(evidence);
  if (own !== chosen) {
    found.inherited[place] = 1;
    found.confidence[place] = 1 - logistic(RELATIVE_SLOPE * (evidence[own]! - evidence[chosen]!));
  } else if (found.tongue[place] !== tongue || found.certainty[place] === UNSURE) {
    found.confidence[place] = Math.max(SURE_ENOUGH, logistic(RELATIVE_SLOPE * leadOf(evidence, own)));
  }
  found.tongue[place] = tongue;
  found.certainty[place] = TOLD;
}
