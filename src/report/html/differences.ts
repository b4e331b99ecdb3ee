import { diffArrays } from "diff";
import { isCjk } from "../../characters.ts";
import { escapeHtml } from "./escape.ts";

/** Two texts that differ by more tokens than this have little in common; to find what would take long. */
const MAX_EDITS = 600;

export interface MarkedTexts {
  readonly removed: string;
  readonly kept: string;
}

/** Both texts as HTML; what only the removed one has is in <del>, what only the kept one has in <ins>. */
export function markDifferences(removed: string, kept: string): MarkedTexts {
  const changes = removed === kept ? undefined : diffArrays(tokensOf(removed), tokensOf(kept), { maxEditLength: MAX_EDITS });
  if (changes === undefined) return { removed: escapeHtml(removed), kept: escapeHtml(kept) };
  const marked = { removed: "", kept: "" };
  for (const change of changes) {
    const text = escapeHtml(change.value.join(""));
    if (change.removed) marked.removed += `<del>${text}</del>`;
    else if (change.added) marked.kept += `<ins>${text}</ins>`;
    else {
      marked.removed += text;
      marked.kept += text;
    }
  }
  return marked;
}

/** Words, and single characters of what is written without blanks, so that a mark is never longer than the difference. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let isOpen = false;
  for (const character of text) {
    const isInWord = !isCjk(character.charCodeAt(0)) && /[\p{L}\p{M}\p{N}]/u.test(character);
    if (isInWord && isOpen) tokens[tokens.length - 1] += character;
    else tokens.push(character);
    isOpen = isInWord;
  }
  return tokens;
}
