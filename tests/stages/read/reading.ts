import type { RawDocument } from "../../../src/document.ts";
import type { Notice } from "../../../src/notices.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import type { StageContext } from "../../../src/stage.ts";
import type { Input } from "../../../src/stages/read/inputs.ts";
import { read } from "../../../src/stages/read/read.ts";

/** What a stage is given, and the notices that it leaves. */
export interface Told {
  readonly context: StageContext;
  readonly notices: Notice[];
}

export function contextWith(settings: Partial<Settings> = {}, signal: AbortSignal = new AbortController().signal): Told {
  const notices: Notice[] = [];
  return { context: { settings: { ...DEFAULT_SETTINGS, ...settings }, signal, notice: (notice) => notices.push(notice) }, notices };
}

/** Bytes as a stream, in these chunks. */
export async function* streamOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

export interface Reading {
  readonly documents: readonly RawDocument[];
  /** Id and bytes of each document, as text. */
  readonly texts: readonly (readonly [string, string])[];
  readonly notices: readonly Notice[];
  /** Code, severity and path of each notice. */
  readonly told: readonly string[];
}

/** All that the read stage makes of the inputs. */
export async function reading(inputs: readonly Input[], settings: Partial<Settings> = {}): Promise<Reading> {
  const { context, notices } = contextWith(settings);
  const documents: RawDocument[] = [];
  for await (const document of read.run(inOrder(inputs), context)) documents.push(document);
  return {
    documents,
    texts: documents.map(({ id, bytes }) => [id, Buffer.from(bytes).toString()] as const),
    notices,
    told: notices.map(({ code, severity, path }) => `${code} ${severity} ${path}`),
  };
}

/** What the read stage makes of a pipe. */
export function readingOfStream(chunks: readonly (string | Uint8Array)[], settings: Partial<Settings> = {}): Promise<Reading> {
  return reading([{ kind: "stream", stream: streamOf(...chunks), id: "stdin", path: "stdin" }], settings);
}

async function* inOrder(inputs: readonly Input[]): AsyncGenerator<Input> {
  yield* inputs;
}
