import { isAbsolute, normalize, relative, resolve, sep } from "node:path";
import { statIfThere } from "../../stat-if-there.ts";
import type { Input } from "./inputs.ts";

type ListedInput = Extract<Input, { kind: "file" | "folder" }>;

/** The paths of a list: separated by NUL if there is one (`find -print0`), else one a line. */
export function pathsOfList(list: Uint8Array): readonly string[] {
  const text = Buffer.from(list).toString();
  return text.split(text.includes("\0") ? "\0" : /\r?\n/).filter((path) => path !== "");
}

/**
 * Inputs for the paths of a list, with those as ids: such lists are long, and base names alone would repeat. A path that is not there
 * is met when it is read: the rest of the list goes on.
 * @param except absolute paths that are no input
 */
export function listedInputs(paths: readonly string[], except: ReadonlySet<string>): readonly ListedInput[] {
  const byId = new Map(paths.filter((path) => !except.has(resolve(path))).map((path) => [idOf(path), normalize(path)]));
  return [...byId].map(([id, path]) =>
    statIfThere(path)?.isDirectory() === true
      ? { kind: "folder", path, idPrefix: id === "" ? "" : `${id}/`, except }
      : { kind: "file", path, id },
  );
}

/** The path from the working folder, or from the root where it lies outside, with "/" on every system and no way up. */
function idOf(path: string): string {
  const near = relative("", path);
  const isOutside = isAbsolute(near) || near.startsWith("..");
  const parts = normalize(isOutside ? resolve(path) : near).split(sep);
  return parts.filter((part) => part !== "" && part !== "." && !part.endsWith(":")).join("/");
}
