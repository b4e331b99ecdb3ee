import type { Argument, Command, Option } from "commander";
import { listEncodings } from "../../stages/decode/names.ts";
import { LANGUAGE_CODES } from "../../stages/language/codes.ts";
import { NAMED_FIELDS } from "../../stages/write/fields.ts";
import { REMOVABLE_TAILS } from "../tail-kinds.ts";

/** What can stand behind a flag: nothing, one of some words (or several with commas between), a path, or something that no list holds. */
export type Value = { readonly kind: "none" } | { readonly kind: "words"; readonly words: readonly string[]; readonly isList: boolean } | { readonly kind: "path" } | { readonly kind: "any" };

export interface Flag {
  /** As typed: "-o", "--output". */
  readonly names: readonly string[];
  readonly description: string;
  readonly value: Value;
  /** It may be typed again. */
  readonly isRepeated: boolean;
}

export interface TypedCommand {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  /** Its arguments are words of a list; otherwise they are paths. */
  readonly words: readonly string[];
}

/** Flags whose values are lists of known words. */
const LISTS: ReadonlyMap<string, () => readonly string[]> = new Map([
  ["--tails", () => ["all", "none", ...REMOVABLE_TAILS]],
  ["--duplicates", () => ["passages", "documents", "none"]],
  ["--languages", () => LANGUAGE_CODES],
  ["--encoding", listEncodings],
  ["--encodings", listEncodings],
  ["--fields", () => NAMED_FIELDS],
]);

/** Flags that take one word of such a list. */
const SINGLE: ReadonlySet<string> = new Set(["--encoding"]);

/**
 * What can be typed behind `seedclean`, as commander knows it.
 * @param root `program()`
 * @returns the commands; the flags of "clean" can stand without it
 */
export function typedCommands(root: Command): TypedCommand[] {
  const help = root.createHelp();
  return help.visibleCommands(root).map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: help.visibleOptions(command).map(flagOf),
    words: wordsOf(command, root),
  }));
}

function wordsOf(command: Command, root: Command): readonly string[] {
  if (command.name() === "help") return root.commands.map((other) => other.name());
  return command.registeredArguments.flatMap((argument: Argument) => argument.argChoices ?? []);
}

function flagOf(option: Option): Flag {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  return { names, description: option.description, value: valueOf(option), isRepeated: option.variadic };
}

function valueOf(option: Option): Value {
  const long = option.long ?? "";
  if (!option.required && !option.optional) return { kind: "none" };
  if (option.argChoices !== undefined) return { kind: "words", words: option.argChoices, isList: false };
  const words = LISTS.get(long)?.();
  if (words !== undefined) return { kind: "words", words, isList: !SINGLE.has(long) };
  return /<(?:file|folder|path|list)\b/.test(option.flags) ? { kind: "path" } : { kind: "any" };
}
