/** What was typed, checked against what there is: one line for what the user can mend. */
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { didYouMean } from "../nearest-name.ts";
import { nearestEncoding, resolveEncoding } from "../stages/decode/names.ts";
import { type Input, inputsOf } from "../stages/read/inputs.ts";
import { pathsOfList } from "../stages/read/listed.ts";

/**
 * What is to be read, of paths and of the list of --files-from.
 * @param toDo "clean", "check"
 * @param except what the run itself writes
 */
export async function typedInputs(paths: readonly string[], { filesFrom }: { readonly filesFrom?: string }, toDo: string, except: readonly string[]): Promise<readonly Input[]> {
  if (filesFrom === undefined) return inputsOf(pathsOrStdin(paths, toDo), process.stdin, except);
  if (filesFrom === "-" && paths.includes("-")) throw new SeedcleanError("usage", "standard input is the list of --files-from, so - cannot be a text too; save one of them to a file");
  return inputsOf(paths, process.stdin, [...except, filesFrom], pathsOfList(await listAt(filesFrom)));
}

async function listAt(path: string): Promise<Uint8Array> {
  try {
    return path === "-" ? await buffer(process.stdin) : await readFile(path);
  } catch (error) {
    throw new SeedcleanError("no-input", `--files-from ${path}: the list cannot be read (${reasonOf(error)}); check the path`, { cause: error });
  }
}

function pathsOrStdin(paths: readonly string[], toDo: string): readonly string[] {
  if (paths.length > 0) return paths;
  if (process.stdin.isTTY) throw new SeedcleanError("usage", `nothing to ${toDo}: name a file or folder, or pipe text in; see seedclean --help`);
  return ["-"];
}

/** @param flag the flag that named it */
export function knownEncoding(name: string, flag: string): string {
  const resolved = resolveEncoding(name);
  if (resolved !== undefined) return resolved;
  throw new SeedcleanError("usage", `${flag} ${name}: no encoding of this name is known${didYouMean(nearestEncoding(name))} (--list-encodings names all)`);
}
