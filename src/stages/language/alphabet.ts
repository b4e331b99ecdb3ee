/**
 * Languages of the scripts that many are written in (Latin, Cyrillic, Arabic, Devanagari): the model ranks all, and where the best one has
 * close relatives, their words decide among them.
 */
import { exponential, logistic } from "../../models/language-logarithm.ts";
import { addRelativeWeights, relativesOf } from "../../models/language-relatives.ts";
import type { RelativesGroup } from "../../models/language-relatives.ts";
import { addWordWeights, languageWords } from "../../models/language-words.ts";
import type { LanguageWords } from "../../models/language-words.ts";
import { LATIN } from "../../models/scripts.ts";
import { askedBytes } from "./asked.ts";
import type { AskedText } from "./asked.ts";
import { scoreLanguages, scriptModel } from "./script-models.ts";
import type { ScriptModel } from "./script-models.ts";

export interface Ranked {
  readonly language: string;
  /** How sure the best is against all others, 0 to 1. */
  readonly confidence: number;
  /** The same for it and its close relatives together. */
  readonly kinConfidence: number;
  /** How much the text looks like this language at all (language-model.ts). */
  readonly familiarity: number;
}

/** Bosnian differs from Croatian and Serbian by too little: it is never said, and what the model gives it goes to those two. */
const NEVER_SAID = "bs";
const SAID_INSTEAD = "hr";
/**
 * Logits a point of difference in the relatives' weights; features are not independent, so less than 1. With it, 87 to 92 % of answers given at .7 to .9
 * are right (4,400 sentences of 13 such languages that trained nothing), and nearly all above.
 */
export const RELATIVE_SLOPE = 0.35;

const SPACE_UNIT = 0x20;

/** Languages with little text on the web. */
const SELDOM = new Set("ace bcl br crh eo fo ff fy gn gd gom ha ht ig jv kab ki la lb lg lij ln mg nso oc om qu rw sa se sn so st tk tt vec vo wa wo xh yo zu ba ug".split(" "));
/**
 * Points that a language with little text has to be better by. Against 0, 4 gives 0.2 points more right on 40-character prefixes of 69
 * languages (tests/bench/language.ts) and on whole sentences as many; 10 gives 0.1 more.
 */
const HANDICAP = 4;

/** The first FIRST_ASKED units are asked about first; most often their answer is sure, and takes a third of the time. */
const FIRST_ASKED = 100;
/** Asking about the whole of all texts instead is right on just as many sentences. */
const SURE_AT_ONCE = 0.97;

/** The language that fits `asked` best. */
export function rankLanguages(scriptClass: number, asked: AskedText): Ranked {
  if (asked.length > 2 * FIRST_ASKED) {
    const whole = asked.length;
    shorten(asked);
    const ranked = rankWhole(scriptClass, asked);
    if (ranked.confidence >= SURE_AT_ONCE) return ranked;
    asked.length = whole;
  }
  return rankWhole(scriptClass, asked);
}

/** Cuts behind the last word that ends within FIRST_ASKED units. */
function shorten(asked: AskedText): void {
  let length = FIRST_ASKED;
  while (length > FIRST_ASKED / 2 && asked.units[length - 1] !== SPACE_UNIT) length--;
  asked.length = length;
}

function rankWhole(scriptClass: number, asked: AskedText): Ranked {
  const model = scriptModel(scriptClass)!;
  const bytes = askedBytes(asked);
  const scores = scoreLanguages(model, bytes);
  const names = model.languages;
  const handicaps = handicapsOf(model);
  for (let i = 0; i < scores.length; i++) scores[i]! -= handicaps[i]!;
  const byLetters = rankScores(scriptClass, asked, model, bytes, scores);
  if (byLetters.kinConfidence >= SURE_AT_ONCE) return byLetters;
  const known = addWords(scriptClass, asked, model, scores);
  const byWords = rankScores(scriptClass, asked, model, bytes, scores);
  return known[names.indexOf(byWords.language)]! >= KNOWN_WORDS ? { ...byWords, familiarity: Infinity } : byWords;
}

const knownHandicaps = new WeakMap<ScriptModel, Float64Array>();

/** Points by place in the model's languages. */
function handicapsOf(model: ScriptModel): Float64Array {
  let known = knownHandicaps.get(model);
  if (!known) {
    known = Float64Array.from(model.languages, (name) => (SELDOM.has(name) ? HANDICAP : 0));
    knownHandicaps.set(model, known);
  }
  return known;
}

/**
 * What a tenth of a word's weight counts beside the scores by letters. Right of 20- and 40-character prefixes and of sentences of NTREX's training documents, in the
 * 32 languages whose words come from elsewhere: 80.8, 95.2 and 99.38 % with 0; 84.2, 96.3 and 99.50 with 0.3; 84.5, 96.3 and 99.49 with 0.4; 84.5, 96.1 and 99.45 with 0.6.
 */
const WORD_SHARE = 0.4;
/** Tenths of weight of words from which on text is no longer strange, whatever its letters look like: two or three common words. */
const KNOWN_WORDS = 30;

interface Vocabulary {
  readonly words: LanguageWords;
  /** Place of each of its languages in those of the model. */
  readonly places: Uint8Array;
  readonly sums: Int32Array;
}

const vocabularies = new Map<number, Vocabulary | undefined>();

function vocabularyOf(scriptClass: number, { languages }: ScriptModel): Vocabulary | undefined {
  if (!vocabularies.has(scriptClass)) {
    const words = languageWords(scriptClass);
    vocabularies.set(scriptClass, words && { words, places: Uint8Array.from(words.languages, (language) => languages.indexOf(language)), sums: new Int32Array(words.languages.length) });
  }
  return vocabularies.get(scriptClass);
}

/** Adds what common words say to the scores; returns it by language, in tenths. */
function addWords(scriptClass: number, asked: AskedText, model: ScriptModel, scores: Float64Array): Int32Array {
  const byLanguage = new Int32Array(scores.length);
  const vocabulary = vocabularyOf(scriptClass, model);
  if (!vocabulary) return byLanguage;
  const { words, places, sums } = vocabulary;
  sums.fill(0);
  addWordWeights(words, asked.units, asked.length, sums);
  for (let i = 0; i < sums.length; i++) {
    byLanguage[places[i]!] = sums[i]!;
    scores[places[i]!]! += WORD_SHARE * sums[i]!;
  }
  return byLanguage;
}

function rankScores(scriptClass: number, asked: AskedText, model: ScriptModel, bytes: Uint8Array, scores: Float64Array): Ranked {
  const names = model.languages;
  const best = indexOfLargest(scores);
  const named = names[best] === NEVER_SAID ? SAID_INSTEAD : names[best]!;
  const group = scriptClass === LATIN ? relativesOf(named) : undefined;
  const confidence = shareOfBest(scores, best, 1 / Math.sqrt(bytes.length), (language) =>
    group !== undefined && (group.languages.includes(names[language]!) || names[language] === NEVER_SAID));
  const familiarity = model.scorer.familiarity(model.languageOfColumn.indexOf(best));
  if (!group) return { language: named, confidence, kinConfidence: confidence, familiarity };
  const chosen = chooseRelative(group, asked, (language) => scores[names.indexOf(language)]!);
  return { language: chosen.language, confidence: confidence * chosen.confidence, kinConfidence: confidence, familiarity };
}

/** How much likelier the text is in one language of the script than in another, in logits; 0 if the model does not know both. */
export function preference(scriptClass: number, asked: AskedText, one: string, other: string): number {
  const group = scriptClass === LATIN ? relativesOf(one) : undefined;
  if (group?.languages.includes(other)) {
    const weights = relativeWeights(group, asked.units, asked.length);
    return RELATIVE_SLOPE * (weights[group.languages.indexOf(one)]! - weights[group.languages.indexOf(other)]!);
  }
  const model = scriptModel(scriptClass)!;
  const bytes = askedBytes(asked);
  const scores = scoreLanguages(model, bytes);
  const [first = 0, second = 0] = [one, other].map((language) => scores[model.languages.indexOf(language)]! - (SELDOM.has(language) ? HANDICAP : 0));
  return Number.isNaN(first - second) ? 0 : (first - second) / Math.sqrt(bytes.length);
}

/** A language so far behind has less than 1 / 20,000 of the best one's share. */
const FAR_BEHIND = -10;

/** Share of the best and its relatives in Σ e^(difference × scale): the model's logs are no probabilities, for n-grams overlap. */
function shareOfBest(scores: Float64Array, best: number, scale: number, isRelative: (language: number) => boolean): number {
  let total = 1;
  for (let language = 0; language < scores.length; language++) {
    const difference = (scores[language]! - scores[best]!) * scale;
    if (difference > FAR_BEHIND && language !== best && !isRelative(language)) total += exponential(difference);
  }
  return 1 / total;
}

interface Sums {
  readonly tenths: Int32Array;
  readonly weights: Float64Array;
}

const sums = new Map<RelativesGroup, Sums>();

function sumsOf(group: RelativesGroup): Sums {
  let known = sums.get(group);
  if (!known) {
    known = { tenths: new Int32Array(group.languages.length), weights: new Float64Array(group.languages.length) };
    sums.set(group, known);
  }
  return known;
}

/**
 * Weights of the group's features, plus head start; by language of the group. The array is used again by the next call.
 * @param clear what is enough for one language to lead by: then nothing behind the word is read
 */
export function relativeWeights(group: RelativesGroup, units: Uint16Array, length: number, clear = Infinity): Float64Array {
  const { tenths, weights } = sumsOf(group);
  for (let i = 0; i < tenths.length; i++) tenths[i] = Math.round(10 * group.priors[i]!);
  addRelativeWeights(group, units, length, tenths, 10 * clear);
  for (let i = 0; i < weights.length; i++) weights[i] = tenths[i]! / 10;
  return weights;
}

function chooseRelative(group: RelativesGroup, asked: AskedText, score: (language: string) => number): { language: string; confidence: number } {
  const weights = relativeWeights(group, asked.units, asked.length);
  for (let i = 0; i < weights.length; i++) weights[i]! += group.modelShare * score(group.languages[i]!);
  const best = indexOfLargest(weights);
  return { language: group.languages[best]!, confidence: logistic(RELATIVE_SLOPE * leadOf(weights, best)) };
}

/** How far the best is ahead of the second. */
export function leadOf(weights: Float64Array, best: number): number {
  let second = -Infinity;
  for (let i = 0; i < weights.length; i++) if (i !== best && weights[i]! > second) second = weights[i]!;
  return weights[best]! - second;
}

export function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
