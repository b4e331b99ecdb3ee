import type { RuleId } from "./rules.ts";

/** A place in a file, as reached from the working folder; raw, so that whoever prints it must escape it. */
export interface Place {
  readonly path: string;
  /** From 1; of a JSONL file the line that holds the document. Missing where the whole file is meant. */
  readonly line?: number;
}

/** One thing that `check` has found. */
export interface Finding extends Place {
  readonly rule: RuleId;
  readonly endLine?: number;
  /** The document, where there is one. */
  readonly id?: string;
  /** What was found, in one line without a final full stop; raw. */
  readonly message: string;
  /** How the passage begins, in one line; raw. */
  readonly excerpt?: string;
  /** Code points of the passage; 0 where a whole file is meant. */
  readonly characters: number;
  readonly score?: number;
  readonly similarity?: number;
  /** Where the text that covers a duplicate stands. */
  readonly coveredBy?: readonly Place[];
  /** Hash of the passage's words, "" where a whole file is meant: what stays of a finding when lines shift. */
  readonly textHash: string;
}

/** A passage whose coverage is near what duplicates are removed for. */
export interface NearPair extends Place {
  readonly coverage: number;
  /** Whether the passage would be removed. */
  readonly isRemoved: boolean;
  readonly coveredBy: readonly Place[];
  readonly message: string;
  readonly excerpt: string;
}
