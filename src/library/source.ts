import type { RawDocument } from "../document.ts";
import type { Settings } from "../settings.ts";
import { type Input, inputsOf } from "../stages/read/inputs.ts";
import { untilAborted } from "../stages/read/until-aborted.ts";

/** A document of the caller's own whose encoding is to be found. */
export interface BytesDocument {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/**
 * A document of the caller's own, as a JSON line has it: its text in the field `textField` names ("text"), its name in that of
 * `idField` ("id"). Other fields come back as `metadata.input`.
 */
export type RecordDocument = Readonly<Record<string, unknown>>;

export type OwnDocument = BytesDocument | RecordDocument;

/** What is to be cleaned: paths of files and folders, or documents. */
export type Source = string | readonly string[] | Iterable<OwnDocument> | AsyncIterable<OwnDocument>;

/** What notices and output name as the place that own documents come from. */
const OWN_SOURCE = "documents";

/** @param signal ends the wait for a document that does not come */
export function inputsFrom(source: Source, settings: Settings, signal: AbortSignal): readonly Input[] {
  if (typeof source === "string") return inputsOf([source], noStdin());
  if (arePaths(source)) return inputsOf(source, noStdin());
  return [{ kind: "documents", documents: rawDocuments(untilAborted(source, signal), settings), path: OWN_SOURCE }];
}

function arePaths(source: Exclude<Source, string>): source is readonly string[] {
  return Array.isArray(source) && source.every((path) => typeof path === "string");
}

async function* rawDocuments(documents: AsyncIterable<OwnDocument>, settings: Settings): AsyncGenerator<RawDocument> {
  let sourceLine = 0;
  for await (const document of documents) {
    sourceLine++;
    if (isBytes(document)) yield { id: document.id, source: OWN_SOURCE, bytes: document.bytes, format: "text" };
    else yield { ...named(document, settings, sourceLine), source: OWN_SOURCE, format: "jsonl", sourceLine };
  }
}

/** A text goes the way of a JSON line: it is not guessed at as bytes are, and no character of it can be lost. */
function named(document: RecordDocument, settings: Settings, number: number): Pick<RawDocument, "id" | "bytes"> {
  const { id, ...rest } = document;
  const isNamed = settings.idField === undefined && typeof id === "string" && id !== "";
  return { id: isNamed ? id : `${OWN_SOURCE}#${number}`, bytes: Buffer.from(JSON.stringify(isNamed ? rest : document)) };
}

function isBytes(document: OwnDocument): document is BytesDocument {
  return document["bytes" as keyof OwnDocument] instanceof Uint8Array && typeof document.id === "string";
}

async function* noStdin(): AsyncGenerator<Uint8Array> {}
