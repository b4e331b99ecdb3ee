import { closeSync, constants, openSync } from "node:fs";
import { isatty } from "node:tty";
import { printableLines } from "../printable.ts";
import { statIfThere } from "../stat-if-there.ts";
import { fileSink, type Sink, streamSink } from "../stages/write/sink.ts";

/** Lines to standard output: where a terminal shows them, controls and marks of direction of the texts go as escapes. */
export function standardOutput(): Sink {
  return shown(streamSink(process.stdout), process.stdout.isTTY);
}

/** A file of lines that may be a terminal (/dev/stdout), which shows them likewise. */
export function linesSink(path: string): Sink {
  return shown(fileSink(path), isTerminal(path));
}

function shown(sink: Sink, isShown: boolean): Sink {
  return isShown ? { ...sink, write: (text) => sink.write(printableLines(text)) } : sink;
}

function isTerminal(path: string): boolean {
  if (statIfThere(path)?.isCharacterDevice() !== true) return false;
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  try {
    return isatty(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
