import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { reasonOf, SeedcleanError } from "./errors.ts";
import { ownTag, removeLeftBehind, TAG_DIGITS } from "./left-behind.ts";

const NAME = new RegExp(`^seedclean-([0-9a-f]{${TAG_DIGITS}})-`);

/**
 * Makes a folder for what lives as long as the run, and removes those that killed runs left beside it.
 * @throws SeedcleanError "output-failed" if it cannot be made
 */
export function makeTemporaryFolder(parent: string): string {
  removeLeftBehind(parent, (name) => NAME.exec(name)?.[1]);
  try {
    return mkdtempSync(join(parent, `seedclean-${ownTag()}-`));
  } catch (error) {
    throw new SeedcleanError("output-failed", `${parent}: temporary files cannot be written there (${reasonOf(error)}); free space, or name another folder with --temp-dir`, { cause: error });
  }
}
