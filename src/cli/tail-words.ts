import { readFileSync } from "node:fs";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { parseWordFile, type WordFile } from "../stages/tails/word-lists.ts";

/** Reads the file that `--tail-words` names. @throws SeedcleanError "usage" where it is no word list */
export function readTailWords(path: string): WordFile {
  try {
    return parseWordFile(readFileSync(path, "utf8"));
  } catch (error) {
    const advice = 'give JSON such as {"language": "en", "plea": ["ring the bell"]}';
    throw new SeedcleanError("usage", `--tail-words ${path}: cannot be used (${reasonOf(error)}); ${advice}`, { cause: error });
  }
}
