/**
 * The language of each paragraph by its own text. Paragraphs are compared with the languages that the document has shown so far, cheaply, and
 * only those that fit none are put to the whole rule.
 */
import type { Paragraphs } from "../../document.ts";
import { LONGEST_MEASURED, measured } from "../../models/language-trigrams.ts";
import { FIRST_SCRIPT, SCRIPTS, scriptTable } from "../../models/scripts.ts";
import type { Expectation } from "./consistency.ts";
import { canBeExpected, expectationOf, isApart, isAsExpected } from "./consistency.ts";
import { tellLanguage } from "./rule.ts";
import { modelledScript } from "./script-models.ts";
import { TOLD, noTongues, setVerdict, tongueOf } from "./tongues.ts";
import type { ParagraphTongues } from "./tongues.ts";

/** What a paragraph that fits cheaply is worth: the test misses 0.6 % of foreign ones. */
const FITS = 0.99;
/** Languages that a paragraph is compared with: more would cost more than asking the model. */
const MOST_EXPECTED = 3;
/** A shorter paragraph does not make its language expected: it may be a name or a title. */
const LEAST_HEARD = 40;

interface Heard {
  readonly language: string;
  readonly scriptClass: number;
  readonly tongue: number;
  /** Made when a paragraph is first compared: a text of one paragraph needs none, and the first costs as much as all else of a short text. */
  expectation: Expectation | undefined;
}

export function tellParagraphs(text: string, { count, starts, ends }: Paragraphs): ParagraphTongues {
  const found = noTongues(count);
  const heard: Heard[] = [];
  for (let i = 0; i < count; i++) {
    if (!fitsHeard(heard, found, i, text, starts[i]!, ends[i]!)) askRule(heard, found, i, text, starts[i]!, ends[i]!);
    if (i > 0 && hasChanged(found, i)) askAgain(found, i - 1, text, starts, ends);
  }
  return found;
}

/** A paragraph of more letters than these that fits cheaply is hardly ever foreign. */
const LONGEST_DOUBTED = 120;

/** Does a language of the same script begin here, behind a paragraph that was compared with the one before only? */
function hasChanged({ tongues, tongue, certainty, compared }: ParagraphTongues, at: number): boolean {
  const [before, own] = [tongue[at - 1]!, tongue[at]!];
  return compared[at - 1] === 1 && certainty[at] === TOLD && before !== own && tongues[before]!.script === tongues[own]!.script;
}

/** Headings fit many a language: where it changes, the short paragraphs before are put to the whole rule after all, back to the first that is as was thought. */
function askAgain(found: ParagraphTongues, last: number, text: string, starts: Uint32Array, ends: Uint32Array): void {
  for (let i = last; i >= 0 && found.compared[i] === 1 && found.weight[i]! < LONGEST_DOUBTED; i--) {
    const before = found.tongue[i];
    found.compared[i] = 0;
    setVerdict(found, i, tellLanguage(text, starts[i]!, ends[i]!));
    if (found.tongue[i] === before) break;
  }
}

function fitsHeard(heard: Heard[], found: ParagraphTongues, at: number, text: string, start: number, end: number): boolean {
  if (heard.length === 0) return false;
  const scriptClass = firstScript(text, start, end);
  for (let i = 0; i < heard.length; i++) {
    const { language, tongue } = heard[i]!;
    if (heard[i]!.scriptClass !== scriptClass) continue;
    const expectation = (heard[i]!.expectation ??= expectationOf(language, scriptClass));
    if (!isAsExpected(expectation, text, start, end)) continue;
    found.tongue[at] = tongue;
    found.certainty[at] = TOLD;
    found.confidence[at] = FITS;
    found.compared[at] = 1;
    if (isApart(expectation)) found.apart[at] = 1;
    found.weight[at] = (measured.letters * (end - start)) / Math.min(end - start, LONGEST_MEASURED);
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

function askRule(heard: Heard[], found: ParagraphTongues, at: number, text: string, start: number, end: number): void {
  const verdict = tellLanguage(text, start, end);
  setVerdict(found, at, verdict);
  const scriptClass = modelledScript(verdict.script);
  if (found.certainty[at] === TOLD && verdict.weight >= LEAST_HEARD && scriptClass !== 0) hear(heard, found, verdict.language, scriptClass);
}

function hear(heard: Heard[], found: ParagraphTongues, language: string, scriptClass: number): void {
  const at = heard.findIndex((other) => other.language === language && other.scriptClass === scriptClass);
  if (at >= 0) {
    heard.unshift(...heard.splice(at, 1));
    return;
  }
  if (!canBeExpected(language, scriptClass)) return;
  heard.unshift({ language, scriptClass, tongue: tongueOf(found.tongues, language, SCRIPTS[scriptClass]!), expectation: undefined });
  if (heard.length > MOST_EXPECTED) heard.pop();
}
