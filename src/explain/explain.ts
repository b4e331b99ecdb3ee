import type { CleanDocument, Cover, RawDocument, TextDocument } from "../document.ts";
import { learnTails } from "../learn-tails.ts";
import type { Notice } from "../notices.ts";
import { perDocument } from "../per-document.ts";
import { prepare } from "../pipeline.ts";
import { emptySummary } from "../report/summary.ts";
import { contextOf, type RunEvents } from "../run.ts";
import type { Settings } from "../settings.ts";
import { pipe, type Stage } from "../stage.ts";
import { detectEncoding } from "../stages/decode/detect.ts";
import type { Detection } from "../stages/decode/detection.ts";
import { decode } from "../stages/decode/decode.ts";
import { duplicates } from "../stages/duplicates/duplicates.ts";
import type { OpenIndex } from "../stages/duplicates/index-folder.ts";
import type { Input } from "../stages/read/inputs.ts";
import { read } from "../stages/read/read.ts";
import { judgeTail, type JudgedTail } from "../stages/tails/judge.ts";
import { inOrder, withTurns } from "../turns.ts";

/** What is to be explained, settled. */
export interface ExplainConfig {
  /** All that is read, in order: the file itself, and what it is compared with. */
  readonly inputs: readonly Input[];
  /** Whether a path as reached is the file that is to be explained. */
  isExplained(source: string): boolean;
  readonly settings: Settings;
  readonly temporaryFolder?: string;
  /** What is known of earlier documents; of those that are not read too, no text is shown. */
  readonly index?: OpenIndex;
  readonly signal: AbortSignal;
}

/** One document of the file, with all that was decided about it. */
export interface ExplainedDocument {
  readonly document: CleanDocument;
  /** How the bytes were read; undefined where nothing was left to find (a JSON line, a named encoding). */
  readonly detection: Detection | undefined;
  /** All that is known of its end; undefined where it was not looked at. */
  readonly tail: JudgedTail | undefined;
  readonly notices: readonly Notice[];
  /** Each document that covers something in it, by id. */
  readonly covering: ReadonlyMap<string, CoveringDocument>;
}

export type CoveringDocument = Pick<TextDocument, "text" | "source">;

/**
 * Does what `clean` does up to the decisions, and gathers what is behind those about one file. Reads the other inputs twice, if they
 * cover something. Holds the documents of the file, and those that cover them.
 */
export async function* explain(typed: ExplainConfig, events: RunEvents = {}): AsyncGenerator<ExplainedDocument> {
  const config = { ...typed, settings: await learnTails(typed) };
  const notices: Notice[] = [];
  const listening: RunEvents = {
    ...events,
    notice: (notice) => {
      if (config.isExplained(notice.path)) notices.push(notice);
      else events.notice?.(notice);
    },
  };
  const raws: RawDocument[] = [];
  const explained: CleanDocument[] = [];
  const decided = pipe(keepingRaw(config, raws), perDocument(prepare), duplicates);
  for await (const document of withTurns(decided.run(inOrder(config.inputs), contextOf(config, listening, emptySummary())), config.signal)) {
    if (config.isExplained(document.source)) explained.push(document);
  }
  const covering = await coveringOf(config, explained);
  // Of a file without a document (broken, binary) the notices are all there is to say.
  if (explained.length === 0) for (const notice of notices) events.notice?.(notice);
  for (const document of explained) yield explainDocument(document, raws, notices, covering, config.settings);
}

/** Keeps the bytes of what is explained: from the text alone nobody could say how it was decoded. */
function keepingRaw(config: ExplainConfig, raws: RawDocument[]): Stage<Input, RawDocument> {
  return {
    name: "read",
    async *run(inputs, context) {
      for await (const raw of read.run(inputs, context)) {
        if (config.isExplained(raw.source)) raws.push(raw);
        yield raw;
      }
    },
  };
}

function explainDocument(
  document: CleanDocument,
  raws: readonly RawDocument[],
  notices: readonly Notice[],
  covering: ReadonlyMap<string, CoveringDocument>,
  settings: Settings,
): ExplainedDocument {
  const raw = raws.find((candidate) => candidate.part === document.part && candidate.sourceLine === document.sourceLine);
  const detection = raw?.format === "text" && settings.encoding === undefined ? detectEncoding(raw.bytes) : undefined;
  return {
    document,
    detection: detection === "binary" ? undefined : detection,
    tail: settings.tails.size > 0 ? judgeTail(document.text, document.paragraphs, settings) : undefined,
    notices: notices.filter(({ line }) => document.sourceLine === undefined || line === undefined || line === document.sourceLine),
    covering,
  };
}

/** The documents that cover something: their own where they are at hand, else read once more. */
async function coveringOf(config: ExplainConfig, explained: readonly CleanDocument[]): Promise<Map<string, CoveringDocument>> {
  const covering = new Map<string, CoveringDocument>();
  const wanted = new Set(coversOf(explained).map(({ id }) => id));
  for (const { id, text, source } of explained) if (wanted.delete(id)) covering.set(id, { text, source });
  if (wanted.size === 0) return covering;
  const others = config.inputs.filter(({ kind }) => kind !== "stream");
  const decoded = pipe(read, perDocument(decode));
  for await (const { id, text, source } of decoded.run(inOrder(others), contextOf(config, {}, emptySummary()))) {
    if (!wanted.delete(id)) continue;
    covering.set(id, { text, source });
    if (wanted.size === 0) break;
  }
  return covering;
}

function coversOf(documents: readonly CleanDocument[]): readonly Cover[] {
  return documents.flatMap(({ removals }) => removals.flatMap(({ coveredBy }) => coveredBy ?? []));
}
