import type { LanguageDocument, Removal } from "../../document.ts";
import type { Notice } from "../../notices.ts";
import { certaintyShare, type Cut } from "./decide.ts";
import type { JudgedTail } from "./judge.ts";
import type { LineFacts } from "./line-facts.ts";

/** One notice a document at most, so that doubts do not flood; none about what goes anyway. */
export function doubtOf(document: LanguageDocument, { facts, cut, doubtful, allTail }: Pick<JudgedTail, "facts" | "cut" | "doubtful" | "allTail">, tails: readonly Removal[]): Notice | undefined {
  const goes = (line: number): boolean => tails.some(({ first, last }) => line >= first && line < last);
  if (allTail) return goes(0) ? undefined : allTailNotice(document);
  return doubtful === undefined || goes(facts.from + doubtful.at) ? undefined : doubtNotice(document, facts, doubtful, cut);
}

function allTailNotice(document: LanguageDocument): Notice {
  return {
    code: "tail.whole-document",
    severity: "doubt",
    stage: "tails",
    path: document.source,
    message: "nothing but links, tags, pleas and controls; it stays whole, --drop-spam removes it",
  };
}

function doubtNotice(document: LanguageDocument, facts: LineFacts, doubtful: Cut, cut: Cut | undefined): Notice {
  const first = facts.from + doubtful.at;
  const line = lineNumber(document.text, document.paragraphs.starts[first]!);
  // Both may begin in one long line.
  const last = cut === undefined ? undefined : Math.max(line, lineNumber(document.text, document.paragraphs.starts[facts.from + cut.at]!) - 1);
  const lines = last === line ? `line ${line}` : `lines ${line} to ${last === undefined ? "the end" : `line ${last}`}`;
  return {
    code: "tail.doubtful",
    severity: "doubt",
    stage: "tails",
    path: document.source,
    line,
    message: `${lines} may be a spam tail (certainty ${certaintyShare(doubtful.logOdds)}) and ${last === line ? "stays; look at it" : "stay; look at them"}`,
  };
}

function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < offset; i = text.indexOf("\n", i + 1)) line++;
  return line;
}
