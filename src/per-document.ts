import { performance } from "node:perf_hooks";
import type { RawDocument } from "./document.ts";
import { mapDocuments } from "./map-documents.ts";
import type { Notice } from "./notices.ts";
import type { DocumentContext, DocumentFunction, DocumentStep, Stage } from "./stage.ts";

/** Puts the work of several stages on one document into one function, so that a document crosses threads once each way. */
export function compose<A, B, C, D, E, F>(
  first: DocumentStep<A, B>,
  second: DocumentStep<B, C>,
  third: DocumentStep<C, D>,
  fourth: DocumentStep<D, E>,
  fifth: DocumentStep<E, F>,
): DocumentFunction<A, F> {
  return (document, context) => {
    const decoded = timed(first, document, context);
    const split = decoded && timed(second, decoded, context);
    const told = split && timed(third, split, context);
    const marked = told && timed(fourth, told, context);
    return marked && timed(fifth, marked, context);
  };
}

function timed<In, Out>(step: DocumentStep<In, Out>, document: In, context: DocumentContext): Out | undefined {
  if (context.spent === undefined) return step.work(document, context);
  const start = performance.now();
  const result = step.work(document, context);
  context.spent(step.name, performance.now() - start);
  return result;
}

/** Notices about a part of a file name lines of the file. */
export function namingLinesOfFile<Out>(work: DocumentFunction<RawDocument, Out>): DocumentFunction<RawDocument, Out> {
  return (document, context) => {
    const { linesBefore = 0 } = document;
    if (linesBefore === 0) return work(document, context);
    const notice = (own: Notice): void => context.notice(own.line === undefined ? own : { ...own, line: own.line + linesBefore });
    return work(document, { ...context, notice });
  };
}

/** A stage that does its work on each document by itself. */
export function perDocument<In, Out>(work: DocumentFunction<In, Out>): Stage<In, Out> {
  return {
    name: "per document",
    run: (documents, context) => mapDocuments(documents, (document) => work(document, context)),
  };
}
