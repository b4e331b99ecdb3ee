import { SeedcleanError } from "../errors.ts";
import { printable } from "../printable.ts";
import { rethreshold } from "../rethreshold/rethreshold.ts";
import { DEFAULT_SETTINGS, type Settings } from "../settings.ts";
import { isParquet, type OutputSink, outputSink, type Sink } from "../stages/write/sink.ts";
import { abortOnSignals } from "./signals.ts";
import { counted } from "./terminal.ts";
import { linesSink, standardOutput } from "./terminal-sinks.ts";
import { refuseUnwritable } from "./written-files.ts";

/** What was typed behind `seedclean rethreshold`, as commander hands it over. */
export interface RethresholdOptions extends Pick<Settings, "coverage" | "documentCoverage" | "duplicates" | "minLength" | "scope" | "keep"> {
  readonly runCoverage: number;
  readonly ignoreNumbers?: true;
  readonly memory: number;
  readonly tempDir?: string;
  readonly output?: string;
  readonly removed?: string;
  readonly quiet?: true;
}

/** `seedclean rethreshold`: what the run would have written with another --coverage. */
export async function runRethreshold(output: string, ledger: string, options: RethresholdOptions): Promise<void> {
  refuseUnwritable([options.output, options.removed].filter((path) => path !== undefined), [output, ledger]);
  if (options.output !== undefined && options.output === options.removed) throw new SeedcleanError("usage", "-o and --removed name the same file; give different ones");
  const { coverage, documentCoverage, duplicates, minLength, scope, keep, runCoverage, ignoreNumbers, memory, tempDir } = options;
  const settings: Settings = { ...DEFAULT_SETTINGS, coverage, documentCoverage, duplicates, minLength, scope, keep, ignoreNumbers: ignoreNumbers === true, memoryBytes: memory };
  const written = outputOf(options.output);
  const removed = options.removed === undefined ? undefined : linesSink(options.removed);
  const sinks = [written, removed].filter((sink) => sink !== undefined);
  const signal = abortOnSignals();
  const notice = ({ message }: { readonly message: string }): void => say(options, message);
  let documents = 0;
  let gone = 0;
  try {
    for await (const document of rethreshold({ output, ledger, settings, runCoverage, signal, notice, ...(tempDir !== undefined && { temporaryFolder: tempDir }) })) {
      documents++;
      for (const [reason, count] of Object.entries(document.counts.removed)) if (reason.startsWith("duplicate.")) gone += count.paragraphs;
      for (const { text, language } of document.pieces) await written.write(text, language);
      await writeLedger(removed, document.ledger);
    }
    for (const sink of sinks) await sink.finish();
  } catch (error) {
    await Promise.allSettled(sinks.map((sink) => sink.discard()));
    throw signal.aborted ? signal.reason : error;
  }
  say(options, `${counted(documents, "document")} decided anew, as with --coverage ${coverage}: ${counted(gone, "paragraph")} removed as ${gone === 1 ? "a duplicate" : "duplicates"}`);
}

function outputOf(path: string | undefined): OutputSink {
  if (path === undefined) return standardOutput();
  return isParquet(path) ? outputSink(path, DEFAULT_SETTINGS.fields) : linesSink(path);
}

async function writeLedger(removed: Sink | undefined, lines: string): Promise<void> {
  if (lines !== "") await removed?.write(lines);
}

function say({ quiet }: RethresholdOptions, message: string): void {
  if (quiet !== true) process.stderr.write(`seedclean: ${printable(message)}\n`);
}
