/** The stages that a cluster runs in Node: rows in, rows out (docs/scale-out.md, which names the columns). Each holds one document, or one passage with its candidates. */
import { deserialize, serialize } from "node:v8";
import { Binary, Bool, Float64, Int32, Int64, List, Field, Utf8 } from "apache-arrow";
import type { RawDocument, SeededDocument } from "../document.ts";
import { SeedcleanError } from "../errors.ts";
import type { Notice } from "../notices.ts";
import { prepare } from "../pipeline.ts";
import type { Settings } from "../settings.ts";
import type { StageContext } from "../stage.ts";
import { read } from "../stages/read/read.ts";
import { matcherOf } from "../stages/read/walk.ts";
import { inOrder } from "../turns.ts";
import { applyVerdicts, type PlacedVerdict } from "./apply.ts";
import { type Columns, damaged, type Row } from "./arrow.ts";
import { decide, type Status } from "./decide.ts";
import { documentKey } from "./key.ts";
import { sketchPassages } from "./sketch.ts";
import { type ComparedText, verify, type Verified } from "./verify.ts";

type Rows = AsyncIterable<Row>;

/** A stage as a program: what it writes, and how. */
export interface RowStage {
  readonly columns: Columns;
  run(rows: Rows, settings: Settings): AsyncGenerator<Row>;
}

const list = (type: Int64 | Int32 | Bool): List => new List(new Field("item", type, true));

/** Ids of files → those that --include and --exclude want. In: file, id. */
export const filesStage: RowStage = {
  columns: { file: new Int32() },
  async *run(rows, settings) {
    const matches = matcherOf(settings);
    for await (const { file, id } of rows) if (matches(textOf(id))) yield { file };
  },
};

/**
 * Files → for each document a row with what `apply` needs of it, then a row for each passage that is compared; and rows of notices.
 * In: file (rank of its id), id, source, content.
 */
export const sketch: RowStage = {
  columns: {
    document: new Int64(), place: new Int32(), id: new Utf8(), notice: new Utf8(), content: new Binary(),
    hash: new Int64(), digest: new Binary(), normal: new Binary(), numbers: new Utf8(), line: new Int32(), start: new Int32(), end: new Int32(),
    seeds: list(new Int64()), seedCounts: list(new Int32()), seedPosted: list(new Bool()), localPlaces: list(new Int32()), localShared: list(new Int32()),
  },
  async *run(rows, settings) {
    for await (const row of rows) {
      const notices: Notice[] = [];
      const context: StageContext = { settings, signal: new AbortController().signal, notice: (notice) => notices.push(notice) };
      const file = Number(row["file"]);
      for await (const raw of read.run(inOrder([{ kind: "stream", stream: chunks(bytesOf(row["content"])), id: String(row["id"]), path: String(row["source"]) }]), context)) {
        const document = prepare(raw, context);
        if (document !== undefined) yield* sketched(document, documentKey(file, numberOf(raw)), settings);
      }
      for (const notice of notices) yield { notice: JSON.stringify(notice) };
    }
  },
};

function* sketched(document: SeededDocument, key: bigint, settings: Settings): Generator<Row> {
  yield { document: key, id: document.id, content: serialize(withoutSeeds(document)) };
  for (const { seeds, local, normal, ...passage } of sketchPassages(document, settings)) {
    yield {
      ...passage,
      document: key,
      id: document.id,
      normal: new Uint8Array(normal.buffer, normal.byteOffset, normal.byteLength),
      seeds: seeds.map(({ seed }) => seed),
      seedCounts: seeds.map(({ count }) => count),
      seedPosted: seeds.map(({ isPosted }) => isPosted),
      localPlaces: local.map(([place]) => place),
      localShared: local.map(([, shared]) => shared),
    };
  }
}

/** `apply` looks nothing up, and seeds are as large as the text. */
function withoutSeeds(document: SeededDocument): SeededDocument {
  const { passages } = document;
  return { ...document, passages: { ...passages, seedStart: new Uint32Array(0), seeds: new Uint32Array(0), sparse: new Uint8Array(0) } };
}

function numberOf({ sourceLine, part }: RawDocument): number {
  return sourceLine ?? part ?? 0;
}

/** As createReadStream gives them. */
async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18));
}

/**
 * Texts → what may cover each passage. In, one behind the other: a passage (document, place, normal, numbers), then its candidates best
 * first (the same document and place, and candidateDocument, candidatePlace). Out: passages that may go.
 */
export const verifyStage: RowStage = {
  columns: { document: new Int64(), place: new Int32(), verified: new Utf8() },
  async *run(rows, settings) {
    for await (const [passage, ...candidates] of groups(rows, ["document", "place"])) {
      const named = candidates.map((row) => ({ ...comparedText(row), name: [String(row["candidateDocument"]), Number(row["candidatePlace"])] as const }));
      const verified = verify(comparedText(passage!), named, settings);
      if (verified !== undefined) yield { document: passage!["document"], place: passage!["place"], verified: JSON.stringify(verified) };
    }
  },
};

function comparedText(row: Row): ComparedText {
  const bytes = bytesOf(row["normal"]).slice();
  return { normal: new Uint16Array(bytes.buffer, 0, bytes.length / 2), numbers: textOf(row["numbers"]) };
}

/**
 * What `verify` wrote, in order → the passages that go: reason, score, similarity, and sources as JSON. Rows with `known` ("gone" or "open",
 * no `verified`) before them say what is known of other passages; all others stay. Passages that wait for open ones are written with the
 * reason "open". Holds names of those that are gone or open.
 */
export const decideStage: RowStage = {
  columns: { document: new Int64(), place: new Int32(), reason: new Utf8(), score: new Float64(), similarity: new Float64(), sources: new Utf8() },
  async *run(rows, settings) {
    const statuses = new Map<string, Status>();
    for await (const { document, place, verified, known } of rows) {
      const name = `${String(document)}/${String(place)}`;
      if (known === "gone" || known === "open") {
        statuses.set(name, known);
        continue;
      }
      const passage: Verified<readonly [string, number]> = readValue(() => JSON.parse(String(verified)));
      const answer = decide(passage, ([other, at]) => statuses.get(`${other}/${at}`) ?? "stays", settings);
      if (answer === "stays") continue;
      statuses.set(name, answer === "open" ? answer : "gone");
      yield answer === "open" ? { document, place, reason: answer } : { document, place, ...answer, sources: JSON.stringify(answer.sources) };
    }
  },
};

/**
 * Documents with their verdicts → lines of output and ledger. In, one behind the other: a document (document, content), then a row for
 * each passage that goes (document, place, reason, score, similarity, covers: JSON list of id, line, startCodePoint, endCodePoint).
 */
export const applyStage: RowStage = {
  columns: { document: new Int64(), output: new Utf8(), ledger: new Utf8() },
  async *run(rows, settings) {
    for await (const [first, ...verdicts] of groups(rows, ["document"])) {
      const document: SeededDocument = readValue(() => deserialize(bytesOf(first!["content"])));
      const { output, ledger } = applyVerdicts(document, verdicts.map(placedVerdict), settings);
      yield { document: first!["document"], output, ledger };
    }
  },
};

function placedVerdict({ place, reason, score, similarity, covers }: Row): PlacedVerdict {
  return { place: Number(place), reason: reason === "duplicate.exact" ? reason : "duplicate.near", score: Number(score), similarity: Number(similarity), sources: readValue(() => JSON.parse(String(covers))) };
}

/** Neighbouring rows with the same key. */
async function* groups(rows: Rows, key: readonly string[]): AsyncGenerator<Row[]> {
  let group: Row[] = [];
  for await (const row of rows) {
    if (group.length > 0 && key.some((name) => group[0]![name] !== row[name])) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}

/** @throws SeedcleanError "usage" where it is not what a stage wrote */
function readValue<Value>(parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    throw error instanceof SeedcleanError ? error : damaged(error);
  }
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new SeedcleanError("usage", "the rows lack a column of bytes that this stage reads; see docs/scale-out.md for its columns");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
