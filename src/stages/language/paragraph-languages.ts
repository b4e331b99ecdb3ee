/**
 * The language of each paragraph by its own text. Paragraphs are compared with the languages that the document has shown so far, cheaply, and
 * only those that fit none are put to the whole rule.
 */
import type { Paragraphs } from "../../document.ts";
import { relativesOf } from "../../models/language-relatives.ts";
import type { RelativesGroup } from "../../models/language-relatives.ts";
import { LONGEST_MEASURED, measured } from "../../models/language-trigrams.ts";
import { ARABIC, CYRILLIC, DEVANAGARI, FIRST_SCRIPT, LATIN, SCRIPTS, scriptTable } from "../../models/scripts.ts";
import { indexOfLargest, leadOf, relativeWeights } from "./alphabet.ts";
import { plainText } from "./asked.ts";
import type { Expectation } from "./consistency.ts";
import { expectationOf, isAsExpected } from "./consistency.ts";
import { tellLanguage } from "./rule.ts";
import { TOLD, noTongues, setVerdict, tongueOf } from "./tongues.ts";
import type { ParagraphTongues } from "./tongues.ts";

/** What a paragraph that fits cheaply is worth: the test misses 0.6 % of foreign ones. */
const FITS = 0.99;
/** Languages that a paragraph is compared with: more would cost more than asking the model. */
const MOST_EXPECTED = 3;
/** A shorter paragraph does not make its language expected: it may be a name or a title. */
const LEAST_HEARD = 40;
/** Lead of a relative over the expected language from which the whole rule is asked. */
const RELATIVE_LEAD = 2.4;
/** Units of a paragraph that are read for it: relatives show within a sentence or two. */
const RELATIVE_UNITS = 160;
/** Paragraphs that are read to tell which of close relatives a document is written in. */
const MOST_SAMPLED = 24;
/** A paragraph that contradicts the document's relative has to be so sure. */
const SURE_AGAINST_DOCUMENT = 0.9;

interface Heard {
  readonly expectation: Expectation;
  readonly group: RelativesGroup | undefined;
  /** Place of the expected language in the group. */
  readonly member: number;
  readonly tongue: number;
}

export function tellParagraphs(text: string, paragraphs: Paragraphs): ParagraphTongues {
  const found = noTongues(paragraphs.count);
  const heard: Heard[] = [];
  const settled = new Map<RelativesGroup, string>();
  for (let i = 0; i < paragraphs.count; i++) {
    const start = paragraphs.starts[i]!;
    const end = paragraphs.ends[i]!;
    if (!fitsHeard(heard, found, i, text, start, end)) askRule(heard, settled, found, i, text, paragraphs);
  }
  return found;
}

function fitsHeard(heard: Heard[], found: ParagraphTongues, at: number, text: string, start: number, end: number): boolean {
  if (heard.length === 0) return false;
  const scriptClass = firstScript(text, start, end);
  for (let i = 0; i < heard.length; i++) {
    const { expectation, group, member, tongue } = heard[i]!;
    if (expectation.scriptClass !== scriptClass || !isAsExpected(expectation, text, start, end)) continue;
    const read = Math.min(end - start, LONGEST_MEASURED);
    const weight = (measured.letters * (end - start)) / read;
    if (group !== undefined && hasNearerRelative(group, member, text, start, end, scriptClass)) continue;
    found.tongue[at] = tongue;
    found.certainty[at] = TOLD;
    found.confidence[at] = FITS;
    found.weight[at] = weight;
    if (i > 0) heard.unshift(...heard.splice(i, 1));
    return true;
  }
  return false;
}

/** Units that are looked through for a letter. */
const FIRST_UNITS = 24;

function firstScript(text: string, start: number, end: number): number {
  const table = scriptTable();
  const last = Math.min(end, start + FIRST_UNITS);
  const firstScriptClass = FIRST_SCRIPT;
  for (let i = start; i < last; i++) {
    const scriptClass = table[text.charCodeAt(i)]!;
    if (scriptClass >= firstScriptClass) return scriptClass;
  }
  return 0;
}

function hasNearerRelative(group: RelativesGroup, member: number, text: string, start: number, end: number, scriptClass: number): boolean {
  const plain = plainText(text, start, Math.min(end, start + RELATIVE_UNITS), scriptClass);
  const weights = relativeWeights(group, plain.units, plain.length);
  const best = indexOfLargest(weights);
  return best !== member && weights[best]! - weights[member]! >= RELATIVE_LEAD;
}

function askRule(
  heard: Heard[], settled: Map<RelativesGroup, string>, found: ParagraphTongues, at: number, text: string, paragraphs: Paragraphs,
): void {
  const verdict = tellLanguage(text, paragraphs.starts[at]!, paragraphs.ends[at]!);
  setVerdict(found, at, verdict);
  if (found.certainty[at] !== TOLD || verdict.weight < LEAST_HEARD) return;
  const scriptClass = modelledScript(verdict.script);
  if (scriptClass === 0) return;
  const group = scriptClass === LATIN ? relativesOf(verdict.language) : undefined;
  const language = group !== undefined && verdict.confidence < SURE_AGAINST_DOCUMENT ? settle(group, settled, text, paragraphs) ?? verdict.language : verdict.language;
  hear(heard, found, language, scriptClass);
}

/** Class of a script that many languages are written in; 0 for others: what they hold needs no comparison. */
function modelledScript(script: string): number {
  switch (script) {
    case "Latn": return LATIN;
    case "Cyrl": return CYRILLIC;
    case "Arab": return ARABIC;
    case "Deva": return DEVANAGARI;
    default: return 0;
  }
}

function hear(heard: Heard[], found: ParagraphTongues, language: string, scriptClass: number): void {
  const at = heard.findIndex(({ expectation }) => expectation.language === language && expectation.scriptClass === scriptClass);
  if (at >= 0) {
    heard.unshift(...heard.splice(at, 1));
    return;
  }
  const expectation = expectationOf(language, scriptClass);
  if (!expectation) return;
  const group = scriptClass === LATIN ? relativesOf(language) : undefined;
  const member = group?.languages.indexOf(language) ?? -1;
  heard.unshift({ expectation, group, member, tongue: tongueOf(found.tongues, language, SCRIPTS[scriptClass]!) });
  if (heard.length > MOST_EXPECTED) heard.pop();
}

/** Which of close relatives most of the document is written in, by a sample of its paragraphs; undefined if it does not tell. */
function settle(group: RelativesGroup, settled: Map<RelativesGroup, string>, text: string, { count, starts, ends }: Paragraphs): string | undefined {
  let language = settled.get(group);
  if (language === undefined) {
    const sums = new Float64Array(group.languages.length);
    const step = Math.max(1, Math.floor(count / MOST_SAMPLED));
    for (let i = 0; i < count; i += step) {
      const plain = plainText(text, starts[i]!, ends[i]!, LATIN);
      const weights = relativeWeights(group, plain.units, plain.length);
      for (let k = 0; k < sums.length; k++) sums[k]! += weights[k]! - group.priors[k]!;
    }
    const best = indexOfLargest(sums);
    language = leadOf(sums, best) >= RELATIVE_LEAD ? group.languages[best]! : "";
    settled.set(group, language);
  }
  return language === "" ? undefined : language;
}
