import { addAbortSignal, pipeline, Readable } from "node:stream";
import type { CsvError, Info } from "csv-parse";
import type { RawDocument } from "../../document.ts";
import type { Notice } from "../../notices.ts";
import { longestRecordBytes, type Settings } from "../../settings.ts";
import type { StageContext } from "../../stage.ts";
import { decodeBytes } from "../decode/decoders.ts";
import { detectEncoding } from "../decode/detect.ts";
import { escapeEncodingOf } from "../decode/escapes.ts";
import { FileEncoding } from "../decode/file-encoding.ts";
import { resolveEncoding } from "../decode/names.ts";
import { countReplacements, lineOf } from "../decode/replacements.ts";
import { DecodeReport } from "../decode/report.ts";
import { isUnsupported } from "../decode/unsupported.ts";
import { splitAtLineEnds } from "./split.ts";

/** How the fields of a row are told apart. */
export type TableFormat = "csv" | "tsv";

/** Tables are decoded by pieces of about this size. */
const PIECE_BYTES = 1 << 18;

type ReadAs = NonNullable<RawDocument["readAs"]>;

/** Encodings of one table. Written as it is read, ahead of its rows, so only what cannot change between a row and a later one counts. */
interface TableEncodings {
  /** Settled by the first piece, before there are rows. */
  whole: ReadAs | undefined;
  /** Where the first piece is ASCII: of the rows that are not. */
  rest: ReadAs;
}

/** Begins what ISO-2022-JP writes in ASCII. */
const ESCAPE = 0x1b;

const UTF8: ReadAs = { encoding: "UTF-8", confidence: 1 };

interface Row {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * The rows of a table as documents: JSON objects, with the names of the first row as fields. Named "#N" for the line that the row begins
 * in. A row that does not fit is a notice. Holds one row and one piece.
 * @throws NoTable if the bytes are no text
 */
export async function* tableRows(
  source: { readonly id: string; readonly path: string },
  chunks: AsyncIterable<Uint8Array>,
  format: TableFormat,
  context: StageContext,
): AsyncGenerator<RawDocument> {
  const { settings, signal } = context;
  const report = (line: number, message: string): void => context.notice(brokenRow(source.path, line, message));
  // The parser is ahead: of rows below a first one that does not fit nothing is said.
  let early: [line: number, message: string][] | undefined = [];
  const tellEarly = (): void => {
    for (const [line, message] of early ?? []) report(line, message);
    early = undefined;
  };
  const encodings: TableEncodings = { whole: undefined, rest: UTF8 };
  // Loaded when the first table comes.
  const { parse } = await import("csv-parse");
  const parser = parse({
    delimiter: format === "csv" ? "," : "\t",
    record_delimiter: ["\r\n", "\n", "\r"],
    info: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecordBytes(settings),
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error === undefined) return undefined;
      const line = Number(error["lines"]);
      if (early === undefined) report(line, reasonOf(error));
      else early.push([line, reasonOf(error)]);
      return undefined;
    },
  });
  // Trouble on the way reaches the loop below through the parser.
  pipeline(Readable.from(decoded(chunks, settings.encoding, encodings, new DecodeReport(source.path, context))), addAbortSignal(signal, parser), () => undefined);
  let names: readonly string[] | undefined;
  // The parser counts a "\r\n" in quotes as two lines.
  let countedTwice = 0;
  for await (const { record, info } of parser as AsyncIterable<Row>) {
    const line = info.lines - countIn(record, /\r|\n/g) - countedTwice;
    countedTwice += countIn(record, /\r\n/g);
    if (names === undefined) {
      names = record;
      const missing = missingColumn(names, settings);
      if (missing !== undefined) {
        report(line, missing);
        return;
      }
      tellEarly();
      continue;
    }
    const json = JSON.stringify(Object.fromEntries(names.map((name, i) => [name, record[i] ?? ""])));
    const bytes = Buffer.from(json);
    const readAs = encodings.whole ?? (bytes.length === json.length ? UTF8 : encodings.rest);
    yield { id: `${source.id}#${line}`, source: source.path, bytes, format: "jsonl", sourceLine: line, readAs };
  }
  tellEarly();
}

/** Of the first row, so much is shown where a column is missing. */
const SHOWN_UNITS = 80;
const OTHER_SEPARATORS = /[;\t|]/;

function missingColumn(names: readonly string[], { textField, idField }: Settings): string | undefined {
  const missing = (option: string, name: string): string => `there is no column "${name}"; ${remedy(names, option)}`;
  if (!names.includes(textField)) return missing("--text-field", textField);
  return idField === undefined || names.includes(idField) ? undefined : missing("--id-field", idField);
}

function remedy(names: readonly string[], option: string): string {
  const row = names.join(", ");
  const shown = row.length > SHOWN_UNITS ? `${row.slice(0, SHOWN_UNITS)}…` : row;
  return names.length === 1 && OTHER_SEPARATORS.test(row)
    ? `the first row is one field (${shown}): the fields of .csv are separated by commas, of .tsv (--input-format tsv) by tabs`
    : `name one of the first row (${shown}) with ${option}`;
}

/** Text of the pieces. The encoding is that of the first piece with other bytes than ASCII; what is doubtful of it is a notice. */
async function* decoded(chunks: AsyncIterable<Uint8Array>, forced: string | undefined, encodings: TableEncodings, report: DecodeReport): AsyncGenerator<string> {
  let known = forced === undefined ? undefined : { encoding: resolveEncoding(forced) ?? UTF8.encoding, confidence: 1 };
  let isFirst = true;
  let lines = 0;
  let replaced = 0;
  let firstReplaced = 0;
  for await (const piece of splitAtLineEnds(chunks, PIECE_BYTES, new FileEncoding(forced))) {
    known ??= isPlain(piece) ? undefined : detected(piece, report, lines);
    if (isFirst) encodings.whole = known;
    encodings.rest = known ?? UTF8;
    isFirst = false;
    if (isUnsupported(encodings.rest.encoding)) return;
    const text = withoutMark(decodeBytes(piece, encodings.rest.encoding));
    const { count, line } = countReplacements(text, piece, encodings.rest.encoding);
    if (count > 0 && replaced === 0) firstReplaced = lines + line;
    replaced += count;
    lines += lineOf(text, text.length) - 1;
    yield text;
  }
  report.replaced(replaced, encodings.rest.encoding, firstReplaced);
}

/** ASCII, and not what ASCII stands for in another encoding. */
function isPlain(bytes: Uint8Array): boolean {
  return isAscii(bytes) && escapeEncodingOf(bytes) === undefined;
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80 && byte !== ESCAPE && byte !== 0);
}

function detected(bytes: Uint8Array, report: DecodeReport, linesBefore: number): ReadAs {
  const detection = detectEncoding(bytes);
  if (detection === "binary") throw new NoTable();
  if (isUnsupported(detection.encoding)) report.unsupported(detection.encoding);
  else report.doubtful(detection, decodeBytes(bytes, detection.encoding), linesBefore);
  return { encoding: detection.encoding, confidence: detection.confidence };
}

/** The bytes are no text. */
export class NoTable extends Error {}

function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function countIn(record: readonly string[], mark: RegExp): number {
  return record.reduce((count, field) => count + (field.match(mark)?.length ?? 0), 0);
}

function reasonOf(error: CsvError): string {
  switch (error.code) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH":
      return "the row has more or fewer fields than the first one and was left out";
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quote is opened in a row before and not closed, so the rest was left out; close it, or double the quotes that stand in fields";
    case "CSV_MAX_RECORD_SIZE":
      return "the row is longer than 64 MB (or --max-document) and was left out; a quote before may not be closed";
    default:
      return "the row cannot be told apart into fields and was left out";
  }
}

function brokenRow(path: string, line: number, message: string): Notice {
  return { code: "broken-row", severity: "failure", stage: "read", path, line, message };
}
