import { splitParagraphs } from "../../stages/paragraphs/paragraphs.ts";
import type { Paragraphs } from "../../document.ts";
import type { LabelledDocument } from "./tails-documents.ts";

/** A labelled document by paragraphs: characters that must stay and that must go, in each. */
export interface MeasuredDocument {
  readonly document: LabelledDocument;
  readonly paragraphs: Paragraphs;
  readonly body: Uint32Array;
  readonly tail: Uint32Array;
  /** Expected reason of most of each paragraph, "" for none. */
  readonly reasons: readonly string[];
}

export function byParagraph(document: LabelledDocument): MeasuredDocument {
  const paragraphs = splitParagraphs(document.text);
  const body = new Uint32Array(paragraphs.count);
  const tail = new Uint32Array(paragraphs.count);
  const lettersByReason = Array.from({ length: paragraphs.count }, () => new Map<string, number>());
  let paragraph = 0;
  let start = 0;
  for (const [line, text] of document.text.split("\n").entries()) {
    const end = start + text.length;
    while (paragraph < paragraphs.count - 1 && paragraphs.ends[paragraph]! <= start) paragraph++;
    for (let p = paragraph; p < paragraphs.count && paragraphs.starts[p]! < end; p++) {
      const length = Math.max(0, Math.min(end, paragraphs.ends[p]!) - Math.max(start, paragraphs.starts[p]!));
      if (document.labels[line] === "B") body[p] = body[p]! + length;
      if (document.labels[line] === "T") tail[p] = tail[p]! + length;
      const reason = document.reasons?.[line] ?? "";
      if (reason !== "") lettersByReason[p]!.set(reason, (lettersByReason[p]!.get(reason) ?? 0) + length);
    }
    start = end + 1;
  }
  const reasons = lettersByReason.map((letters) => [...letters].reduce((most, one) => (one[1] > most[1] ? one : most), ["", 0])[0]);
  return { document, paragraphs, body, tail, reasons };
}

export interface Outcome {
  /** Share of the tail's characters that were cut; undefined without a tail. */
  readonly cut: number | undefined;
  /** Share of the body's characters that were lost. */
  readonly lost: number;
}

/** What removing some paragraphs means. */
export function outcomeOf({ body, tail }: MeasuredDocument, isRemoved: (paragraph: number) => boolean): Outcome {
  let bodyAll = 0;
  let bodyLost = 0;
  let tailAll = 0;
  let tailCut = 0;
  for (let p = 0; p < body.length; p++) {
    bodyAll += body[p]!;
    tailAll += tail[p]!;
    if (!isRemoved(p)) continue;
    bodyLost += body[p]!;
    tailCut += tail[p]!;
  }
  return { cut: tailAll > 0 ? tailCut / tailAll : undefined, lost: bodyAll > 0 ? bodyLost / bodyAll : 0 };
}

export interface Figures {
  readonly documents: number;
  /** Mean share of the tail cut, and documents of which nine tenths were cut, in %. */
  readonly cut: number;
  readonly nineTenths: number;
  /** Mean share of the body lost, documents that lost more than a tenth, documents that lost anything, in %. */
  readonly lost: number;
  readonly lostTenth: number;
  readonly touched: number;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const withTail = outcomes.flatMap(({ cut }) => (cut === undefined ? [] : [cut]));
  return {
    documents: outcomes.length,
    cut: percent(withTail.reduce((sum, cut) => sum + cut, 0), withTail.length),
    nineTenths: percent(withTail.filter((cut) => cut >= 0.9).length, withTail.length),
    lost: percent(outcomes.reduce((sum, { lost }) => sum + lost, 0), outcomes.length),
    lostTenth: percent(outcomes.filter(({ lost }) => lost > 0.1).length, outcomes.length),
    touched: percent(outcomes.filter(({ lost }) => lost > 0.001).length, outcomes.length),
  };
}
