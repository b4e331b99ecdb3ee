/** Classes of characters of the model of encodings. "large" ones (Han, Hangul) have weights of their own; "bad" is no text. */
export const CHARACTER_CLASSES = [
  "space", "digit", "ascii-punctuation", "ascii-letter", "latin", "greek", "cyrillic", "hebrew", "arabic", "thai", "other-letter", "mark",
  "hiragana", "katakana", "half-width", "cjk-punctuation", "han", "hangul", "sign", "odd", "box", "bad",
] as const;

export type CharacterClass = (typeof CHARACTER_CLASSES)[number];

/** Number of a class, as it stands in the tables of the model. */
export function numberOfClass(name: CharacterClass): number {
  return CHARACTER_CLASSES.indexOf(name);
}
