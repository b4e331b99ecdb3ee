/** What is read as text, but is written for a program that shows it. */
const KINDS: readonly (readonly [name: string, start: RegExp])[] = [
  ["HTML", /^\s*(?:<\?xml[^>]{0,100}>\s*)?<(?:!doctype\s+html|html)[\s>]/i],
  ["RTF", /^\{\\rtf\d/],
  ["PostScript", /^%!PS/],
];
const LOOK_UNITS = 300;

/** The kind of markup that a text begins like; undefined = none that is known. */
export function markupOf(text: string): string | undefined {
  const start = text.slice(0, LOOK_UNITS);
  return KINDS.find(([, sign]) => sign.test(start))?.[0];
}
