import type { IdCounts } from "./id-counts.ts";
import type { Notice } from "./notices.ts";
import type { Reading } from "./resume/reading.ts";
import type { Settings } from "./settings.ts";
import type { DuplicateIndex } from "./stages/duplicates/duplicate-index.ts";

/** What a stage may know of the run. */
export interface StageContext extends DocumentContext {
  readonly signal: AbortSignal;
  /** Counts bytes that were read, as they stand on disk; for the progress bar and the summary. */
  bytesRead?(bytes: number): void;
  /** Where files go that live as long as the run; undefined = the system's folder for them. */
  readonly temporaryFolder?: string;
  /** Threads that work, this one among them; 1 where it is not said. Never changes what is found. */
  readonly jobs?: number;
  /** Whether there is so much to read that more threads are worth starting; undefined = not known. */
  readonly isLong?: () => boolean | undefined;
  /** What is known of earlier documents, where it outlives the run; undefined = nothing yet. */
  readonly index?: DuplicateIndex;
  /** Whether somebody takes the ledger: what only it shows is not worked out else. True where it is not said. */
  readonly isLedgerWanted?: boolean;
  /** Follows what is read, where the run may be resumed. */
  readonly reading?: Reading;
  /** Ids of earlier documents of the run; undefined = none yet. */
  readonly ids?: IdCounts;
}

/** One step of the pipeline. It takes documents in order and hands documents on in the same order. */
export interface Stage<In, Out> {
  readonly name: string;
  run(documents: AsyncIterable<In>, context: StageContext): AsyncIterable<Out>;
}

/** What the work on one document may know: settings, and somewhere to report to. It can run in a worker thread. */
export interface DocumentContext {
  readonly settings: Settings;
  notice(notice: Notice): void;
  /** Adds to the time that a step has taken; for benchmarks and profiles. */
  spent?(step: string, milliseconds: number): void;
}

/**
 * The work of a stage on one document: a pure function of document and settings (and of what it reports).
 * `undefined` = the document goes no further; a notice says why.
 */
export type DocumentFunction<In, Out> = (document: In, context: DocumentContext) => Out | undefined;

/** A per-document function under the name that its time is counted under. */
export interface DocumentStep<In, Out> {
  readonly name: string;
  readonly work: DocumentFunction<In, Out>;
}

/** Puts stages one behind the other; the types of what passes between them must meet. */
export function pipe<A, B, C>(first: Stage<A, B>, second: Stage<B, C>): Stage<A, C>;
export function pipe<A, B, C, D>(first: Stage<A, B>, second: Stage<B, C>, third: Stage<C, D>): Stage<A, D>;
export function pipe<A, B, C, D, E>(first: Stage<A, B>, second: Stage<B, C>, third: Stage<C, D>, fourth: Stage<D, E>): Stage<A, E>;
export function pipe<A, B, C, D, E, F>(first: Stage<A, B>, second: Stage<B, C>, third: Stage<C, D>, fourth: Stage<D, E>, fifth: Stage<E, F>): Stage<A, F>;
export function pipe<A, B, C, D, E, F, G>(
  first: Stage<A, B>,
  second: Stage<B, C>,
  third: Stage<C, D>,
  fourth: Stage<D, E>,
  fifth: Stage<E, F>,
  sixth: Stage<F, G>,
): Stage<A, G>;
export function pipe<A, B, C, D, E, F, G, H>(
  first: Stage<A, B>,
  second: Stage<B, C>,
  third: Stage<C, D>,
  fourth: Stage<D, E>,
  fifth: Stage<E, F>,
  sixth: Stage<F, G>,
  seventh: Stage<G, H>,
): Stage<A, H>;
export function pipe(...stages: Stage<unknown, unknown>[]): Stage<unknown, unknown> {
  return {
    name: stages.map((stage) => stage.name).join(" → "),
    run: (documents, context) => stages.reduce((flow, stage) => stage.run(flow, context), documents),
  };
}
