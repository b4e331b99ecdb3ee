/** What passes between the main thread and a worker. */
import type { RawDocument, SeededDocument } from "../document.ts";
import type { Notice } from "../notices.ts";
import type { Settings } from "../settings.ts";
import type { SharedModels } from "../stages/language/script-models.ts";

/** What a worker gets when it starts. */
export interface WorkerStart {
  readonly settings: Settings;
  /** Where language models are, or will be. */
  readonly models: SharedModels;
  /** Whether times are asked for. */
  readonly isTimed: boolean;
}

/** Documents to be worked on. Their bytes stand one behind the other in one buffer, which moves to the worker. */
export interface Batch {
  readonly documents: readonly RawDocument[];
}

/** A document that was worked on; undefined where it goes no further. */
export interface Outcome {
  readonly document: SeededDocument | undefined;
  readonly notices: readonly Notice[];
}

/** `bug` = what was thrown instead of the next outcome; it ends the run. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  readonly spent: readonly (readonly [step: string, milliseconds: number])[];
  readonly bug?: unknown;
}

/** Gathers the bytes of documents in a buffer of their own: what was read may stand in a buffer that others use too. */
export function packBatch(documents: readonly RawDocument[]): { readonly batch: Batch; readonly buffer: ArrayBuffer } {
  const packed = new Uint8Array(documents.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  const own = documents.map((document) => {
    packed.set(document.bytes, at);
    at += document.bytes.length;
    return { ...document, bytes: packed.subarray(at - document.bytes.length, at) };
  });
  return { batch: { documents: own }, buffer: packed.buffer };
}
