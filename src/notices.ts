/** The stages of a run, in order. */
export type StageName = "read" | "decode" | "paragraphs" | "language" | "tails" | "duplicates" | "write";

/** What a notice is about, as a word that programs can test for. Documented in docs/formats.md. */
export type NoticeCode =
  | "unreadable"
  | "skipped.binary"
  | "skipped.hidden"
  | "skipped.ignored"
  | "skipped.special"
  | "skipped.name"
  | "broken-json"
  | "broken-row"
  | "broken-archive"
  | "unpacks-too-large"
  | "cut-in-parts"
  | "duplicate-id"
  | "encoding.doubtful"
  | "encoding.unsupported"
  | "encoding.replaced"
  | "encoding.mixed"
  | "encoding.declared-wrong"
  | "markup"
  | "mojibake"
  | "tail.doubtful"
  | "tail.whole-document"
  | "index-thinned"
  | "worker-failed";

/**
 * Trouble with, or doubt about, one input. The run goes on.
 * `failure` = some input could not be read, so that the run ends with exit code 1;
 * `doubt` = read, but a person may want to look; `info` = shown with `--verbose` only.
 */
export interface Notice {
  readonly code: NoticeCode;
  readonly severity: "failure" | "doubt" | "info";
  readonly stage: StageName;
  /** Path or id as reached, "" for what is about the whole run; raw, so that whoever prints it must escape it. */
  readonly path: string;
  /** Line in that file, from 1. */
  readonly line?: number;
  /** What, and what to do: one line, no final full stop. */
  readonly message: string;
}
