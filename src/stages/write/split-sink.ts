import { basename, dirname, extname, join } from "node:path";
import { packingOf } from "../read/unpack.ts";
import type { OutputSink, Sink } from "./sink.ts";

/**
 * Files beside `path`, one a language: clean.jsonl.gz → clean.ja.jsonl.gz. A file is made when its language first comes, and all
 * get their names when all are whole.
 * @param sinkOf makes the sink of a file
 */
export function splitByLanguage(path: string, sinkOf: (path: string, language: string) => Sink): OutputSink {
  const sinks = new Map<string, Sink>();
  return {
    write: (text, language) => {
      const sink = sinks.get(language) ?? sinkOf(languagePath(path, language), language);
      sinks.set(language, sink);
      return sink.write(text);
    },
    flush: async () => {
      for (const sink of sinks.values()) await sink.flush?.();
    },
    finish: async () => {
      for (const sink of sinks.values()) await sink.finish();
    },
    discard: async () => {
      await Promise.allSettled([...sinks.values()].map((sink) => sink.discard()));
    },
  };
}

/** The file of a language: a language is a code, so it never leads to another folder. */
export function languagePath(path: string, language: string): string {
  const name = basename(path);
  const inner = packingOf(name).packing === undefined ? name : name.slice(0, name.lastIndexOf("."));
  const stem = inner.slice(0, inner.length - extname(inner).length);
  return join(dirname(path), `${stem}.${language}${name.slice(stem.length)}`);
}
