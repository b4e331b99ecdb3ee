import { type Stats, statSync } from "node:fs";

/** What stands at a path; undefined if there is nothing, or nothing that can be reached (a link in a circle, no permission, too long a name). */
export function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
