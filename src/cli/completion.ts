import type { Command } from "commander";
import { bashCompletion } from "./shells/bash.ts";
import { fishCompletion } from "./shells/fish.ts";
import { typedCommands } from "./shells/typed-words.ts";
import { zshCompletion } from "./shells/zsh.ts";

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

/** `seedclean completion SHELL`: prints a script, made of the flags as commander knows them. */
export function printCompletion(root: Command, shell: keyof typeof SCRIPTS): void {
  process.stdout.write(SCRIPTS[shell](typedCommands(root)));
}
