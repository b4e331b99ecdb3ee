import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { SeedcleanError } from "../errors.ts";
import { statIfThere } from "../stat-if-there.ts";
import { LANGUAGE_CODES } from "../stages/language/codes.ts";
import { languagePath } from "../stages/write/split-sink.ts";
import type { CleanOptions } from "./options.ts";

/** What a run writes beside its index. */
export function writtenFiles({ output, splitBy, removed, saveTails, jsonSummary, report }: CleanOptions): readonly string[] {
  const outputs = splitBy === undefined || output === undefined ? [output] : LANGUAGE_CODES.map((language) => languagePath(output, language));
  return [...outputs, removed, saveTails, jsonSummary, report].filter((path) => path !== undefined);
}

/**
 * Before a run begins, for some files are written at its end: a long run should not end with a mistyped name.
 * @param read what was named to be read: it would be gone
 */
export function refuseUnwritable(paths: readonly string[], read: readonly string[]): void {
  for (const path of paths) {
    refusePath(path);
    if (read.some((other) => areSameFile(path, other))) throw new SeedcleanError("usage", `${path}: is read, and would be written over; name another file to write`);
  }
}

function areSameFile(path: string, other: string): boolean {
  const [file, otherFile] = [path, other].map((one) => statIfThere(one));
  return file?.isFile() === true && file.dev === otherFile?.dev && file.ino === otherFile.ino;
}

function refusePath(path: string): void {
  if (path === "") throw new SeedcleanError("usage", "a file to write has an empty name; give it one, or leave out its flag");
  if (path === "-") throw new SeedcleanError("usage", "only -o can be standard output; name a file for what else is written");
  if (!existsSync(dirname(path))) throw new SeedcleanError("output-failed", `${path}: cannot be written (there is no such folder); make it, or name another`);
  if (statIfThere(path)?.isDirectory() === true) throw new SeedcleanError("output-failed", `${path}: cannot be written (it is a folder); name a file`);
}
