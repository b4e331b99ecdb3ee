import { CodePointOffsets } from "../code-points.ts";
import type { CleanDocument, Cover, RenderedDocument, SeededDocument } from "../document.ts";
import type { Settings } from "../settings.ts";
import { judgeDocument, orderOfDecision, placeOf, removalsOf, type Verdict, type Verdicts } from "../stages/duplicates/document-verdict.ts";
import { renderDocument } from "../stages/write/write.ts";

/** A passage that goes, by its place in the order of decision. */
export type PlacedVerdict = Verdict<Cover> & { readonly place: number };

/** A document with the verdicts on its passages → its lines of output and ledger. A pure function. */
export function applyVerdicts(document: SeededDocument, placed: readonly PlacedVerdict[], settings: Settings): RenderedDocument {
  const { passages, ...rest } = document;
  const order = orderOfDecision(passages, settings.keep);
  const verdicts: Verdicts<Cover> = Array.from({ length: passages.count });
  for (const { place, ...verdict } of placed) verdicts[order[place]!] = verdict;
  const codePoints = new CodePointOffsets(document.text);
  judgeDocument(document, settings, verdicts);
  const removals = removalsOf(document, verdicts, (source) => ("local" in source ? placeOf(document, source.local, codePoints) : source));
  const clean: CleanDocument = { ...rest, removals: [...document.unwanted, ...document.tails, ...removals].sort((a, b) => a.first - b.first) };
  return renderDocument(clean, settings);
}
