import { CAPITAL, KIND_OF, LETTER, SPACE, UNMARKED, WIDE } from "./character-kinds.ts";
import { isDirective } from "./line-signs.ts";

/**
 * Lines that only a text in a markup or programming language has: what stands above one is a part of that text, however much it
 * looks like a tail. Each is told by how it begins.
 */

const NUMBER_SIGN = 0x23;
const OPEN_BRACKET = 0x5b;
const DOT = 0x2e;
const EQUALS = 0x3d;
const SLASH = 0x2f;
const ASTERISK = 0x2a;
const LINE_END = 0x0a;
const MAX_NUMBER_SIGNS = 6;
/** Units of the longest label of a definition that is looked at, and of the longest line for an editor. */
const MAX_LABEL = 200;
/** What lines for an editor begin with: Emacs, Vim, vi. */
const EDITOR_LINES = ["local variables:", "vim:", "vi: set ", "vi:set "];
const LAST_EDITOR_LINE = "end:";
const LETTERS: ReadonlySet<number> = new Set([LETTER, CAPITAL, WIDE, UNMARKED]);
const POD_HEADINGS = new Set(["head", "item"]);
const POD_COMMANDS = new Set(["over", "back", "cut", "pod", "begin", "end", "for", "encoding"]);

const ROFF_REQUESTS = new Set((
  "TH SH SS TP TQ PP P LP IP HP RS RE B I R BR BI IR IB RB RI SM SB UR UE MT ME EX EE SY OP YS IX Dd Dt Os Sh Ss Pp Nm Nd Fl Ar Op It Bl El Xr br sp nf fi ad na ne in ti ta hy nh de if ie el so ds nr"
).split(" "));

/** Whether text[start, end) is a definition of a link or note, a command of Perl's documentation, a line for the preprocessor or an editor, or a comment of C; headings apart. */
export function isMarkup(text: string, start: number, end: number): boolean {
  return isCommand(text, start, end) || isForEditor(text, start, end);
}

/** Whether it begins or ends with a request of roff, in which the manuals of Unix are written. */
export function isRoff(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === DOT && isRequest(text, start + 1, end)) return true;
  // Wrapped lines that are joined into a paragraph may end with a request.
  const line = start + text.slice(start, end).lastIndexOf("\n") + 1;
  return line > start && text.charCodeAt(line) === DOT && isRequest(text, line + 1, end);
}

function isCommand(text: string, start: number, end: number): boolean {
  let i = start;
  while (i < end && KIND_OF[text.charCodeAt(i)] === SPACE) i++;
  switch (text.charCodeAt(i)) {
    case NUMBER_SIGN: return isDirective(text, i, i, end);
    case OPEN_BRACKET: return isDefinition(text, i, end);
    case DOT: return isRestructured(text, i, end);
    case EQUALS: return i === start && POD_COMMANDS.has(wordAt(text, i + 1, end));
    case SLASH: return text.charCodeAt(i + 1) === ASTERISK && endsComment(text, end);
    case ASTERISK: return end - i === 2 && endsComment(text, end);
    default: return false;
  }
}

/** Level of a heading of Markdown ("## Install": 2), or 2 for one of Perl's documentation ("=head1", "=item"); 0 where there is none. */
export function headingLevel(text: string, start: number, end: number): number {
  if (text.charCodeAt(start) === EQUALS) return POD_HEADINGS.has(wordAt(text, start + 1, end)) ? 2 : 0;
  let i = start;
  while (i < end && text.charCodeAt(i) === NUMBER_SIGN) i++;
  return i - start <= MAX_NUMBER_SIGNS && i < end && text.charCodeAt(i) === 0x20 ? i - start : 0;
}

/** "[name]: https://kanero.example" and "[^1]: A note." of Markdown. */
function isDefinition(text: string, i: number, end: number): boolean {
  const last = Math.min(end - 2, i + MAX_LABEL);
  let k = i + 1;
  while (k < last && text.charCodeAt(k) !== 0x5d && text.charCodeAt(k) !== LINE_END) k++;
  return k > i + 1 && text.startsWith("]:", k) && k + 2 < end;
}

/** ".. _name: https://kanero.example", ".. [1] A note.", ".. |name| image:: a.png" and ".. note::" of reStructuredText. */
function isRestructured(text: string, i: number, end: number): boolean {
  if (!text.startsWith(".. ", i)) return false;
  const sign = text[i + 3];
  if (sign === "_" || sign === "[" || sign === "|") return true;
  const word = wordAt(text, i + 3, end);
  return word !== "" && text.startsWith("::", i + 3 + word.length);
}

/** ".TH KANERO 1", ".PP", ".\\" A note." */
function isRequest(text: string, i: number, end: number): boolean {
  if (text.startsWith('\\"', i)) return true;
  const next = i + 2 < end ? text.charCodeAt(i + 2) : LINE_END;
  if (KIND_OF[next] === SPACE || next === LINE_END) return ROFF_REQUESTS.has(text.slice(i, Math.min(end, i + 2)));
  const behindLetter = text.charCodeAt(i + 1);
  return (KIND_OF[behindLetter] === SPACE || behindLetter === LINE_END) && ROFF_REQUESTS.has(text.slice(i, i + 1));
}

/** Whether the last line, in a comment of some language ("# ", "@c ") or in none, says how an editor is to treat the file. */
function isForEditor(text: string, start: number, end: number): boolean {
  const near = text.slice(Math.max(start, end - MAX_LABEL), end);
  const line = near.lastIndexOf("\n") + 1;
  if (line === 0 && near.length < end - start) return false;
  const words = near.slice(skipSigns(near, near.startsWith("@c ", line) ? line + 3 : line)).toLowerCase();
  if (words.startsWith(LAST_EDITOR_LINE)) return skipSigns(words, LAST_EDITOR_LINE.length) === words.length;
  return EDITOR_LINES.some((beginning) => words.startsWith(beginning));
}

/** Place of the first letter from `i` on. */
function skipSigns(text: string, i: number): number {
  let at = i;
  while (at < text.length && !LETTERS.has(KIND_OF[text.charCodeAt(at)]!)) at++;
  return at;
}

function wordAt(text: string, start: number, end: number): string {
  let i = start;
  while (i < end && KIND_OF[text.charCodeAt(i)] === LETTER) i++;
  return text.slice(start, i);
}

function endsComment(text: string, end: number): boolean {
  return text.charCodeAt(end - 1) === SLASH && text.charCodeAt(end - 2) === ASTERISK;
}
