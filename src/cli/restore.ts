import { audit, type RunFiles } from "../audit/audit.ts";
import { EXIT_FINDINGS, SeedcleanError } from "../errors.ts";
import { printable } from "../printable.ts";
import { restore } from "../restore/restore.ts";
import { abortOnSignals } from "./signals.ts";
import { counted } from "./terminal.ts";

/** What was typed behind `seedclean restore`, as commander hands it over. */
export interface RestoreOptions {
  readonly to?: string;
  readonly verify?: true;
  /** Output and ledger of each earlier run, one behind the other. */
  readonly earlier?: readonly string[];
  readonly ignoreNumbers?: true;
  readonly minLength: number;
}

/** `seedclean restore`: rebuilds the source texts, or checks what the ledger says, or both. Sets the exit code. */
export async function runRestore(output: string, ledger: string, options: RestoreOptions): Promise<void> {
  const signal = abortOnSignals();
  if (options.to === undefined && options.verify !== true) throw new SeedcleanError("usage", "restore: name a folder for the texts with --to, or give --verify");
  const earlier = pairsOf(options.earlier ?? []);
  if (options.to !== undefined) await restoreTo(options.to, output, ledger, signal);
  if (options.verify === true) await verify({ output, ledger }, earlier, options, signal);
}

function pairsOf(paths: readonly string[]): RunFiles[] {
  if (paths.length % 2 === 1) throw new SeedcleanError("usage", `--earlier ${paths.join(" ")}: name the output and the ledger of each run, one behind the other`);
  return paths.flatMap((output, i) => (i % 2 === 0 ? [{ output, ledger: paths[i + 1]! }] : []));
}

async function restoreTo(folder: string, output: string, ledger: string, signal: AbortSignal): Promise<void> {
  const trouble = (id: string, message: string): void => fault(`${printable(id)}: ${message}`);
  const restored = await restore({ output, ledger, folder, signal, trouble });
  process.stderr.write(`seedclean: ${counted(restored, "document")} restored to ${printable(folder)}\n`);
}

async function verify(files: RunFiles, earlier: readonly RunFiles[], options: RestoreOptions, signal: AbortSignal): Promise<void> {
  const violation = (id: string, line: number | undefined, message: string): void =>
    fault(`${printable(id)}${line === undefined ? "" : `:${line}`}: ${printable(message)}`);
  const { documents, duplicates, violations, unchecked, unknownId } = await audit({ ...files, earlier, ignoreNumbers: options.ignoreNumbers === true, minLength: options.minLength, signal, violation });
  if (unknownId !== undefined) {
    fault(`${counted(unchecked, "duplicate")} could not be verified: what covers them, as ${printable(unknownId)}, is in neither file; name output and ledger of the earlier run with --earlier`);
  }
  const verdict = violations === 0 ? "all as the ledger says" : `${violations} not as the ledger says`;
  process.stderr.write(`seedclean: ${counted(documents, "document")} and ${counted(duplicates, "duplicate")} verified: ${verdict}\n`);
}

function fault(line: string): void {
  process.exitCode = EXIT_FINDINGS;
  process.stderr.write(`seedclean: ${line}\n`);
}
