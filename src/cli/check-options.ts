import { type Command, InvalidArgumentError, Option } from "commander";
import { DEFAULT_BUDGETS, type Limit, limitText, parseLimit } from "../check/budgets.ts";
import { addDisplayOptions, addInputOptions, addRemovalOptions, type EngineOptions, filesFromOption, languagesOption } from "./options.ts";
import type { DisplayOptions } from "./run-display.ts";

const CHECK_FORMATS = ["text", "json", "github", "sarif", "junit"] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** What was typed behind `seedclean check`, as commander hands it over. */
export interface CheckOptions extends EngineOptions, DisplayOptions {
  readonly filesFrom?: string;
  readonly format: CheckFormat;
  readonly encodings?: string;
  readonly maxDuplicates: Limit;
  readonly maxTails: Limit;
  readonly maxDoubtfulEncodings: Limit;
  readonly nearThreshold: number;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly allowEmpty?: true;
}

/** Adds the flags of `check`, in groups, each with its effect and default. */
export function addCheckOptions(command: Command): Command {
  addInputOptions(command).addOption(filesFromOption()).option("--allow-empty", "having found nothing to read is no error");
  command
    .optionsGroup("Rules:")
    .addOption(languagesOption("report documents (with --unit paragraph: paragraphs) in other languages than these, such as ja,en; und = none"))
    .addOption(new Option("--unit <unit>", "what --languages looks at").choices(["document", "paragraph"]).default("document"))
    .option("--encodings <names>", "report files in other encodings than these, such as utf-8,shift_jis (default: all are fine)")
    .optionsGroup("Budgets, a number of findings or a share such as 2%:")
    .addOption(limitOption("--max-duplicates <limit>", "duplicates that are fine; a share is one of the characters", DEFAULT_BUDGETS.duplicates))
    .addOption(limitOption("--max-tails <limit>", "spam tails that are fine; a share is one of the characters", DEFAULT_BUDGETS.tails))
    .addOption(limitOption("--max-doubtful-encodings <limit>", "doubts about encodings that are fine; a share is one of the documents", DEFAULT_BUDGETS["doubtful-encodings"]))
    .option("--baseline <file>", "findings that stand in this file are known, and neither shown nor counted")
    .option("--update-baseline", "write all that is found to the --baseline, and fail for nothing");
  addRemovalOptions(command)
    .optionsGroup("Output:")
    .addOption(new Option("--format <format>", "how findings are written to stdout").choices(CHECK_FORMATS).default("text"))
    .addOption(new Option("--near-threshold <n>", "also show n passages just above --coverage, and n just below; in text and json").argParser(count).default(0));
  return addDisplayOptions(command);
}

function limitOption(flags: string, description: string, value: Limit | undefined): Option {
  const option = new Option(flags, description).argParser(limit);
  return value === undefined ? option : option.default(value, limitText(value));
}

function count(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("Give a number such as 20.");
  return Number(text);
}

function limit(text: string): Limit {
  const parsed = parseLimit(text);
  if (parsed === undefined) throw new InvalidArgumentError("Give a number such as 0 or 20, or a share such as 2%.");
  return parsed;
}
