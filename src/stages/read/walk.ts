import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { reasonOf } from "../../errors.ts";
import type { Notice } from "../../notices.ts";
import type { Settings } from "../../settings.ts";
import type { StageContext } from "../../stage.ts";
import { IGNORE_FILE, IgnoreFiles } from "./ignore-files.ts";
import { finalNameOf } from "../write/sink.ts";
import { compareCodePoints } from "./order.ts";

/** A file that was found in a folder. */
export interface FoundFile {
  readonly path: string;
  /** Path below the folder, with "/" on every system. */
  readonly id: string;
  readonly bytes: number;
}

/**
 * The files below a folder, sorted by id without holding a list of all: a folder's entries are sorted as if each folder's
 * name ended with "/", which is the order of the whole paths. Links are followed, but never into a folder that is being
 * walked already. Holds one folder's names for each level.
 */
export function* walk(
  folder: string,
  idPrefix: string,
  context: StageContext,
  except: ReadonlySet<string> = new Set(),
  ignores: IgnoreFiles = new IgnoreFiles(context),
): Generator<FoundFile> {
  const matches = matcherOf(context.settings);
  for (const file of walkFolder(folder, idPrefix, [identityOf(statSync(folder))], matches, ignores, context)) {
    if (except.size === 0 || !isIn(finalNameOf(resolve(file.path)), except)) yield file;
  }
}

/** Whether a file, or a folder that it lies in, is among these. */
function isIn(path: string, paths: ReadonlySet<string>): boolean {
  return paths.has(path) || [...paths].some((folder) => path.startsWith(folder + sep));
}

/** Whether an id is wanted by --include and --exclude. */
export function matcherOf(settings: Settings): (id: string) => boolean {
  // A glob without "/" is meant for names at any depth, as in ripgrep and git.
  const anywhere = (glob: string): string => (glob.includes("/") ? glob : `**/${glob}`);
  const included = settings.include.length === 0 ? (): boolean => true : picomatch(settings.include.map(anywhere), { dot: true });
  const excluded = settings.exclude.length === 0 ? (): boolean => false : picomatch(settings.exclude.map(anywhere), { dot: true });
  return (id) => included(id) && !excluded(id);
}

function* walkFolder(
  folder: string,
  idPrefix: string,
  ancestors: readonly string[],
  matches: (id: string) => boolean,
  ignores: IgnoreFiles,
  context: StageContext,
): Generator<FoundFile> {
  for (const entry of sortedEntries(folder, context)) {
    const path = join(folder, entry.name);
    const id = idPrefix + entry.name;
    const { kind } = entry;
    if (entry.name === IGNORE_FILE && context.settings.ignoreFiles) continue;
    if (entry.name.startsWith(".") && !context.settings.hidden) {
      context.notice({ code: "skipped.hidden", severity: "info", stage: "read", path, message: "skipped, its name begins with a dot; --hidden reads it" });
    } else if (kind === undefined && entry.name.includes("\ufffd")) {
      context.notice({ code: "skipped.name", severity: "failure", stage: "read", path, message: "cannot be reached, its name is no UTF-8; rename it" });
    } else if (kind === undefined) {
      context.notice({ code: "unreadable", severity: "failure", stage: "read", path, message: `cannot be read (${entry.trouble}); check that it exists and may be read` });
    } else if (ignores.isIgnored(path, kind === "folder")) {
      context.notice(ignoredNotice(path));
    } else if (kind === "folder") {
      if (ancestors.includes(entry.identity)) {
        context.notice({ code: "skipped.special", severity: "info", stage: "read", path, message: "skipped, a link back to a folder that is being read" });
      } else yield* walkFolder(path, `${id}/`, [...ancestors, entry.identity], matches, ignores, context);
    } else if (kind === "special") {
      context.notice({ code: "skipped.special", severity: "info", stage: "read", path, message: "skipped, neither a file nor a folder" });
    } else if (matches(id)) yield { path, id, bytes: entry.bytes };
  }
}

export function ignoredNotice(path: string): Notice {
  return { code: "skipped.ignored", severity: "info", stage: "read", path, message: `skipped, a ${IGNORE_FILE} names it; --no-ignore reads it` };
}

/** What is needed of an entry: a whole Stats would be half a kilobyte for each of a folder's files. */
interface Entry {
  readonly name: string;
  /** Undefined where the entry cannot be looked at. */
  readonly kind: "file" | "folder" | "special" | undefined;
  readonly bytes: number;
  /** Of a folder. */
  readonly identity: string;
  readonly trouble: string;
}

function sortedEntries(folder: string, context: StageContext): readonly Entry[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    context.notice({ code: "unreadable", severity: "failure", stage: "read", path: folder, message: `cannot be listed (${reasonOf(error)}); check its permissions` });
    return [];
  }
  const keyOf = (entry: Entry): string => (entry.kind === "folder" ? `${entry.name}/` : entry.name);
  return entries
    .map((entry) => lookAt(folder, entry.name))
    .sort((a, b) => compareCodePoints(keyOf(a), keyOf(b)));
}

function lookAt(folder: string, name: string): Entry {
  try {
    const stats = statSync(join(folder, name));
    if (stats.isDirectory()) return { name, kind: "folder", bytes: 0, identity: identityOf(stats), trouble: "" };
    return { name, kind: stats.isFile() ? "file" : "special", bytes: stats.size, identity: "", trouble: "" };
  } catch (error) {
    return { name, kind: undefined, bytes: 0, identity: "", trouble: reasonOf(error) };
  }
}

function identityOf(stats: Stats): string {
  return `${stats.dev}:${stats.ino}`;
}
