import { SeedcleanError } from "../errors.ts";
import { didYouMean } from "../nearest-name.ts";
import type { Notice } from "../notices.ts";
import { DEFAULT_SETTINGS, type Settings } from "../settings.ts";
import type { DuplicateIndex } from "../stages/duplicates/duplicate-index.ts";
import type { OpenIndex } from "../stages/duplicates/index-folder.ts";
import { nearestEncoding, resolveEncoding } from "../stages/decode/names.ts";

/** What `clean` and `check` take besides their source: settings, and what belongs to this one run. */
export interface EngineOptions extends Partial<Settings> {
  /** Ends the run; it throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Trouble with, or doubt about, an input; the run goes on. */
  readonly onNotice?: (notice: Notice) => void;
  /** Where files go that live as long as the run; undefined = the system's folder for them. */
  readonly temporaryFolder?: string;
  /** Threads that work, this one among them; 1 where it is not said. Never changes what is found. */
  readonly jobs?: number;
  /** What is known of earlier documents; the caller saves and closes it. */
  readonly index?: OpenIndex;
}

interface Settled {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly notice: (notice: Notice) => void;
  readonly temporaryFolder?: string;
  readonly jobs?: number;
  readonly index?: DuplicateIndex;
}

/** @throws SeedcleanError "usage" for a name that stands for no encoding */
export function checkEncoding(name: string): void {
  if (resolveEncoding(name) === undefined) throw new SeedcleanError("usage", `no encoding named "${name}" is known${didYouMean(nearestEncoding(name))}`);
}

/** Defaults for all that was not given. */
export function settle(options: EngineOptions): Settled {
  const given = Object.keys(DEFAULT_SETTINGS).flatMap((name) => {
    const value: unknown = Reflect.get(options, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const settings: Settings = { ...DEFAULT_SETTINGS, ...Object.fromEntries(given) };
  if (settings.encoding !== undefined) checkEncoding(settings.encoding);
  return {
    settings,
    signal: options.signal ?? new AbortController().signal,
    notice: (notice) => options.onNotice?.(notice),
    ...(options.temporaryFolder !== undefined && { temporaryFolder: options.temporaryFolder }),
    ...(options.jobs !== undefined && { jobs: options.jobs }),
    ...(options.index !== undefined && { index: options.index.index }),
  };
}
