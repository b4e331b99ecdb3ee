import { copyFileSync, existsSync, openSync, closeSync, fsyncSync, renameSync, rmSync } from "node:fs";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { targetOf, temporaryNameOf } from "../stages/write/sink.ts";

/**
 * Gives a file its name, from another disk too; does nothing if it has it already. A link's target is replaced, not the link.
 * @throws SeedcleanError "output-failed"
 */
export function moveFile(part: string, target: string): void {
  if (!existsSync(part)) return;
  const { path } = targetOf(target);
  try {
    renameSync(part, path);
  } catch (error) {
    if (reasonOf(error) === "EXDEV") copyFile(part, path, target);
    else throw unnamed(target, error);
  }
}

function copyFile(part: string, path: string, target: string): void {
  const temporary = temporaryNameOf(path);
  try {
    copyFileSync(part, temporary);
    const descriptor = openSync(temporary, "r+");
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(temporary, path);
    rmSync(part);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unnamed(target, error);
  }
}

function unnamed(target: string, error: unknown): SeedcleanError {
  return new SeedcleanError("output-failed", `${target}: cannot be written (${reasonOf(error)}); check folder, permissions and free space, and go on with --resume`, { cause: error });
}
