/** npm run make:man: writes docs/seedclean.1, the manual page, from the flags as commander knows them. tests/cli/completion.test.ts keeps it so. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command, Help, Option } from "commander";
import { program } from "../program.ts";

export const MAN_PAGE = new URL("../../../docs/seedclean.1", import.meta.url);

/**
 * roff reads a backslash, and a point or quote at the start of a line, as its own; a hyphen without a backslash is typeset as a dash; other
 * characters than ASCII have names.
 */
function roff(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll(/^(?=[.'])/gm, "\\&")
    .replaceAll(/[^\n -~]/g, (character) => `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`);
}

export function manPage(root: Command): string {
  const help = root.createHelp();
  const commands = help.visibleCommands(root).filter((command) => command.name() !== "help");
  const clean = commands.find((command) => command.name() === "clean")!;
  return [
    '.\\" Made by npm run make:man from the flags of the program.',
    ".TH SEEDCLEAN 1",
    ".SH NAME",
    `seedclean \\- ${roff("clean and deduplicate text corpora: a folder or a pipe in, clean JSONL out")}`,
    ".SH SYNOPSIS",
    ".B seedclean",
    "[options] [paths...]",
    ...commands.filter((command) => command !== clean).flatMap((command) => [".br", `.B seedclean ${roff(command.name())}`, roff(help.commandUsage(command).replace(/^.*?seedclean \S+ ?/, ""))]),
    ".SH DESCRIPTION",
    roff("Finds the encoding and language of each file, cuts spam tails, removes duplicate passages inside one document and across all of them, and writes what stays as JSON lines to standard output. Without a command it cleans the files and folders that are named, or standard input."),
    ".SH OPTIONS",
    ...optionLines(root, help, ".SS"),
    ".SH COMMANDS",
    ...commands.filter((command) => command !== clean).flatMap((command) => [`.SS ${roff(command.name())}`, `${roff(capital(command.description()))}.`, ...optionLines(command, help)]),
    ".SH EXIT STATUS",
    ...[
      ["0", "done"],
      ["1", "done, but some input could not be read, or no document was found in what was read; check: more was found than is allowed"],
      ["2", "not run or not finished: wrong usage, no such path, nothing to clean, output cannot be written"],
      ["130, 143", "stopped by SIGINT, SIGTERM"],
    ].flatMap(([code, meaning]) => [".TP", `.B ${code}`, roff(meaning!)]),
    ".SH FILES",
    ".TP",
    ".I seedclean.config.json",
    roff("settings of a project, here or in a folder above; seedclean init writes one"),
    ".TP",
    ".I .seedcleanignore",
    roff("what is not read, in the syntax of .gitignore"),
    "",
  ].join("\n");
}

/** @param heading the macro for names of groups; without one they are not named */
function optionLines(command: Command, help: Help, heading?: string): string[] {
  const groups = new Map<string, Option[]>();
  for (const option of help.visibleOptions(command)) {
    const name = option.helpGroupHeading ?? "Options:";
    groups.set(name, [...(groups.get(name) ?? []), option]);
  }
  const headingOf = (name: string): string[] => (heading === undefined || name === "Options:" ? [] : [`${heading} ${roff(name.replace(/:$/, ""))}`]);
  return [...groups].flatMap(([name, options]) => [...headingOf(name), ...options.flatMap((option) => optionLine(option, help))]);
}

function optionLine(option: Option, help: Help): string[] {
  return [".TP", `.B ${roff(help.optionTerm(option))}`, roff(help.optionDescription(option))];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(MAN_PAGE, manPage(program()));
