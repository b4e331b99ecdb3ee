/** What was typed, checked against what there is: one line for what the user can mend. */
import { SeedcleanError } from "../errors.ts";
import { nearestEncoding, resolveEncoding } from "../stages/decode/names.ts";

/** @param toDo "clean", "check" */
export function pathsOrStdin(paths: readonly string[], toDo: string): readonly string[] {
  if (paths.length > 0) return paths;
  if (process.stdin.isTTY) throw new SeedcleanError("usage", `nothing to ${toDo}: name a file or folder, or pipe text in; see seedclean --help`);
  return ["-"];
}

/** @param flag the flag that named it */
export function knownEncoding(name: string, flag: string): string {
  const resolved = resolveEncoding(name);
  if (resolved !== undefined) return resolved;
  throw new SeedcleanError("usage", `${flag} ${name}: no encoding of this name is known; did you mean ${nearestEncoding(name)}? (--list-encodings names all)`);
}
