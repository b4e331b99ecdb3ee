/** What a finding says, made from facts. */
import type { CleanDocument, Removal } from "../document.ts";
import type { Place } from "./finding.ts";
import { RULES } from "./rules.ts";

/** Covers that are named one by one. */
const MAX_NAMED = 3;

export function removalMessage(document: CleanDocument, removal: Removal, coveredBy: readonly Place[], wanted: ReadonlySet<string>): string {
  const share = percent(removal.score);
  switch (removal.reason) {
    case "duplicate.exact":
      return `the same text stands in ${namePlaces(coveredBy, document.source)}`;
    case "duplicate.near":
      return coverageMessage(removal.score, coveredBy, document.source);
    case "duplicate.document":
      return `what is left of a document of which ${share} stands elsewhere`;
    case "language.unwanted":
      return `${languageOf(document, removal)} (confidence ${share}), not ${[...wanted].join(" or ")}`;
    default:
      return `${lowerFirst(RULES[removal.reason].title)} (certainty ${share})`;
  }
}

export function coverageMessage(coverage: number, coveredBy: readonly Place[], path: string): string {
  return `${percent(coverage)} of it stands in ${namePlaces(coveredBy, path)}`;
}

/** "a.txt:4 and b.txt:7"; places in the same file by line alone. */
function namePlaces(places: readonly Place[], path: string): string {
  const names = [...new Set(places.map((place) => namePlace(place, path)))];
  const shown = names.length > MAX_NAMED + 1 ? [...names.slice(0, MAX_NAMED), `${names.length - MAX_NAMED} more places`] : names;
  return shown.length < 2 ? (shown[0] ?? "another place") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

function namePlace({ path, line }: Place, ownPath: string): string {
  if (line === undefined) return path;
  return path === ownPath ? `line ${line}` : `${path}:${line}`;
}

/** Of the paragraphs, if they are of one language (--unit paragraph), else of the document. */
function languageOf(document: CleanDocument, { first, last }: Removal): string {
  return (last - first === 1 ? document.languageNames[document.paragraphLanguage[first]!] : undefined) ?? document.language;
}

/** Rounded down: what is not the whole is never called 100 %. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
