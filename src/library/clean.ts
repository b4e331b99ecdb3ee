import type { RenderedDocument } from "../document.ts";
import { learnTails } from "../learn-tails.ts";
import { pipeline as builtIn } from "../pipeline.ts";
import type { Stage, StageContext } from "../stage.ts";
import type { Input } from "../stages/read/inputs.ts";
import { inOrder, withTurns } from "../turns.ts";
import { type EngineOptions, settle } from "./options.ts";
import { inputsFrom, type Source } from "./source.ts";

/** How `clean` goes about it. */
export interface CleanOptions extends EngineOptions {
  /** The stages that documents go through, put together with `pipe`; undefined = the built-in ones. */
  readonly pipeline?: Stage<Input, RenderedDocument>;
}

/**
 * Cleans files, folders or texts, document by document and in order. Whoever stops before the end leaves nothing behind.
 * @param source paths, as on the command line, or documents of the caller's own
 * @returns documents with what stays of them, and their lines of output and ledger (docs/formats.md)
 * @throws SeedcleanError "no-input" if a path does not exist, "usage" for settings that cannot be; the signal's reason after the signal
 */
export async function* clean(source: Source, options: CleanOptions = {}): AsyncGenerator<RenderedDocument> {
  const { settings, signal, notice, ...rest } = settle(options);
  const inputs = inputsFrom(source, settings, signal);
  const context: StageContext = { settings: await learnTails({ inputs, settings, signal }), signal, notice, ...rest };
  signal.throwIfAborted();
  try {
    yield* withTurns((options.pipeline ?? builtIn).run(inOrder(inputs), context), signal);
  } catch (error) {
    // Streams wrap the signal's reason into errors of their own.
    throw signal.aborted ? signal.reason : error;
  }
}
