/**
 * Text from files and file names must not reach a terminal raw: an escape sequence could move the cursor, set the title or
 * paste. Control characters, and marks that turn the reading direction, are shown as escapes; so is what build servers take for a command
 * wherever it stands in a line ("##[…]", "##vso[…]", "##teamcity[…]").
 */
export function printable(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|(?<=#)#(?=\w*\[)/g,
    (character) => {
      const code = character.charCodeAt(0);
      return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
    },
  );
}

/**
 * Lines of output for a terminal: as they are but for controls and marks of direction, which are shown as escapes (JSON takes them
 * as the characters that they were).
 */
export function printableLines(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
