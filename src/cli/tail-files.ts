import { readFileSync } from "node:fs";
import { reasonOf, SeedcleanError } from "../errors.ts";
import type { RepeatedTail } from "../stages/tails/repeated-tails.ts";
import { parseTailsFile } from "../stages/tails/tails-file.ts";
import { parseWordFile, type WordFile } from "../stages/tails/word-lists.ts";

/** Reads the file that `--tail-words` names. @throws SeedcleanError "usage" where it is no word list */
export function readTailWords(path: string): WordFile {
  return readFile(path, "--tail-words", parseWordFile, 'give JSON such as {"language": "en", "plea": ["ring the bell"]}');
}

/** Reads the file that `--tails-from` names. @throws SeedcleanError "usage" where it is none that --save-tails wrote */
export function readTails(path: string): readonly RepeatedTail[] {
  return readFile(path, "--tails-from", parseTailsFile, "give a file that --save-tails wrote");
}

function readFile<Content>(path: string, flag: string, parse: (json: string) => Content, advice: string): Content {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SeedcleanError("usage", `${flag} ${path}: cannot be used (${reasonOf(error)}); ${advice}`, { cause: error });
  }
}
