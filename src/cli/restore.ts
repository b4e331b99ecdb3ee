import { EXIT_FINDINGS } from "../errors.ts";
import { printable } from "../printable.ts";
import { restore } from "../restore/restore.ts";
import { abortOnSignals } from "./signals.ts";
import { counted } from "./terminal.ts";

/** `seedclean restore`: rebuilds the source texts and says how many. Sets the exit code. */
export async function runRestore(output: string, ledger: string, folder: string): Promise<void> {
  const restored = await restore({
    output,
    ledger,
    folder,
    signal: abortOnSignals(),
    trouble: (id, message) => {
      process.exitCode = EXIT_FINDINGS;
      process.stderr.write(`seedclean: ${printable(id)}: ${message}\n`);
    },
  });
  process.stderr.write(`seedclean: ${counted(restored, "document")} restored to ${printable(folder)}\n`);
}
