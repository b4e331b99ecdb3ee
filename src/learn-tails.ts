import { SeedcleanError } from "./errors.ts";
import { documentEnds } from "./pipeline.ts";
import { emptySummary, type RunSummary } from "./report/summary.ts";
import type { Settings } from "./settings.ts";
import type { Input } from "./stages/read/inputs.ts";
import { TailLearner } from "./stages/tails/tail-learner.ts";
import { inOrder, withTurns } from "./turns.ts";

/** What is read, and how. */
export interface LearnConfig {
  readonly inputs: readonly Input[];
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

/**
 * The first pass of `learnTails`: reads the ends of all documents. Its result is a setting of the second pass, which looks at each
 * document alone as ever. It reports nothing: the second pass meets the same trouble again.
 * @param progress called after each document and each read
 * @throws SeedcleanError "usage" if an input can be read once only, and the signal's reason after the signal
 */
export async function learnTails(config: LearnConfig, progress?: (read: Readonly<RunSummary>) => void): Promise<Settings> {
  const { inputs, settings, signal } = config;
  if (!settings.learnTails) return settings;
  if (inputs.some(({ kind }) => kind === "stream" || kind === "documents")) {
    throw new SeedcleanError("usage", "--learn-tails reads its input twice, which a pipe does not allow; save it to a file first, or use --tails-from");
  }
  const learner = new TailLearner();
  const read = emptySummary();
  const bytesRead = (bytes: number): void => {
    read.bytes += bytes;
    progress?.(read);
  };
  for await (const end of withTurns(documentEnds.run(inOrder(inputs), { settings, signal, notice: () => undefined, bytesRead }), signal)) {
    learner.add(end);
    read.documents++;
    progress?.(read);
  }
  return { ...settings, repeatedTails: [...settings.repeatedTails, ...learner.tails()] };
}
