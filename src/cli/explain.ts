import { realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { EXIT_FINDINGS, SeedcleanError } from "../errors.ts";
import { explain } from "../explain/explain.ts";
import { explainText, type Paint, type Style } from "../explain/explain-text.ts";
import { printable } from "../printable.ts";
import { inputsOf } from "../stages/read/inputs.ts";
import { streamSink } from "../stages/write/sink.ts";
import { indexOf } from "./index-options.ts";
import { type EngineOptions, settingsOf } from "./options.ts";
import { RunDisplay } from "./run-display.ts";
import { abortOnSignals } from "./signals.ts";
import { knownEncoding } from "./typed.ts";

/** What was typed behind `seedclean explain`, as commander hands it over. */
export interface ExplainOptions extends EngineOptions {
  readonly with?: readonly string[];
  readonly features?: true;
}

const DEFAULT_COLUMNS = 80;
/** Two columns side by side need some room. */
const LEAST_COLUMNS = 40;
/** Beyond this a line is hard to read. */
const MOST_COLUMNS = 120;

const STYLES: Readonly<Record<Style, string>> = { heading: "1", removed: "9;31", reason: "36", beside: "32", doubt: "33" };

/** `seedclean explain`: shows one file, span by span. Sets the exit code. */
export async function runExplain(file: string, options: ExplainOptions): Promise<void> {
  const others = options.with ?? [];
  const paths = others.some((path) => contains(path, file)) ? others : [file, ...others];
  const inputs = inputsOf(paths, process.stdin);
  const settings = settingsOf({ ...options, ...(options.encoding !== undefined && { encoding: knownEncoding(options.encoding, "--encoding") }) });
  if (file !== "-" && statSync(file).isDirectory()) throw new SeedcleanError("usage", `${file}: is a folder; explain shows one file (check shows what is found in a folder)`);
  const wanted = file === "-" ? "stdin" : realpathSync(file);
  // Before the index is locked: a signal must give it back.
  const signal = abortOnSignals();
  const index = indexOf(options);
  const display = new RunDisplay({ progress: false }, inputs);
  const stdout = streamSink(process.stdout);
  const config = {
    inputs,
    isExplained: (source: string) => (file === "-" ? source === wanted : realpath(source) === wanted),
    settings,
    ...(options.tempDir !== undefined && { temporaryFolder: options.tempDir }),
    ...(index !== undefined && { index }),
    signal,
  };
  const text = { paint: paintFor(process.stdout), width: widthOf(process.stdout), languages: settings.languages, showsFeatures: options.features === true };
  let documents = 0;
  try {
    for await (const explained of explain(config, display.events)) {
      if (documents++ > 0) await stdout.write("\n");
      for (const line of explainText(explained, text)) await stdout.write(`${line}\n`);
    }
    await stdout.finish();
    display.finish();
  } finally {
    display.stop();
    index?.close();
    process.stdin.destroy();
  }
  if (documents > 0) return;
  process.stderr.write(`seedclean: ${printable(file)}: there is no text in it to explain, or it was left out\n`);
  process.exitCode = EXIT_FINDINGS;
}

/** Whether a file lies in a folder, and so is read with it. */
function contains(folder: string, file: string): boolean {
  if (file === "-" || folder === "-") return folder === file;
  const below = realpath(file);
  const above = realpath(folder);
  return below === above || below.startsWith(above.endsWith(sep) ? above : above + sep);
}

function realpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function paintFor(stream: NodeJS.WriteStream): Paint {
  if (!stream.isTTY || !stream.hasColors()) return (_, text) => text;
  return (style, text) => (text === "" ? "" : `\u001b[${STYLES[style]}m${text}\u001b[0m`);
}

function widthOf(stream: NodeJS.WriteStream): number {
  return Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, stream.isTTY && stream.columns > 0 ? stream.columns : DEFAULT_COLUMNS));
}
