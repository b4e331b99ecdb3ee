/**
 * JSON without what a terminal or a build server would act on (src/printable.ts): JSON.stringify escapes those below U+0020 and lone surrogates, but neither the other
 * control characters nor marks that turn the reading direction. The value is the same.
 */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replaceAll(
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|(?<=#)#(?=\w*\[)/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
