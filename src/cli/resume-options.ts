import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { SeedcleanError } from "../errors.ts";
import { Resumption, type RunSettings } from "../resume/resumption.ts";
import type { Settings } from "../settings.ts";
import type { Input } from "../stages/read/inputs.ts";
import { LANGUAGE_CODES } from "../stages/language/codes.ts";
import { packingOf } from "../stages/read/unpack.ts";
import { isParquet, targetOf } from "../stages/write/sink.ts";
import { languagePath } from "../stages/write/split-sink.ts";
import type { CleanOptions } from "./options.ts";
import { version } from "./version.ts";

/** What changes no file, or is compared by what it led to. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  "jobs", "tempDir", "quiet", "verbose", "progress", "jsonSummary", "resume", "config", "printConfig", "listEncodings", "filesFrom", "tailWords", "tailsFrom",
]);

/** What lets a run go on lies beside its output. */
export function resumeFolder({ output }: Pick<CleanOptions, "output">): string | undefined {
  return output === undefined ? undefined : `${output}.resume`;
}

/** What --resume asks for; undefined without it. @throws SeedcleanError "usage" for what cannot be resumed, "cannot-resume" */
export function resumptionOf(options: CleanOptions, inputs: readonly Input[], settings: Settings): Resumption | undefined {
  if (options.resume !== true) return undefined;
  const folder = resumeFolder(options);
  if (folder === undefined) throw cannot("what is printed cannot be gone on with; name a file with -o");
  if (inputs.some(({ kind }) => kind === "stream")) throw cannot("standard input cannot be read again; save it to a file first");
  if (options.index !== undefined) throw cannot("it does not go with --index yet; leave out one of them");
  for (const path of [options.output, options.removed, options.saveTails]) if (path !== undefined) refuseFile(path);
  return new Resumption({
    folder,
    settings: comparedSettings(options, inputs, settings),
    targetOf: (name) => targetsOf(options).get(name),
    memoryBytes: options.memory,
    ...(options.against !== undefined && { against: options.against }),
    temporaryFolder: options.tempDir ?? tmpdir(),
  });
}

/** The files that a run writes, by their names in its folder. */
function targetsOf({ output, splitBy, removed, saveTails }: CleanOptions): ReadonlyMap<string, string | undefined> {
  const byLanguage = splitBy === undefined || output === undefined ? [] : LANGUAGE_CODES.map((code) => [`output.${code}`, languagePath(output, code)] as const);
  return new Map([["output", output], ["removed", removed], ["tails", saveTails], ...byLanguage]);
}

function cannot(why: string): SeedcleanError {
  return new SeedcleanError("usage", `--resume: ${why}`);
}

function refuseFile(path: string): void {
  if (isParquet(path) || packingOf(path).packing !== undefined) throw cannot(`${path} would be packed, which cannot be gone on with; name it .jsonl, and pack it afterwards`);
  if (!targetOf(path).isPlain) throw cannot(`${path} is no file, and what was written to it cannot be gone on with; name a file`);
}

/** All that decides what is written, by flag. */
function comparedSettings(options: CleanOptions, inputs: readonly Input[], settings: Settings): RunSettings {
  const typed = Object.entries(options)
    .filter(([name, value]) => !NOT_COMPARED.has(name) && value !== undefined)
    .map(([name, value]) => [flagOf(name), json(value)] as const);
  return {
    ...Object.fromEntries(typed),
    "--tail-words": digestOf(settings.tailWords),
    "--tails-from": digestOf(settings.repeatedTails),
    "set of paths": digestOf(inputs.map((input) => [input.kind, input.path, input.kind === "folder" ? input.idPrefix : ""])),
    "version of seedclean": version(),
  };
}

function flagOf(name: string): string {
  return name === "ignore" ? "--no-ignore" : `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function json(value: unknown): string {
  return JSON.stringify(value instanceof Set ? [...value].toSorted((a, b) => (String(a) < String(b) ? -1 : 1)) : value);
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
