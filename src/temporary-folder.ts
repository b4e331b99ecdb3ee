import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { ownTag, removeLeftBehind, TAG_DIGITS } from "./left-behind.ts";

const NAME = new RegExp(`^seedclean-([0-9a-f]{${TAG_DIGITS}})-`);

/** Makes a folder for what lives as long as the run, and removes those that killed runs left beside it. */
export function makeTemporaryFolder(parent: string): string {
  removeLeftBehind(parent, (name) => NAME.exec(name)?.[1]);
  return mkdtempSync(join(parent, `seedclean-${ownTag()}-`));
}
