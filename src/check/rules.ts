/** What `check` looks for. Names of rules are an interface (docs/check.md). */
import type { RemovalReason } from "../document.ts";
import type { NoticeCode } from "../notices.ts";

/** Rules of one kind share a budget. */
export const FINDING_KINDS = ["duplicates", "tails", "doubtful-encodings", "languages", "encodings", "unread", "doubtful-tails"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Notices that say what was left out on purpose, or how a file was read, and find nothing. */
type Remark = "skipped.binary" | "skipped.hidden" | "skipped.ignored" | "skipped.special" | "skipped.name" | "cut-in-parts" | "markup" | "index-thinned";
/** A removal that `clean` would make, a failure or doubt that it would report, or a rule of `check` alone. */
export type RuleId = RemovalReason | Exclude<NoticeCode, Remark> | "encoding.unwanted";

export interface Rule {
  readonly kind: FindingKind;
  /** A sentence without its full stop. */
  readonly title: string;
}

export const RULES: Readonly<Record<RuleId, Rule>> = {
  "duplicate.exact": { kind: "duplicates", title: "The same passage stands elsewhere" },
  "duplicate.near": { kind: "duplicates", title: "Most of the passage stands elsewhere" },
  "duplicate.document": { kind: "duplicates", title: "What is left of a document that stands elsewhere" },
  "head.ads": { kind: "tails", title: "Teasers or advertisements above the text" },
  "head.links": { kind: "tails", title: "Links above the text" },
  "head.hashtags": { kind: "tails", title: "Hashtags above the text" },
  "head.plea": { kind: "tails", title: "A plea to follow, subscribe or click above the text" },
  "head.ui": { kind: "tails", title: "Leftovers of buttons or menus above the text" },
  "tail.ads": { kind: "tails", title: "Teasers or advertisements behind the text" },
  "tail.links": { kind: "tails", title: "Links behind the text" },
  "tail.hashtags": { kind: "tails", title: "Hashtags behind the text" },
  "tail.plea": { kind: "tails", title: "A plea to follow, subscribe or click behind the text" },
  "tail.ui": { kind: "tails", title: "Leftovers of buttons or menus behind the text" },
  "tail.self": { kind: "tails", title: "A cut-off copy of the text's own lead behind it" },
  "tail.repeated": { kind: "tails", title: "An end that many documents share" },
  "tail.doubtful": { kind: "doubtful-tails", title: "Lines that may be a tail, but not for certain" },
  "tail.whole-document": { kind: "tails", title: "A document that is nothing but tail" },
  "language.unwanted": { kind: "languages", title: "Text in a language that --languages does not name" },
  "encoding.unwanted": { kind: "encodings", title: "A file in an encoding that --encodings does not name" },
  "encoding.doubtful": { kind: "doubtful-encodings", title: "The encoding is not certain" },
  "encoding.mixed": { kind: "doubtful-encodings", title: "Some lines are in another encoding than the rest" },
  "encoding.replaced": { kind: "doubtful-encodings", title: "Bytes that could not be read as text" },
  "encoding.declared-wrong": { kind: "doubtful-encodings", title: "The text says that it is in another encoding" },
  mojibake: { kind: "doubtful-encodings", title: "Lines that were once read in a wrong encoding and saved" },
  "encoding.unsupported": { kind: "unread", title: "An encoding that cannot be read" },
  unreadable: { kind: "unread", title: "A file or folder that cannot be read" },
  "broken-json": { kind: "unread", title: "A line that is no JSON object with a text" },
  "broken-row": { kind: "unread", title: "A row of a table that is not as its first one" },
  "broken-archive": { kind: "unread", title: "A packed file that cannot be unpacked" },
  "unpacks-too-large": { kind: "unread", title: "A packed file that grows beyond measure" },
  "duplicate-id": { kind: "unread", title: "Two documents of one id" },
  "worker-failed": { kind: "unread", title: "A document that could not be worked on" },
};

export function isRule(name: string): name is RuleId {
  return Object.hasOwn(RULES, name);
}
