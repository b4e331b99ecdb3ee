/** Kinds of tails that --tails takes, without "tail." (docs/formats.md). */
export const REMOVABLE_TAILS: readonly string[] = ["ads", "links", "hashtags", "plea", "ui", "self", "repeated"];
