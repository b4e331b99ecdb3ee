import { nearestName } from "../../nearest-name.ts";
import { ENCODINGS } from "./encodings.ts";

/** Canonical names by name and label, in lower case. */
const CANONICAL: ReadonlyMap<string, string> = new Map(
  ENCODINGS.flatMap(({ name, labels }) => [...labels, name.toLowerCase()].map((label): [string, string] => [label, name])),
);

/** Letters of ASCII only, so that no locale or Unicode version matters; names are ASCII. */
function lowerCased(name: string): string {
  return name.trim().replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
}

/** Without signs: "Latin 1", "latin_1" and "latin-1" are one name to a person. */
function lettersAndDigits(name: string): string {
  return lowerCased(name).replace(/[^a-z0-9]/g, "");
}

/** The canonical name of an encoding named by a label of the Encoding Standard, an IANA name or a name in use; any case. */
export function resolveEncoding(name: string): string | undefined {
  const exact = CANONICAL.get(lowerCased(name));
  if (exact !== undefined) return exact;
  const bare = lettersAndDigits(name);
  if (bare === "") return undefined;
  for (const [label, canonical] of CANONICAL) if (lettersAndDigits(label) === bare) return canonical;
  return undefined;
}

/** The known name that an unknown one is like; the earlier in the list wins. */
export function nearestEncoding(name: string): string | undefined {
  const byBareLabel = new Map([...CANONICAL].toReversed().map(([label, canonical]) => [lettersAndDigits(label), canonical]));
  const nearest = nearestName(lettersAndDigits(name), [...CANONICAL.keys()].map(lettersAndDigits));
  return byBareLabel.get(nearest ?? "");
}

/** Canonical names of all encodings that can be read. */
export function listEncodings(): readonly string[] {
  return ENCODINGS.map(({ name }) => name);
}
