import type { Baseline } from "../check/baseline.ts";
import { type Budgets, DEFAULT_BUDGETS } from "../check/budgets.ts";
import { check as checkInputs } from "../check/check.ts";
import { readAs } from "../check/find.ts";
import { type CheckReport, reportOf } from "../check/report.ts";
import { checkEncoding, type EngineOptions, settle } from "./options.ts";
import { inputsFrom, type Source } from "./source.ts";

/** How `check` goes about it. */
export interface CheckOptions extends EngineOptions {
  /** How much may be found of each kind; what is not given is as on the command line. */
  readonly budgets?: Partial<Budgets>;
  /** Encodings that files may be in; undefined = all. */
  readonly encodings?: Iterable<string>;
  /** What is known and no longer a finding. */
  readonly baseline?: Baseline;
  /** Having found nothing to read is no error. */
  readonly allowEmpty?: boolean;
  /** So many passages just above and just below the coverage are told. */
  readonly nearThreshold?: number;
}

/**
 * Looks for what `clean` would remove or warn of, and writes nothing.
 * @throws as `clean` does, and SeedcleanError "nothing-to-do" if there was no text
 */
export async function check(source: Source, options: CheckOptions = {}): Promise<CheckReport> {
  const { settings, signal, notice, temporaryFolder, jobs } = settle(options);
  const found = await checkInputs(
    {
      inputs: inputsFrom(source, settings, signal),
      settings,
      encodings: wantedEncodings(options.encodings ?? []),
      nearThreshold: options.nearThreshold ?? 0,
      allowEmpty: options.allowEmpty === true,
      ...(temporaryFolder !== undefined && { temporaryFolder }),
      ...(jobs !== undefined && { jobs }),
      ...(options.index !== undefined && { index: options.index }),
      signal,
    },
    { notice },
  );
  return reportOf(found, { ...DEFAULT_BUDGETS, ...options.budgets }, options.baseline);
}

function wantedEncodings(names: Iterable<string>): ReadonlySet<string> {
  const wanted = [...names];
  wanted.forEach(checkEncoding);
  return new Set(wanted.flatMap((name) => readAs(name) ?? []));
}
