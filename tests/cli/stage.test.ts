/** The stages as programs, joined by Arrow streams alone, write what `clean` writes. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { Binary, Float64, Int32, Int64, RecordBatchStreamWriter, Utf8 } from "apache-arrow";
import { expect, test } from "vitest";
import { batchesOf, type Columns, readRows, type Row } from "../../src/scale-out/arrow.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { collapse, link, nameOf, type Node } from "../scale-out/driver.ts";
import { folderWith, PROGRAM, seedclean } from "../program.ts";

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** Runs `seedclean stage NAME` on rows. */
async function stage(name: string, rows: readonly Row[], columns: Columns): Promise<Row[]> {
  const input = await buffer(Readable.from(batchesOf(each(rows), columns, () => 1000)).pipe(RecordBatchStreamWriter.throughNode()));
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, "stage", name], { input, maxBuffer: 1 << 28 });
  expect({ stderr: stderr.toString(), status }).toEqual({ stderr: "", status: 0 });
  const out: Row[] = [];
  for await (const row of readRows(each([stdout]))) out.push(row);
  return out;
}

const bytes = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value.slice() : new Uint8Array(0));
const items = (value: unknown): unknown[] => Array.from(Object(value));

function nodeOf(row: Row): Node {
  const normal = bytes(row["normal"]);
  const counts = items(row["seedCounts"]);
  const posted = items(row["seedPosted"]);
  const shared = items(row["localShared"]);
  return {
    key: { document: BigInt(String(row["document"])), place: Number(row["place"]) },
    id: String(row["id"]),
    place: Number(row["place"]),
    hash: BigInt(String(row["hash"])),
    digest: bytes(row["digest"]),
    normal: new Uint16Array(normal.buffer, 0, normal.length / 2),
    numbers: String(row["numbers"]),
    line: Number(row["line"]),
    start: Number(row["start"]),
    end: Number(row["end"]),
    seeds: items(row["seeds"]).map((seed, i) => ({ seed: BigInt(String(seed)), count: Number(counts[i]), isPosted: posted[i] === true })),
    local: items(row["localPlaces"]).map((place, i) => [Number(place), Number(shared[i])] as const),
  };
}

function sourcesOf(verdict: Row): [string, number][] {
  return JSON.parse(String(verdict["sources"]));
}

const LAMP = "The keeper of the lamp writes down each night what the sea has brought in and what it has taken away.";
const MILL = "Behind the mill there is a garden with seven kinds of apples, and nobody remembers who planted them.";
const TOUDAI = "灯台守は毎晩、海が運んできたものと持ち去ったものを、古い帳面に書きとめている。";

test("sketch, verify, decide and apply, joined by Arrow alone, write what clean writes", async () => {
  const files: Record<string, string> = {
    "corpus/a.txt": `${LAMP}\n\n${TOUDAI}\n`,
    "corpus/b.jsonl": [`${LAMP} ${MILL}`, `${LAMP} ${MILL}`.replace("each", "every"), MILL.toUpperCase()].map((text) => `${JSON.stringify({ text, n: 1 })}\n`).join(""),
    "corpus/c.txt": `${MILL}\r\n\r\n${TOUDAI}\r\n\r\nA last line that stands nowhere else in this corpus, and is long enough to be looked at.\r\n`,
    "corpus/d.txt": `${`${LAMP} ${MILL}`.replace("each", "every")}\n\n${MILL} ${LAMP}\n`,
  };
  const folder = folderWith(files);
  seedclean(folder, ["corpus", "-o", "clean.jsonl", "--removed", "removed.jsonl", "--quiet"]);

  const names = Object.keys(files).toSorted();
  const rows = await stage("sketch", names.map((path, file) => ({ file, id: path.slice(7), source: path, content: Buffer.from(files[path]!) })), { file: new Int32(), id: new Utf8(), source: new Utf8(), content: new Binary() });
  const nodes = rows.filter((row) => row["place"] !== null).map(nodeOf);
  const firsts = collapse(nodes, DEFAULT_SETTINGS);
  const byName = new Map<string, Node>(nodes.map((node) => [nameOf(node.key), node] as const));

  const texts = [...link(nodes.filter((node) => firsts.get(nameOf(node.key)) === node))].flatMap(([name, candidates]) => {
    const { key, normal, numbers } = byName.get(name)!;
    const own = { document: key.document, place: key.place };
    const asBytes = (units: Uint16Array): Uint8Array => new Uint8Array(units.buffer, units.byteOffset, units.byteLength);
    return [{ ...own, normal: asBytes(normal), numbers }, ...candidates.map((other) => {
      const candidate = byName.get(nameOf(other))!;
      return { ...own, candidateDocument: other.document, candidatePlace: other.place, normal: asBytes(candidate.normal), numbers: candidate.numbers };
    })];
  });
  const key = { document: new Int64(), place: new Int32() };
  const verified = await stage("verify", texts, { ...key, candidateDocument: new Int64(), candidatePlace: new Int32(), normal: new Binary(), numbers: new Utf8() });
  const decided = await stage("decide", verified, { ...key, verified: new Utf8() });
  const gone = new Map<string, Row>(decided.map((row) => [`${String(row["document"])}/${String(row["place"])}`, row] as const));
  const coverOf = (name: string): object => {
    const { id, line, start, end } = byName.get(name)!;
    return { id, line, startCodePoint: start, endCodePoint: end };
  };
  const verdicts = nodes.flatMap((node): Row[] => {
    const first = nameOf(firsts.get(nameOf(node.key))!.key);
    const verdict = gone.get(first);
    const own = { document: node.key.document, place: node.place };
    if (verdict !== undefined) return [{ ...verdict, ...own, covers: JSON.stringify(sourcesOf(verdict).map(([document, place]) => coverOf(`${document}/${place}`))) }];
    return first === nameOf(node.key) ? [] : [{ ...own, reason: "duplicate.exact", score: 1, similarity: 1, covers: JSON.stringify([coverOf(first)]) }];
  });
  const documents = rows.filter((row) => row["content"] !== null).map((row) => ({ document: row["document"], content: bytes(row["content"]) }));
  const applied = await stage("apply", documents.flatMap((row): Row[] => [row, ...verdicts.filter(({ document }) => document === row.document)]), {
    ...key, content: new Binary(), reason: new Utf8(), score: new Float64(), similarity: new Float64(), covers: new Utf8(),
  });
  expect(applied.map((row) => row["output"]).join("")).toBe(readFileSync(join(folder, "clean.jsonl"), "utf8"));
  expect(applied.map((row) => row["ledger"]).join("")).toBe(readFileSync(join(folder, "removed.jsonl"), "utf8"));
  expect(decided.length).toBeGreaterThan(1);
});

test("no rows in, no rows out", async () => {
  expect(await stage("verify", [], { document: new Int64(), place: new Int32(), candidateDocument: new Int64(), candidatePlace: new Int32(), normal: new Binary(), numbers: new Utf8() })).toEqual([]);
});

test.each([["no Arrow at all", "seven swans"], ["nothing", ""]])("%s on standard input is wrong usage, in one line", (_, input) => {
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, "stage", "decide"], { input, encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: "seedclean: standard input is no Arrow stream; see docs/scale-out.md for what a stage reads\n", status: 2 });
});

/** A stream of rows for `files`. */
async function filesStream(): Promise<Buffer> {
  const rows = Array.from({ length: 500 }, (_, file) => ({ file, id: `pages/${file}.txt` }));
  return buffer(Readable.from(batchesOf(each(rows), { file: new Int32(), id: new Utf8() }, () => 1e5)).pipe(RecordBatchStreamWriter.throughNode()));
}

test.each<[string, (stream: Buffer) => Buffer]>([
  ["cut off in its schema", (stream) => stream.subarray(0, 100)],
  ["cut off in a batch", (stream) => stream.subarray(0, stream.length - 1000)],
  ["overwritten in the middle", (stream) => stream.fill(0xee, stream.length >> 1, (stream.length >> 1) + 1500)],
])("a stream that is %s is damaged, in one line", async (_, damage) => {
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, "stage", "files"], { input: damage(await filesStream()), encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: expect.stringMatching(/^seedclean: standard input is damaged \(.+\); run the stage that wrote it again\n$/), status: 2 });
});

test("so is what a stage packed into a value", async () => {
  const input = await buffer(Readable.from(batchesOf(each([{ document: 1n, place: 0, verified: '{"units": 12, "evid' }]), { document: new Int64(), place: new Int32(), verified: new Utf8() }, () => 100)).pipe(RecordBatchStreamWriter.throughNode()));
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, "stage", "decide"], { input, encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: expect.stringMatching(/^seedclean: standard input is damaged \(.+\); run the stage that wrote it again\n$/), status: 2 });
});
