import { SeedcleanError } from "../errors.ts";

/** Exit codes after a signal: 128 + its number. */
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * An AbortSignal that SIGINT and SIGTERM set off, with the error that the run then ends with. A second signal ends the
 * process at once.
 * @param left what the error says of what there is then
 */
export function abortOnSignals(left = "nothing was left half written"): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      controller.abort(new SeedcleanError("interrupted", `stopped by ${name}; ${left}`, { exitCode: SIGNAL_EXIT_CODES[name] }));
    });
  }
  return controller.signal;
}
