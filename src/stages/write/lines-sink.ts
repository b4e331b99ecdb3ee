import { printableLines } from "../../printable.ts";
import { type Sink, streamSink } from "./sink.ts";

/** Lines to standard output: where a terminal shows them, controls and marks of direction of the texts go as escapes. */
export function linesSink(stream: NodeJS.WriteStream): Sink {
  const sink = streamSink(stream);
  return stream.isTTY ? { ...sink, write: (text) => sink.write(printableLines(text)) } : sink;
}
