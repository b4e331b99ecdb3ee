import stringWidth from "string-width";
import { printable } from "../printable.ts";

/** A terminal shows a tab up to the next of these; inside a passage two blanks say as much. */
const TAB = "  ";

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** A line may be broken behind a blank, and on either side of what is two columns wide: CJK is written without blanks. */
interface Piece {
  readonly text: string;
  readonly width: number;
}

/**
 * A passage as lines of at most `width` columns, safe for a terminal. Line ends of the passage stay; a CJK character takes two columns,
 * and is never cut from the marks that belong to it. A word that is longer than a line is broken where the line ends.
 */
export function wrapColumns(passage: string, width: number): string[] {
  return passage.split(/\r\n|[\r\n\u2028\u2029]/).flatMap((line) => wrapLine(printable(line.replaceAll("\t", TAB)).trimEnd(), width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  let columns = 0;
  const close = (): void => {
    lines.push(current.trimEnd());
    current = "";
    columns = 0;
  };
  for (const piece of piecesOf(line)) {
    if (columns > 0 && columns + stringWidth(piece.text.trimEnd()) > width) close();
    if (columns === 0 && lines.length > 0 && piece.text.trim() === "") continue;
    if (piece.width <= width) {
      current += piece.text;
      columns += piece.width;
      continue;
    }
    for (const { segment } of graphemes.segment(piece.text)) {
      const wide = stringWidth(segment);
      if (columns > 0 && columns + wide > width) close();
      current += segment;
      columns += wide;
    }
  }
  if (current !== "" || lines.length === 0) close();
  return lines;
}

/** Punctuation that no line begins with; it stays with what stands before it. */
const CLOSING = /^[、。，．・：；？！）」』】〉》”’…ー々]$/u;

/** Words with the blanks behind them, and single wide characters. */
function piecesOf(line: string): Piece[] {
  const pieces: { text: string; width: number; isOpen: boolean }[] = [];
  for (const { segment } of graphemes.segment(line)) {
    const width = stringWidth(segment);
    const last = pieces.at(-1);
    const isBlank = segment === " " || segment === "\u3000";
    const joins = last !== undefined && (isBlank || CLOSING.test(segment) || (last.isOpen && width < 2));
    if (joins) {
      last.text += segment;
      last.width += width;
      if (isBlank) last.isOpen = false;
    } else {
      pieces.push({ text: segment, width, isOpen: width < 2 && !isBlank });
    }
  }
  return pieces;
}

/** Fills a text up with blanks to `width` columns. */
export function padColumns(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}
