import type { Notice } from "../notices.ts";

/** What a report shows. Numbers of all that was removed; texts of the biggest and the nearest only. */
export interface ReportData {
  readonly totals: ReportTotals;
  /** Removals and characters by reason. */
  readonly removed: Readonly<Record<string, ReasonCount>>;
  /** Documents by language and by encoding; of those that were written. */
  readonly languages: Readonly<Record<string, number>>;
  readonly encodings: Readonly<Record<string, number>>;
  /** Near duplicates by coverage: COVERAGE_BINS shares from 0 to 1. */
  readonly coverage: Readonly<Uint32Array>;
  /** The coverage from which on a passage went. */
  readonly threshold: number;
  readonly groups: readonly DuplicateGroup[];
  readonly groupCount: number;
  /** Small groups were dropped while reading: counts of groups may be too low. */
  readonly groupsThinned: boolean;
  readonly tails: readonly Cut[];
  readonly tailCount: number;
  /** With --heads. */
  readonly heads: readonly Cut[];
  readonly headCount: number;
  /** Near duplicates of the lowest coverage, nearest to the threshold first. */
  readonly nearest: readonly Copy[];
  readonly removals: readonly LargeRemoval[];
  readonly removalCount: number;
  /** Undefined where only output and ledger are at hand. */
  readonly notices: ReportNotices | undefined;
}

export interface ReportTotals {
  documents: number;
  documentsWritten: number;
  characters: number;
  charactersRemoved: number;
}

export interface ReasonCount {
  removals: number;
  characters: number;
}

export interface ReportNotices {
  readonly shown: readonly Notice[];
  readonly count: number;
}

/** The begin of a text. */
export interface Excerpt {
  readonly text: string;
  /** Code points of the whole. */
  readonly characters: number;
}

/** Code points of a decoded source, half open, and the line that they begin in. */
export interface Span {
  readonly id: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A removed passage, and what covers it. */
export interface Copy {
  readonly id: string;
  readonly line: number;
  readonly reason: string;
  readonly score: number;
  readonly similarity: number | undefined;
  readonly removed: Excerpt;
  readonly covers: readonly Span[];
  /** Filled in from the output; undefined where it does not have the text. */
  kept: Excerpt | undefined;
}

/** All passages that the same passage covers. */
export interface DuplicateGroup {
  readonly cover: Span;
  readonly copies: readonly Copy[];
  readonly count: number;
  readonly characters: number;
}

/** What was cut from the end of a document, or from its begin. */
export interface Cut {
  readonly id: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly reasons: readonly string[];
  readonly score: number;
  readonly removed: Excerpt;
  /** How what stands before a tail ends, or what stands behind a head begins; filled in from the output. */
  beside: string | undefined;
}

export interface LargeRemoval {
  readonly id: string;
  readonly line: number;
  readonly reason: string;
  readonly score: number;
  readonly removed: Excerpt;
}

export const COVERAGE_BINS = 100;
