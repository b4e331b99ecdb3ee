import { audit } from "../audit/audit.ts";
import { EXIT_FINDINGS, SeedcleanError } from "../errors.ts";
import { printable } from "../printable.ts";
import { restore } from "../restore/restore.ts";
import { abortOnSignals } from "./signals.ts";
import { counted } from "./terminal.ts";

/** What was typed behind `seedclean restore`, as commander hands it over. */
export interface RestoreOptions {
  readonly to?: string;
  readonly verify?: true;
  readonly ignoreNumbers?: true;
  readonly minLength: number;
}

/** `seedclean restore`: rebuilds the source texts, or checks what the ledger says, or both. Sets the exit code. */
export async function runRestore(output: string, ledger: string, options: RestoreOptions): Promise<void> {
  const signal = abortOnSignals();
  if (options.to === undefined && options.verify !== true) throw new SeedcleanError("usage", "restore: name a folder for the texts with --to, or give --verify");
  if (options.to !== undefined) await restoreTo(options.to, output, ledger, signal);
  if (options.verify === true) await verify(output, ledger, options, signal);
}

async function restoreTo(folder: string, output: string, ledger: string, signal: AbortSignal): Promise<void> {
  const trouble = (id: string, message: string): void => fault(`${printable(id)}: ${message}`);
  const restored = await restore({ output, ledger, folder, signal, trouble });
  process.stderr.write(`seedclean: ${counted(restored, "document")} restored to ${printable(folder)}\n`);
}

async function verify(output: string, ledger: string, options: RestoreOptions, signal: AbortSignal): Promise<void> {
  const violation = (id: string, line: number | undefined, message: string): void =>
    fault(`${printable(id)}${line === undefined ? "" : `:${line}`}: ${printable(message)}`);
  const { documents, duplicates, violations } = await audit({ output, ledger, ignoreNumbers: options.ignoreNumbers === true, minLength: options.minLength, signal, violation });
  const verdict = violations === 0 ? "all as the ledger says" : `${violations} not as the ledger says`;
  process.stderr.write(`seedclean: ${counted(documents, "document")} and ${counted(duplicates, "duplicate")} verified: ${verdict}\n`);
}

function fault(line: string): void {
  process.exitCode = EXIT_FINDINGS;
  process.stderr.write(`seedclean: ${line}\n`);
}
