/**
 * The unit that flows through the pipeline. A document gains fields from stage to stage
 * (RawDocument → TextDocument → … → CleanDocument), so that stages in a wrong order do not compile.
 * Everything in it is plain data and typed arrays, so that it can cross to a worker thread.
 * All offsets in here are UTF-16 units of `text`, half open; only ledger and reports speak of code points.
 */

/** Where a document comes from. */
export interface Origin {
  /** Path below the folder named on the command line, with "/"; "#N" behind it for the N-th line or part. */
  readonly id: string;
  /** The path as reached from the working folder. */
  readonly source: string;
  /** N, where the document is the N-th part of a file that was cut (from 1). */
  readonly part?: number;
  /** Line ends of the file before this part of it; undefined = none. */
  readonly linesBefore?: number;
  /** The line of the file that holds the document, from 1, where a file holds many (JSONL). */
  readonly sourceLine?: number;
  /** How many documents of this run were read up to it; only where the run may be resumed. */
  readonly ordinal?: number;
}

/** read: bytes as they stand in the file, unpacked. */
export interface RawDocument extends Origin {
  readonly bytes: Uint8Array;
  /** "jsonl": the bytes are one JSON object, whose text field is the document. */
  readonly format: "text" | "jsonl";
  /** What the bytes are in, where it was told of the whole file that this is a part or a row of. Rows are UTF-8 whatever it says. */
  readonly readAs?: { readonly encoding: string; readonly confidence: number };
}

/** A line of which a wrong reading was undone. */
export interface Repair {
  /** The line in the repaired text, without its line end. */
  readonly start: number;
  readonly end: number;
  /** The encoding that it had wrongly been read in. */
  readonly readAs: string;
  /** The line as decoded. */
  readonly text: string;
}

/** decode: the text, as decoded (line ends as they were) but for `repairs`, without a byte order mark. */
export interface TextDocument extends Origin {
  readonly text: string;
  /** WHATWG name where there is one, else the IANA name. */
  readonly encoding: string;
  /** 0 to 1; 1 = certain. */
  readonly encodingConfidence: number;
  /** U+FFFD that decoding put in (not those that stood in the source). */
  readonly replacementCharacters: number;
  /** A byte order mark stood before the text. */
  readonly byteOrderMark: boolean;
  /** With --repair-mojibake: lines that are not as decoded, in order; every other offset speaks of the repaired text. */
  readonly repairs?: readonly Repair[];
  /** The other fields of a JSONL line, as they were. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/**
 * paragraphs: the spans of the text's paragraphs, in order and without overlap. What lies before, between and behind
 * them is white space and line ends only, so that paragraphs and gaps together tile the text.
 */
export interface Paragraphs {
  readonly count: number;
  /** `count` offsets of first units. */
  readonly starts: Uint32Array;
  /** `count` offsets behind last units. */
  readonly ends: Uint32Array;
}

export interface ParagraphDocument extends TextDocument {
  readonly paragraphs: Paragraphs;
}

/** language: of the document and of each paragraph. */
export interface LanguageDocument extends ParagraphDocument {
  /** ISO 639 code (639-1 where there is one), "und" where nothing can be said. */
  readonly language: string;
  /** ISO 15924 code of the main script ("Hans" and "Hant" apart), "Zyyy" where there are no letters. */
  readonly script: string;
  /** 0 to 1. */
  readonly languageConfidence: number;
  /** Share of each language by weight of letters, largest first; sums to 1 where there are letters. */
  readonly languages: Readonly<Record<string, number>>;
  /** Language of each paragraph, as a place in `languageNames`. */
  readonly paragraphLanguage: Uint8Array;
  readonly languageNames: readonly string[];
  /** 1 where a paragraph could not tell itself and took the language of its neighbours or the document. */
  readonly paragraphLanguageInherited: Uint8Array;
  /** What goes because it is in none of the wanted languages; in order, without overlap. */
  readonly unwanted: readonly Removal[];
}

export type LanguageReason = "language.unwanted";
export type TailReason = "tail.ads" | "tail.links" | "tail.hashtags" | "tail.plea" | "tail.ui" | "tail.self" | "tail.repeated";
/** What stands above an article, with `--heads`: the kinds are those of tails. */
export type HeadReason = "head.ads" | "head.links" | "head.hashtags" | "head.plea" | "head.ui";
export type DuplicateReason = "duplicate.exact" | "duplicate.near" | "duplicate.document";
export type RemovalReason = LanguageReason | HeadReason | TailReason | DuplicateReason;

/** A passage of a document that stays, named by its place in its decoded source. */
export interface Cover {
  readonly id: string;
  /** Line of the document that it begins in, from 1. */
  readonly line: number;
  /** Unicode code points of the decoded text, half open: it may be another document, whose text is no longer at hand. */
  readonly startCodePoint: number;
  readonly endCodePoint: number;
}

/** Paragraphs `first` to `last` (half open) are removed, with all gaps between them. */
export interface Removal {
  readonly first: number;
  readonly last: number;
  readonly reason: RemovalReason;
  /** Coverage of a duplicate, certainty of a tail, confidence in the unwanted language; 0 to 1. */
  readonly score: number;
  /** Dice coefficient (string-similarity) of a duplicate's normal form and that of its first cover. */
  readonly similarity?: number;
  readonly coveredBy?: readonly Cover[];
  /** Of a repeated tail: documents that were found to close with it, at least. */
  readonly documents?: number;
}

/** tails: what is cut as tail, or as head. */
export interface TailDocument extends LanguageDocument {
  /** In order, without overlap with each other or with `unwanted`. */
  readonly tails: readonly Removal[];
}

/**
 * What the duplicates stage compares: each paragraph that is not tail, in normal form, with its hash and seeds. Passage i
 * is paragraph `paragraph[i]`; its normal form is normal[normalStart[i], normalStart[i + 1]), its seeds
 * seedStart[i] to seedStart[i + 1].
 */
export interface Passages {
  readonly count: number;
  readonly paragraph: Uint32Array;
  /** Line of the document that each passage begins in, from 1. */
  readonly line: Uint32Array;
  readonly normal: Uint16Array;
  readonly normalStart: Uint32Array;
  /** 1 where the passage is long enough to be evidence by itself (weights.ts). */
  readonly evidence: Uint8Array;
  /** 64-bit hash of normal form and numbers, two words a passage, low first. */
  readonly wholeHash: Uint32Array;
  readonly seedStart: Uint32Array;
  /** 64-bit seeds, two words each, low first. */
  readonly seeds: Uint32Array;
  /** 1 for the seeds that are compared across documents. */
  readonly sparse: Uint8Array;
  /** The numbers of each passage (numbers.ts). */
  readonly numbers: readonly string[];
}

/** What the duplicates stage needs of a document, wherever the rest of it is. */
export interface DecidableDocument extends Origin, Pick<TailDocument, "text" | "paragraphs" | "unwanted" | "tails"> {
  readonly passages: Passages;
}

/** seeds: made where the document is. */
export interface SeededDocument extends TailDocument, DecidableDocument {}

/** A paragraph that stays, though much of it stands elsewhere. */
export interface NearMiss {
  readonly paragraph: number;
  /** Less than a passage goes for. */
  readonly coverage: number;
  readonly coveredBy: readonly Cover[];
}

/** duplicates: everything that is removed, in order and without overlap. */
export interface Decisions {
  readonly removals: readonly Removal[];
  /** What was nearly removed, in order; for whoever looks for the right threshold. */
  readonly nearMisses?: readonly NearMiss[];
}

export interface CleanDocument extends TailDocument, Decisions {}

/** A part of the output, and the language it is in: a document, or a paragraph of it. */
export interface OutputPiece {
  readonly language: string;
  /** With its line end. */
  readonly text: string;
}

/** write: what goes to output and ledger, and what is counted. */
export interface RenderedDocument extends Origin {
  /** What stays, line ends "\n"; "" where nothing does. */
  readonly text: string;
  /** Lines of output, each with its line end; none where nothing of the document stays. */
  readonly output: string;
  /** The same, cut where another language may begin. */
  readonly pieces: readonly OutputPiece[];
  /** Lines of the ledger, each with its line end. */
  readonly ledger: string;
  readonly counts: DocumentCounts;
}

/** Of a rendered document, what a run writes and counts. */
export type DocumentLines = Pick<RenderedDocument, "ordinal" | "pieces" | "ledger" | "counts">;

/** Characters are code points of the decoded text. */
export interface DocumentCounts {
  readonly language: string;
  readonly encoding: string;
  readonly characters: number;
  readonly charactersRemoved: number;
  readonly paragraphs: number;
  /** Removed paragraphs and characters by reason. */
  readonly removed: Readonly<Partial<Record<RemovalReason, { readonly paragraphs: number; readonly characters: number }>>>;
}
