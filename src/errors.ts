/** What went wrong, as a word that programs can test for. */
export type ErrorCode =
  | "usage"
  | "no-input"
  | "nothing-to-do"
  | "output-failed"
  | "damaged-ledger"
  | "bad-index"
  | "cannot-resume"
  | "unsafe-path"
  | "workers-failed"
  | "interrupted";

/** Exit codes of the command line (docs/formats.md). */
export const EXIT_DONE = 0;
export const EXIT_FINDINGS = 1;
export const EXIT_USAGE = 2;

/**
 * An error that the user can mend: shown as one line (what, where, what to do next), never as a stack.
 * Everything else that is thrown is a bug of seedclean and shows its stack.
 */
export class SeedcleanError extends Error {
  readonly code: ErrorCode;
  readonly exitCode: number;

  constructor(code: ErrorCode, message: string, options: { readonly cause?: unknown; readonly exitCode?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "SeedcleanError";
    this.code = code;
    this.exitCode = options.exitCode ?? EXIT_USAGE;
  }
}

/** The system's short reason for a failed call ("ENOENT", …), or the message of whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) {
    return "code" in error && typeof error.code === "string" ? error.code : error.message;
  }
  return String(error);
}

/** The error of a stream that has no name. */
export function unwritable(cause: unknown): SeedcleanError {
  return new SeedcleanError("output-failed", `the output cannot be written (${reasonOf(cause)}); check free space and where it goes`, { cause });
}
