import type { Notice, StageName } from "./notices.ts";
import type { Settings } from "./settings.ts";

/** What a stage may know of the run. */
export interface StageContext {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  notice(notice: Notice): void;
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
}

/**
 * The work of a stage on one document: a pure function of document and settings (and of what it reports).
 * `undefined` = the document goes no further; a notice says why.
 */
export type DocumentFunction<In, Out> = (document: In, context: DocumentContext) => Out | undefined;

/** A per-document function under the name of its stage, which time is counted under. */
export interface DocumentStep<In, Out> {
  readonly name: StageName;
  readonly work: DocumentFunction<In, Out>;
}
