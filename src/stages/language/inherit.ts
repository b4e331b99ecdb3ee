/** Paragraphs that cannot tell their language by themselves take that of their neighbours, else of the document. */
import type { Paragraphs } from "../../document.ts";
import { preference } from "./alphabet.ts";
import { plainText } from "./asked.ts";
import { modelledScript } from "./script-models.ts";
import { SURE_ENOUGH } from "./verdict.ts";
import type { ParagraphTongues, Tongue } from "./tongues.ts";
import { TOLD, UNSURE } from "./tongues.ts";

/** Weighted letters of a title: what contradicts both neighbours with less than SURE_IN_CONTEXT is not believed. */
const SHORT = 40;
const SURE_IN_CONTEXT = 0.95;
/**
 * Unless it is so much likelier (in logits) than the neighbours' language: what else it might be does not matter. With 4, and 6 for the guess of an unsure
 * one, 97.3 % of lone lines in another language are told with both their neighbours (training documents of NTREX), 95.0 % without, 97.5 % with 2 and 3,
 * which take one in 150 short lines of a document in one language for foreign, instead of one in 2,000. (Measured before lines of names alone were left to
 * their neighbours, which costs 0.9 points of the former.)
 */
const FAR_FROM_NEIGHBOURS = 4;
const FAR_IF_UNSURE = 6;
/** A word that begins with a small letter: a line without any may be made of names. */
const SMALL_WORD = /(?<![\p{L}\p{M}\p{N}'’-])\p{Ll}/u;
/** Scripts without capitals do not tell names. */
const CAPITAL = /\p{Lu}/u;
/** Only names and short text take a language of another script: "iPhone" between Japanese lines belongs to them, an English sentence does not. */
const SHORT_FOREIGN = 25;
/** A line between two languages that fits either is rather the heading of what follows (in logits). */
const HEADING = 1;

/** Writes the languages of unsure paragraphs; the confidence of what is inherited is that of the paragraph's own guess, if it was the same, else 0. */
export function inheritLanguages(found: ParagraphTongues, ofDocument: Tongue | undefined, text: string, paragraphs: Paragraphs): void {
  const context = { found, text, paragraphs };
  doubtContradictions(context);
  doubtHan(found);
  const { certainty } = found;
  const count = certainty.length;
  const after = new Int32Array(count).fill(-1);
  for (let i = count - 2; i >= 0; i--) after[i] = certainty[i + 1] === TOLD ? i + 1 : after[i + 1]!;
  let before = -1;
  for (let i = 0; i < count; i++) {
    if (certainty[i] === UNSURE) inherit(context, i, before, after[i]!, ofDocument);
    if (certainty[i] === TOLD) before = i;
  }
}

interface Context {
  readonly found: ParagraphTongues;
  readonly text: string;
  readonly paragraphs: Paragraphs;
}

/**
 * Short paragraphs that differ from both their told neighbours, which agree, become unsure unless they are very sure; and those of names alone however sure they are
 * and whatever stands around them, for the names may be of another country.
 */
function doubtContradictions(context: Context): void {
  const { tongue, certainty, weight } = context.found;
  let before = -1;
  for (let i = 0; i < certainty.length; i++) {
    if (certainty[i] !== TOLD) continue;
    if (weight[i]! < SHORT && tongue[i] !== tongue[before]) {
      let next = i + 1;
      while (next < certainty.length && certainty[next] !== TOLD) next++;
      const isAlone = before < 0 && next === certainty.length;
      if (tongue[i] !== tongue[next] && !isAlone && (contradicts(context, i, before, next) || !holdsWords(context, i))) {
        certainty[i] = UNSURE;
        continue;
      }
    }
    before = i;
  }
}

function contradicts(context: Context, at: number, before: number, next: number): boolean {
  const { tongue, confidence } = context.found;
  return before >= 0 && tongue[before] === tongue[next] && confidence[at]! < SURE_IN_CONTEXT && !isFarFrom(context, at, tongue[before]!, FAR_FROM_NEIGHBOURS);
}

/** Chinese characters alone may be read in several languages: if others of the document are sure, they count. */
function doubtHan({ tongues, tongue, certainty, confidence }: ParagraphTongues): void {
  const sure = new Set<string>();
  const isHan = tongues.map(({ script }) => CJK_SCRIPTS.has(script));
  if (!isHan.includes(true)) return;
  for (let i = 0; i < tongue.length; i++) if (isHan[tongue[i]!] && confidence[i]! >= SURE_IN_CONTEXT) sure.add(tongues[tongue[i]!]!.language);
  if (sure.size === 0) return;
  for (let i = 0; i < tongue.length; i++) {
    const { language } = tongues[tongue[i]!]!;
    if (certainty[i] === TOLD && isHan[tongue[i]!] && confidence[i]! < SURE_IN_CONTEXT && !sure.has(language)) certainty[i] = UNSURE;
  }
}

/** How much likelier the text of a paragraph is in one language (a place in `tongues`) than in another, in logits; 0 for scripts that no model knows. */
function lead({ found: { tongues }, text, paragraphs }: Context, at: number, one: number, other: number): number {
  const [{ language, script }, against] = [tongues[one]!, tongues[other]!];
  const scriptClass = modelledScript(script);
  if (scriptClass === 0 || against.script !== script) return 0;
  return preference(scriptClass, plainText(text, paragraphs.starts[at]!, paragraphs.ends[at]!, scriptClass), language, against.language);
}

function isFarFrom(context: Context, at: number, heir: number, far: number): boolean {
  return holdsWords(context, at) && lead(context, at, context.found.tongue[at]!, heir) >= far;
}

/** Is there anything but names? */
function holdsWords({ text, paragraphs }: Context, at: number): boolean {
  const own = text.slice(paragraphs.starts[at], paragraphs.ends[at]);
  return SMALL_WORD.test(own) || !CAPITAL.test(own);
}

function inherit(context: Context, at: number, before: number, after: number, ofDocument: Tongue | undefined): void {
  const { tongues, tongue, weight, confidence, inherited } = context.found;
  const own = tongues[tongue[at]!]!;
  const heir = chooseNeighbour(context, at, before, after) ?? placeOf(tongues, ofDocument);
  if (heir === undefined) return;
  const { language, script } = tongues[heir]!;
  if (language === "und" || (!canShare(own.script, script) && weight[at]! >= SHORT_FOREIGN && holdsWords(context, at))) return;
  if (language !== own.language && own.language !== "und" && isFarFrom(context, at, heir, FAR_IF_UNSURE)) return;
  if (language !== own.language) confidence[at] = 0;
  confidence[at] = Math.min(confidence[at]!, SURE_ENOUGH);
  tongue[at] = heir;
  inherited[at] = 1;
}

/** The neighbour (a place in `tongues`) that the paragraph itself guesses at, else the likelier one, else one of its script, else the nearer one. */
function chooseNeighbour(context: Context, at: number, before: number, after: number): number | undefined {
  const { tongues, tongue } = context.found;
  const candidates = at - before <= after - at || after < 0 ? [before, after] : [after, before];
  const places = candidates.filter((neighbour) => neighbour >= 0).map((neighbour) => tongue[neighbour]!);
  const own = tongues[tongue[at]!]!;
  const sharing = places.filter((place) => canShare(own.script, tongues[place]!.script));
  const guessed = sharing.find((place) => tongues[place]!.language === own.language);
  if (guessed !== undefined || sharing.length < 2) return guessed ?? sharing[0] ?? places[0];
  const [first, second] = [tongue[before]!, tongue[after]!];
  if (modelledScript(tongues[first]!.script) === 0 || first === second) return sharing[0];
  return lead(context, at, second, first) + HEADING >= 0 ? second : first;
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
