import { statSync } from "node:fs";
import { basename, normalize, resolve } from "node:path";
import type { RawDocument } from "../../document.ts";
import { reasonOf, SeedcleanError } from "../../errors.ts";
import { listedInputs } from "./listed.ts";
import { compareCodePoints } from "./order.ts";

/** One thing named on the command line: a file, a folder or standard input. */
export type Input =
  | { readonly kind: "file"; readonly path: string; readonly id: string }
  /** `idPrefix` = "" or "name/", before the path below the folder; `except` = absolute paths of files and folders that are no input. */
  | { readonly kind: "folder"; readonly path: string; readonly idPrefix: string; readonly except: ReadonlySet<string> }
  | { readonly kind: "stream"; readonly stream: AsyncIterable<Uint8Array>; readonly id: string; readonly path: string }
  /** Documents that a program hands over. */
  | { readonly kind: "documents"; readonly documents: AsyncIterable<RawDocument>; readonly path: string };

/** Name of a document that came through a pipe. */
export const STDIN_ID = "stdin";

/**
 * Settles what the given paths are, in the order in which they are read: sorted by id, so that the order in which they
 * were typed changes nothing.
 * @param stdin what "-" stands for
 * @param except files and folders that are no input even if they lie in a folder that is: what the run itself writes
 * @param listed paths of a list (listed.ts), beside the given ones
 * @throws SeedcleanError "no-input" if a given path does not exist
 */
export function inputsOf(paths: readonly string[], stdin: AsyncIterable<Uint8Array>, except: readonly string[] = [], listed: readonly string[] = []): readonly Input[] {
  const exceptPaths = new Set(except.map((path) => resolve(path)));
  const several = paths.length + listed.length > 1;
  const named = namesOf(paths.filter((path) => path !== "-"), paths.includes("-")).map(({ path, name }) =>
    isFolderOrThrow(path)
      ? { key: `${name}/`, input: { kind: "folder", path, idPrefix: several ? `${name}/` : "", except: exceptPaths } as const }
      : { key: name, input: { kind: "file", path, id: name } as const },
  );
  const piped = paths.includes("-") ? [{ key: STDIN_ID, input: { kind: "stream", stream: stdin, id: STDIN_ID, path: STDIN_ID } as const }] : [];
  const fromList = listedInputs(listed, exceptPaths).map((input) => ({ key: input.kind === "folder" ? input.idPrefix : input.id, input }));
  return [...named, ...piped, ...fromList].toSorted((a, b) => compareCodePoints(a.key, b.key)).map(({ input }) => input);
}

/**
 * Each path with a name of its own: its base name, or "name~2" and so on where several have one base name. They are counted in
 * the order of the paths, so that the order in which they were typed changes nothing.
 */
function namesOf(paths: readonly string[], hasPipe: boolean): readonly { readonly path: string; readonly name: string }[] {
  const baseNames = paths.map((path) => basename(resolve(path)) || "root");
  const taken = new Set(hasPipe ? [STDIN_ID] : []);
  const uniqueName = (base: string): string => {
    let name = base;
    for (let i = 2; taken.has(name) || (i > 2 && baseNames.includes(name)); i++) name = `${base}~${i}`;
    taken.add(name);
    return name;
  };
  return paths
    .map((path, i) => ({ path, base: baseNames[i]! }))
    .toSorted((a, b) => compareCodePoints(normalize(a.path), normalize(b.path)) || compareCodePoints(a.path, b.path))
    .map(({ path, base }) => ({ path, name: uniqueName(base) }));
}

function isFolderOrThrow(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    const reason = reasonOf(error);
    const what = reason === "ENOENT" || reason === "ENOTDIR" ? "no such file or folder; check the path" : `cannot be reached (${reason}); check path and permissions`;
    throw new SeedcleanError("no-input", `${path}: ${what}`, { cause: error });
  }
}
