import type { RepeatedTail } from "./stages/tails/repeated-tails.ts";
import type { WordFile } from "./stages/tails/word-lists.ts";

/**
 * Every setting that can change what is written, settled once from flags and defaults (src/cli/options.ts).
 * Plain data: it crosses to worker threads as it is. Nothing in here depends on the machine.
 */
export interface Settings {
  /** Forces this encoding for every text (a WHATWG or IANA name); undefined = detect. */
  readonly encoding: string | undefined;
  /** Undo wrong readings of UTF-8 where nothing was lost. */
  readonly repairMojibake: boolean;
  /** Field of a JSON line that holds the text; dots go into nested objects. */
  readonly textField: string;
  /** Field of a JSON line that names the document; undefined = path#line. */
  readonly idField: string | undefined;
  /** Only documents (or paragraphs, by `unit`) in these languages stay; ISO 639 codes, empty = all. */
  readonly languages: ReadonlySet<string>;
  /** Tail reasons that are cut, without "tail.". */
  readonly tails: ReadonlySet<string>;
  /** Word lists of the user's, added to the shipped ones. */
  readonly tailWords: readonly WordFile[];
  /** At least this share of a document's letters stays when a tail is cut: a longer one is more likely a document of another kind. */
  readonly keepShare: number;
  /** Also cut where it is doubtful whether a tail begins. */
  readonly eagerTails: boolean;
  /** Read the ends of all documents first, and add to `repeatedTails` what closes many. */
  readonly learnTails: boolean;
  /** What closes many documents, and goes from each as tail.repeated. */
  readonly repeatedTails: readonly RepeatedTail[];
  /** Also cut what stands above the first paragraph: menus, buttons, pleas. */
  readonly heads: boolean;
  /** Remove documents that are nothing but tail. */
  readonly dropSpam: boolean;
  /** What is compared: single passages, and whole documents too. */
  readonly duplicates: { readonly passages: boolean; readonly documents: boolean };
  /** A passage goes if at least this share of it is in text that stays. */
  readonly coverage: number;
  /** A document goes as a whole if at least this share of it is. */
  readonly documentCoverage: number;
  /** A passage is compared from this many letters on; a Chinese, Japanese or Korean character counts as 8/3. Shorter ones go in blocks alone. */
  readonly minLength: number;
  /** Where a copy may stand: in the same document, in an earlier one, or either. */
  readonly scope: "within" | "across" | "both";
  /** Which copy stays inside a document; across documents it is the first. */
  readonly keep: "first" | "fullest";
  /** Compare passages without regard to numbers. */
  readonly ignoreNumbers: boolean;
  /** What index and kept text may hold of memory, in bytes; beyond it, text goes to disk and the index is thinned. */
  readonly memoryBytes: number;
  /** Longest text document in bytes; a longer file is cut at line ends. */
  readonly maxDocumentBytes: number;
  /** A compressed file that unpacks to more than this many times its size is refused. */
  readonly maxRatio: number;
  /** Write documents of which nothing stays, with empty text. */
  readonly keepEmpty: boolean;
  /** A line of output is a document or a paragraph. */
  readonly unit: "document" | "paragraph";
  /** Fields of a line of output ("id", "metadata.script"); empty = all. */
  readonly fields: ReadonlySet<string>;
  /** The output is the text alone, no JSON. */
  readonly textOnly: boolean;
  readonly inputFormat: "auto" | "text" | "jsonl" | "csv" | "tsv" | "parquet";
  /** Globs against ids; empty = everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Also read files and folders whose name begins with a dot. */
  readonly hidden: boolean;
  /** Leave out what .seedcleanignore files name. */
  readonly ignoreFiles: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  encoding: undefined,
  repairMojibake: false,
  textField: "text",
  idField: undefined,
  languages: new Set(),
  tails: new Set(["ads", "links", "hashtags", "plea", "ui", "self"]),
  tailWords: [],
  keepShare: 0.3,
  eagerTails: false,
  learnTails: false,
  repeatedTails: [],
  heads: false,
  dropSpam: false,
  duplicates: { passages: true, documents: true },
  coverage: 0.85,
  documentCoverage: 0.9,
  minLength: 40,
  scope: "both",
  keep: "fullest",
  ignoreNumbers: false,
  memoryBytes: 1024 * 1024 * 1024,
  maxDocumentBytes: 4 * 1024 * 1024,
  maxRatio: 1000,
  keepEmpty: false,
  unit: "document",
  fields: new Set(),
  textOnly: false,
  inputFormat: "auto",
  include: [],
  exclude: [],
  hidden: false,
  ignoreFiles: true,
};

/** Lines of JSON and rows of tables cannot be cut: up to this length they are read whole, though a run takes ten and more times as much memory. */
const LONGEST_RECORD_BYTES = 1 << 26;

/** Longer lines of JSON and rows of tables are left out, with a notice. */
export function longestRecordBytes({ maxDocumentBytes }: Settings): number {
  return Math.max(LONGEST_RECORD_BYTES, maxDocumentBytes);
}
