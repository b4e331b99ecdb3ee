import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { RawDocument } from "../../document.ts";
import { SeedcleanError } from "../../errors.ts";
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
 * @throws SeedcleanError "no-input" if a path does not exist
 */
export function inputsOf(paths: readonly string[], stdin: AsyncIterable<Uint8Array>, except: readonly string[] = []): readonly Input[] {
  const exceptPaths = new Set(except.map((path) => resolve(path)));
  const several = paths.length > 1;
  const names = new Map<string, number>();
  const inputs = paths.map((path) => {
    if (path === "-") return { key: STDIN_ID, input: { kind: "stream", stream: stdin, id: STDIN_ID, path: STDIN_ID } as const };
    const isFolder = isFolderOrThrow(path);
    const name = uniqueName(basename(resolve(path)) || "root", names);
    return isFolder
      ? { key: `${name}/`, input: { kind: "folder", path, idPrefix: several ? `${name}/` : "", except: exceptPaths } as const }
      : { key: name, input: { kind: "file", path, id: name } as const };
  });
  return inputs.toSorted((a, b) => compareCodePoints(a.key, b.key)).map(({ input }) => input);
}

function isFolderOrThrow(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new SeedcleanError("no-input", `${path}: no such file or folder; check the path`, { cause: error });
  }
}

/** Two folders of one base name get "name" and "name~2". */
function uniqueName(name: string, names: Map<string, number>): string {
  const uses = (names.get(name) ?? 0) + 1;
  names.set(name, uses);
  return uses === 1 ? name : `${name}~${uses}`;
}
