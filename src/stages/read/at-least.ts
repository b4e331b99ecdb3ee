import { type Dir, opendirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Input } from "./inputs.ts";
import { packingOf } from "./unpack.ts";

/** Files and folders that are looked at: some milliseconds, and enough to tell a corpus. */
const MAX_LOOKED_AT = 4096;

/** Whether there is text of so many bytes at least; undefined where that is not soon known: of pipes, of packed files. */
export function isAtLeast(inputs: readonly Input[], bytes: number): boolean | undefined {
  const look: Look = { bytesLeft: bytes, pathsLeft: MAX_LOOKED_AT, isSure: true };
  for (const input of inputs) {
    if (input.kind === "file" || input.kind === "folder") lookAt(input.path, look);
    else look.isSure = false;
  }
  if (look.bytesLeft <= 0) return true;
  return look.isSure && look.pathsLeft > 0 ? false : undefined;
}

interface Look {
  bytesLeft: number;
  pathsLeft: number;
  /** Nothing was found of which it is not known how much it holds. */
  isSure: boolean;
}

/** What cannot be looked at counts for nothing: whoever reads it will say so. */
function lookAt(path: string, look: Look): void {
  if (look.bytesLeft <= 0 || look.pathsLeft-- <= 0) return;
  let folder: Dir | undefined;
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      folder = opendirSync(path);
      for (let entry = folder.readSync(); entry !== null && look.pathsLeft > 0 && look.bytesLeft > 0; entry = folder.readSync()) lookAt(join(path, entry.name), look);
    } else {
      look.bytesLeft -= stats.size;
      look.isSure &&= stats.isFile() && !isPacked(path);
    }
  } catch {
  } finally {
    folder?.closeSync();
  }
}

function isPacked(path: string): boolean {
  return packingOf(path).packing !== undefined || path.toLowerCase().endsWith(".parquet");
}
