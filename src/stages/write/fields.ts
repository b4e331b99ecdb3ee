/** Fields of a line of output, in their order (docs/formats.md). */
export const FIELDS = ["id", "text", "source", "language", "encoding"] as const;

/** Fields of its `metadata`, in their order. */
export const METADATA_FIELDS = [
  "script", "languageConfidence", "languages", "languageInherited", "encodingConfidence", "replacementCharacters",
  "paragraph", "paragraphs", "removed", "characters", "charactersRemoved", "input",
] as const;

/** What --fields may name. */
export const NAMED_FIELDS: readonly string[] = [...FIELDS, "metadata", ...METADATA_FIELDS.map((name) => `metadata.${name}`)];

/** @param fields names of `NAMED_FIELDS`; empty = all */
export function hasField(fields: ReadonlySet<string>, name: (typeof FIELDS)[number]): boolean {
  return fields.size === 0 || fields.has(name);
}

/** @param fields names of `NAMED_FIELDS`; empty = all */
export function hasMetadata(fields: ReadonlySet<string>, name: (typeof METADATA_FIELDS)[number]): boolean {
  return fields.size === 0 || fields.has("metadata") || fields.has(`metadata.${name}`);
}
