/** Whole runs over random corpora, and what must hold of each; tests/fuzz/fuzz.test.ts and `npm run fuzz` do many of them. */
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { coverageOf, normalForm } from "../../src/audit/coverage.ts";
import { DEFAULT_SETTINGS, perDocument, pipe, read, SeedcleanError, type Settings } from "../../src/index.ts";
import { decode } from "../../src/stages/decode/decode.ts";
import { inOrder } from "../../src/turns.ts";
import { EDITS, SENTENCES, SHORT } from "../sentences.ts";
import { clean, coveredPassages, inputsOf, restored, type Result, type Source } from "../whole-runs.ts";

export interface FuzzCase {
  readonly sources: readonly Source[];
  readonly settings: Partial<Settings>;
}

const HOSTILE = [
  "\u202eevil\u202c", "a\u200b\u200db", "e\u0301\u0301\u0301\u0323", "\u0000", "\u001b[31m", "\u2028", "\u2029", "\u0085", "\ufffd", "\ufeff", "\u{10ffff}", "ﷺ".repeat(9),
  "👩‍👩‍👧‍👦", "ｱﾊﾟｰﾄ", "\u1112\u1161\u11ab", "…".repeat(40), "。".repeat(40), "#a #b #c", "https://x.example/".repeat(3), "<script>", "a".repeat(300), "\t \t", "~{VPND~}", "\u001b$B",
];
const LONE = ["\ud800", "\udc00", "\udfff\ud800", "x\ud83d"];
const GAPS = ["\n\n", "\n", "\r\n", "\r", " ", "", "\n \n\t\n", "\v", "\f"];
const ENCODINGS = ["utf8", "utf16le", "utf16be", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr", "windows-1252", "koi8-r", "iso-8859-2"];

const sentence = fc.tuple(fc.constantFrom(...SENTENCES), fc.constantFrom(...EDITS)).map(([text, edit]) => edit(text));
const unicode = fc.string({ unit: "binary", maxLength: 60 });
const piece = fc.oneof({ weight: 4, arbitrary: sentence }, { weight: 2, arbitrary: fc.constantFrom(...SHORT) }, { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) }, { weight: 2, arbitrary: unicode });
const textOf = (part: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.array(fc.tuple(part, fc.constantFrom(...GAPS)), { maxLength: 10 }).map((parts) => parts.flat().join(""));
const text = textOf(piece);
const brokenText = textOf(fc.oneof({ weight: 3, arbitrary: piece }, { weight: 1, arbitrary: fc.constantFrom(...LONE) }));

const noise = fc.uint8Array({ maxLength: 600 });
const encoded = fc.tuple(text, fc.constantFrom(...ENCODINGS)).map(([content, encoding]) => Uint8Array.from(iconv.encode(content, encoding)));
const damaged = fc.tuple(encoded, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 })).map(([bytes, changes]) => {
  const copy = bytes.slice();
  for (const [place, value] of changes) if (copy.length > 0) copy[place % copy.length] = value;
  return copy;
});
const bytes = fc.oneof({ weight: 1, arbitrary: noise }, { weight: 3, arbitrary: encoded }, { weight: 2, arbitrary: damaged });

const jsonLine = fc.oneof(
  { weight: 6, arbitrary: brokenText.map((content) => JSON.stringify({ text: content, n: 1 })) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: unicode.map((content) => content.replaceAll(/[\r\n]/g, "")) },
  { weight: 1, arbitrary: fc.constantFrom("", "null", "[]", '{"text":1}', '{"text":"a"', '{"text":"a"}x', '{"__proto__":{"text":"a"}}') },
);
const jsonl = fc.array(jsonLine, { maxLength: 6 }).map((lines) => Uint8Array.from(Buffer.from(lines.join("\n"))));

/** Bytes as a stream may bring them. */
const chunked = (content: fc.Arbitrary<Uint8Array>): fc.Arbitrary<readonly Uint8Array[]> =>
  fc.tuple(content, fc.array(fc.nat(900), { maxLength: 2 })).map(([whole, cuts]) => {
    const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
    return places.slice(1).map((end, i) => whole.subarray(places[i], end));
  });

const source = fc.oneof({ weight: 4, arbitrary: chunked(bytes).map((chunks) => ({ name: "txt", chunks })) }, { weight: 1, arbitrary: chunked(jsonl).map((chunks) => ({ name: "jsonl", chunks })) });

const settings = fc.record({
  tails: fc.constantFrom(DEFAULT_SETTINGS.tails, new Set<string>()),
  heads: fc.boolean(),
  eagerTails: fc.boolean(),
  dropSpam: fc.boolean(),
  languages: fc.constantFrom(new Set<string>(), new Set<string>(), new Set(["en", "ja"])),
  coverage: fc.constantFrom(0.6, 0.85, 1),
  documentCoverage: fc.constantFrom(0.5, 0.9),
  minLength: fc.constantFrom(1, 40),
  scope: fc.constantFrom("both" as const, "within" as const, "across" as const),
  keep: fc.constantFrom("fullest" as const, "first" as const),
  ignoreNumbers: fc.boolean(),
  keepEmpty: fc.boolean(),
  maxDocumentBytes: fc.constantFrom(300, DEFAULT_SETTINGS.maxDocumentBytes),
});

export const fuzzCase: fc.Arbitrary<FuzzCase> = fc
  .tuple(fc.array(source, { minLength: 1, maxLength: 4 }), settings)
  .map(([sources, chosen]) => ({ sources: sources.map(({ name, chunks }, i) => ({ id: `${i}.${name}`, chunks })), settings: chosen }));

/**
 * Runs a case, and works out from output and ledger alone what must hold: each source comes back to the last character, and what went as a
 * duplicate is covered, as much as is said and asked for, by text that stayed. @throws Error that names what does not hold
 */
export async function checkCase({ sources, settings: chosen }: FuzzCase): Promise<void> {
  const result = await resultOf(sources, chosen);
  for (const [id, decoded] of await decodedTexts(sources, chosen)) same(restored(result, id), decoded, `${id}: is restored as something else`);
  for (const { removal, covers } of coveredPassages(result)) {
    const where = `${removal.id}, characters ${removal.start} to ${removal.end}`;
    if (covers.length === 0 || covers.some(({ isKept }) => !isKept)) throw new Error(`${where}: what covers it did not stay`);
    const passage = normalForm(removal.text);
    const kept = covers.map(({ text: cover }) => normalForm(cover));
    if (removal.reason === "duplicate.exact") same(kept[0]!, passage, `${where}: is no exact copy`);
    else {
      const coverage = coverageOf(passage, kept);
      if (coverage < (chosen.coverage ?? DEFAULT_SETTINGS.coverage) || Math.abs(coverage - removal.score) > 0.0006) throw new Error(`${where}: is covered to ${coverage}, and ${removal.score} is said`);
    }
  }
}

/** Corpora without any document are refused, and have nothing to hold. */
async function resultOf(sources: readonly Source[], chosen: Partial<Settings>): Promise<Result> {
  try {
    return await clean(sources, chosen);
  } catch (error) {
    if (error instanceof SeedcleanError && error.code === "nothing-to-do") return { output: "", ledger: "" };
    throw error;
  }
}

/** Of each document that can be read: its text, by the first two stages alone. */
async function decodedTexts(sources: readonly Source[], chosen: Partial<Settings>): Promise<ReadonlyMap<string, string>> {
  const context = { settings: { ...DEFAULT_SETTINGS, ...chosen }, signal: new AbortController().signal, notice: () => undefined };
  const texts = new Map<string, string>();
  for await (const { id, text: decoded, byteOrderMark } of pipe(read, perDocument(decode)).run(inOrder(inputsOf(sources)), context)) texts.set(id, (byteOrderMark ? "\ufeff" : "") + decoded);
  return texts;
}

function same(found: string, expected: string, message: string): void {
  if (found !== expected) throw new Error(`${message}: ${JSON.stringify(found.slice(0, 200))} for ${JSON.stringify(expected.slice(0, 200))}`);
}
