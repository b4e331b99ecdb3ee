import { SURE_ENOUGH } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** A language in a script. */
export interface Tongue {
  readonly language: string;
  readonly script: string;
}

export const TOLD = 0;
export const UNSURE = 1;
/** No language: numbers, addresses, code, noise. */
export const NONE = 2;

/** What is known of each paragraph of a document: one place a paragraph. */
export interface ParagraphTongues {
  readonly tongues: Tongue[];
  /** Place in `tongues`. */
  readonly tongue: Uint16Array;
  /** TOLD, UNSURE or NONE. */
  readonly certainty: Uint8Array;
  readonly confidence: Float64Array;
  /** 1 where the paragraph was only compared with a language heard before, and fits it. */
  readonly compared: Uint8Array;
  /** 1 where the language or one of its close relatives is sure. */
  readonly kinTold: Uint8Array;
  /** 1 where the language is told from its close relatives for good, whatever they look like on the paragraphs around. */
  readonly apart: Uint8Array;
  /** Weighted letters. */
  readonly weight: Float64Array;
  readonly inherited: Uint8Array;
}

export function noTongues(count: number): ParagraphTongues {
  return {
    tongues: [],
    tongue: new Uint16Array(count),
    certainty: new Uint8Array(count),
    confidence: new Float64Array(count),
    compared: new Uint8Array(count),
    kinTold: new Uint8Array(count),
    apart: new Uint8Array(count),
    weight: new Float64Array(count),
    inherited: new Uint8Array(count),
  };
}

/** The place of a language and script in `tongues`; new ones are added. A document has few, so they are looked through. */
export function tongueOf(tongues: Tongue[], language: string, script: string): number {
  for (let i = 0; i < tongues.length; i++) if (tongues[i]!.language === language && tongues[i]!.script === script) return i;
  return tongues.push({ language, script }) - 1;
}

const CERTAINTIES = { told: TOLD, unsure: UNSURE, none: NONE };

export function setVerdict(found: ParagraphTongues, at: number, verdict: Verdict): void {
  found.tongue[at] = tongueOf(found.tongues, verdict.language, verdict.script);
  found.certainty[at] = CERTAINTIES[verdict.certainty];
  found.confidence[at] = verdict.confidence;
  found.kinTold[at] = Number((verdict.kinConfidence ?? 0) >= SURE_ENOUGH);
  found.apart[at] = 0;
  found.weight[at] = verdict.weight;
}
