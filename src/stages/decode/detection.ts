import type { Vote } from "./votes.ts";

/** Another reading of a sample. */
export interface NearCandidate {
  readonly name: string;
  /** Nats by which it is less likely, votes included; a vote's points are nats too. */
  readonly behind: number;
}

/** What bytes are in, and why. */
export interface Detection {
  readonly encoding: string;
  /** 0 to 1; 1 = certain. */
  readonly confidence: number;
  /** Bytes of a byte order mark before the text. */
  readonly markLength: number;
  /** Candidates that read the text otherwise and came nearest, likeliest first. */
  readonly near: readonly NearCandidate[];
  /** Who was asked, and what each said. */
  readonly votes: readonly Vote[];
}
