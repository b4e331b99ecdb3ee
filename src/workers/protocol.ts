/** What passes between the main thread and a worker. */
import type { DecidableDocument, Decisions, DocumentLines, RawDocument, SeededDocument } from "../document.ts";
import type { Notice } from "../notices.ts";
import type { Settings } from "../settings.ts";
import type { SharedModels } from "../stages/language/script-models.ts";

/** What a worker gets when it starts. It posts READY when it listens. */
export interface WorkerStart {
  readonly settings: Settings;
  /** Where language models are, or will be. */
  readonly models: SharedModels;
  /** Whether times are asked for. */
  readonly isTimed: boolean;
  readonly isLedgerWanted: boolean;
}

export const READY = "ready";

/** Answered by a BatchResult and by DocumentLines of each document, in the order of the requests. */
export type WorkerRequest = PrepareRequest | LinesRequest;

/** Documents to be worked on. Their bytes stand one behind the other in one buffer, which moves to the worker. */
export interface PrepareRequest {
  readonly documents: readonly RawDocument[];
  /** They stay with the worker under this number, and only what decisions need comes back; undefined = all comes back. */
  readonly keepAs: number | undefined;
}

/** Of each document that was kept under a number: what was decided. They are forgotten with it. */
export interface LinesRequest {
  readonly kept: number;
  readonly decisions: readonly Decision[];
}

export type Decision = Pick<DecidableDocument, "id"> & Pick<Decisions, "removals">;

/** A document that was worked on; undefined where it goes no further. */
export interface Outcome<Document = SeededDocument | DecidableDocument> {
  readonly document: Document | undefined;
  readonly notices: readonly Notice[];
}

export type Spent = readonly (readonly [step: string, milliseconds: number])[];

/** `bug` = what was thrown instead of the next outcome; it ends the run. */
export interface BatchResult<Document = SeededDocument | DecidableDocument> {
  readonly outcomes: readonly Outcome<Document>[];
  readonly spent: Spent;
  readonly bug?: unknown;
}

/** `lines` are undefined where the worker kept no such documents: one before it died. */
export interface LinesResult {
  readonly lines: readonly DocumentLines[] | undefined;
  readonly spent: Spent;
}

/** Gathers the bytes of documents in a buffer of their own: what was read may stand in a buffer that others use too. */
export function packBytes(documents: readonly RawDocument[]): { readonly documents: readonly RawDocument[]; readonly buffer: ArrayBuffer } {
  const pack = new Packing(documents.map(({ bytes }) => bytes));
  return { documents: documents.map((document) => ({ ...document, bytes: pack.bytes(document.bytes) })), buffer: pack.buffer };
}

/** Gathers the arrays that decisions need in one buffer, which moves: an array by itself costs more than its bytes. */
export function packArrays(outcomes: readonly Outcome<SeededDocument>[]): { readonly outcomes: readonly Outcome<DecidableDocument>[]; readonly buffer: ArrayBuffer } {
  const pack = new Packing(outcomes.flatMap(({ document }) => (document === undefined ? [] : arraysOf(document))));
  return { outcomes: outcomes.map(({ document, notices }) => ({ document: document && decidable(document, pack), notices })), buffer: pack.buffer };
}

function arraysOf({ paragraphs, passages }: SeededDocument): readonly ArrayBufferView[] {
  return [...Object.values(paragraphs), ...Object.values(passages)].filter((value) => ArrayBuffer.isView(value));
}

function decidable({ id, source, part, sourceLine, ordinal, text, paragraphs, unwanted, tails, passages }: SeededDocument, pack: Packing): DecidableDocument {
  return {
    id,
    source,
    ...(part !== undefined && { part }),
    ...(sourceLine !== undefined && { sourceLine }),
    ...(ordinal !== undefined && { ordinal }),
    text,
    paragraphs: { count: paragraphs.count, starts: pack.words(paragraphs.starts), ends: pack.words(paragraphs.ends) },
    unwanted,
    tails,
    passages: {
      count: passages.count,
      paragraph: pack.words(passages.paragraph),
      line: pack.words(passages.line),
      normal: pack.units(passages.normal),
      normalStart: pack.words(passages.normalStart),
      evidence: pack.bytes(passages.evidence),
      wholeHash: pack.words(passages.wholeHash),
      seedStart: pack.words(passages.seedStart),
      seeds: pack.words(passages.seeds),
      sparse: pack.bytes(passages.sparse),
      numbers: passages.numbers,
    },
  };
}

/** The widest number of an array that is packed, in bytes: each begins at a multiple of it. */
const ALIGNMENT = 4;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** One buffer for many arrays. */
class Packing {
  /** Moves when all is in it. */
  readonly buffer: ArrayBuffer;
  private at = 0;

  constructor(arrays: readonly ArrayBufferView[]) {
    this.buffer = new ArrayBuffer(arrays.reduce((sum, { byteLength }) => sum + aligned(byteLength), 0));
  }

  /** Copies in the buffer. */
  bytes(array: Uint8Array): Uint8Array {
    const copy = new Uint8Array(this.buffer, this.next(array), array.length);
    copy.set(array);
    return copy;
  }

  units(array: Uint16Array): Uint16Array {
    const copy = new Uint16Array(this.buffer, this.next(array), array.length);
    copy.set(array);
    return copy;
  }

  words(array: Uint32Array): Uint32Array {
    const copy = new Uint32Array(this.buffer, this.next(array), array.length);
    copy.set(array);
    return copy;
  }

  private next({ byteLength }: ArrayBufferView): number {
    const { at } = this;
    this.at += aligned(byteLength);
    return at;
  }
}
