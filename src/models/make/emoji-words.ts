/** Words that emoji are called and looked for by, of Unicode's CLDR (npm package cldr-annotations-full): everyday things in a hundred languages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Annotations {
  readonly annotations: { readonly annotations?: Readonly<Record<string, { readonly default?: readonly string[]; readonly tts?: readonly string[] }>> };
}

/** The phrases of each emoji; none for a locale that only follows another. */
export function readEmojiPhrases(folder: string, locale: string): string[][] {
  const { annotations }: Annotations = JSON.parse(readFileSync(join(folder, locale, "annotations.json"), "utf8"));
  return Object.values(annotations.annotations ?? {}).map((annotation) => [...(annotation.default ?? []), ...(annotation.tts ?? [])]);
}
