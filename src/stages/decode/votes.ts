/**
 * What other detectors and the text itself say of its encoding, as points. They are asked only where the likeliest readings are near
 * to one another, and loaded when first asked.
 */
import { createRequire } from "node:module";
import { guessByChardetng } from "./chardetng.ts";
import { resolveEncoding } from "./names.ts";

export interface Vote {
  readonly by: "declaration" | "jschardet" | "chardetng" | "chardet";
  readonly encoding: string;
  readonly points: number;
}

/** Points of the study behind the design, in nats. chardet, right on 68 % of real files alone, has the least. */
const JSCHARDET_POINTS = 8;
const CHARDETNG_POINTS = 2;
const CHARDET_POINTS = 1;
export const DECLARATION_POINTS = 12;
/** What all three say when they find nothing: it counts for less. */
const FALLBACK = "windows-1252";
const FALLBACK_SHARE = 0.4;
/** More makes the detectors slower, not better. */
const VOTE_BYTES = 2048;

interface Jschardet {
  detect(bytes: Uint8Array): { readonly encoding: string | null };
}
interface Chardet {
  detect(bytes: Uint8Array): string | null;
}

const require = createRequire(import.meta.url);
let jschardet: Jschardet | undefined;
let chardet: Chardet | undefined;

function askJschardet(bytes: Uint8Array): string | null {
  jschardet ??= require("jschardet") as Jschardet;
  return jschardet.detect(bytes).encoding;
}

function askChardet(bytes: Uint8Array): string | null {
  chardet ??= require("chardet") as Chardet;
  return chardet.detect(bytes);
}

/** The detectors' answers on a sample; a detector that fails, or names an unknown encoding, has none. */
export function askDetectors(sample: Uint8Array): Vote[] {
  const bytes = sample.subarray(0, VOTE_BYTES);
  const votes: Vote[] = [];
  const ask = (by: Vote["by"], points: number, detector: (bytes: Uint8Array) => string | null): void => {
    const encoding = nameGivenBy(detector, bytes);
    if (encoding !== undefined) votes.push({ by, encoding, points: encoding === FALLBACK ? points * FALLBACK_SHARE : points });
  };
  ask("jschardet", JSCHARDET_POINTS, askJschardet);
  ask("chardetng", CHARDETNG_POINTS, guessByChardetng);
  ask("chardet", CHARDET_POINTS, askChardet);
  return votes;
}

function nameGivenBy(detector: (bytes: Uint8Array) => string | null, bytes: Uint8Array): string | undefined {
  try {
    const name = resolveEncoding(detector(bytes) ?? "");
    return name === "GBK" ? "gb18030" : name;
  } catch {
    return undefined;
  }
}
