interface Markup {
  readonly name: string;
  readonly start: RegExp;
  readonly remedy: string;
}

const TAKE_OUT = "take the text out of it first";
/** What is read as text, but is written for a program. */
const KINDS: readonly Markup[] = [
  { name: "HTML", start: /^\s*(?:<\?xml[^>]{0,100}>\s*)?<(?:!doctype\s+html|html)[\s>]/i, remedy: TAKE_OUT },
  { name: "RTF", start: /^\{\\rtf\d/, remedy: TAKE_OUT },
  { name: "PostScript", start: /^%!PS/, remedy: TAKE_OUT },
  { name: "JSON", start: /^\s*(?:\[\s*)?\{\s*"[^"\n]*"\s*:/, remedy: "where each line is an object, --input-format jsonl reads their texts" },
];
const LOOK_UNITS = 300;

/** The kind of markup that a text begins like, and what to do; undefined = none that is known. */
export function markupOf(text: string): Markup | undefined {
  const beginning = text.slice(0, LOOK_UNITS);
  return KINDS.find(({ start }) => start.test(beginning));
}
