import { existsSync } from "node:fs";
import { CommanderError } from "commander";
import { EXIT_USAGE, SeedcleanError, unwritable } from "../errors.ts";
import { nearestName } from "../nearest-name.ts";
import { printable } from "../printable.ts";
import { program } from "./program.ts";

/**
 * What was typed → options → settings → run. Only this folder touches `process`, commander and the terminal; commands
 * are loaded when they are called for, so that --version and --help cost nothing.
 */
async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", ignoreClosedPipe);
  process.stderr.on("error", ignoreClosedPipe);
  try {
    const root = program();
    const commands = root.commands.map((command) => command.name());
    refuseMistypedCommand(argv[2] ?? "", commands);
    if (argv[2] === "help" && argv[3] !== undefined) refuseUnknownCommand(argv[3], commands);
    await root.parseAsync(argv);
  } catch (error) {
    fail(error);
  }
}

/** A reader that has enough (`| head`) ends the run quietly; whoever waits for the stream hears of it too. */
function ignoreClosedPipe(error: Error & { code?: string }): void {
  if (error.code !== "EPIPE") fail(unwritable(error));
}

/** Whoever waits for the stream fails with it too: it is said once. */
const said = new Set<string>();

/** A mistyped command would be taken for a path, and its flags for unknown ones of clean. */
function refuseMistypedCommand(word: string, commands: readonly string[]): void {
  if (word === "" || word.startsWith("-") || commands.includes(word) || existsSync(word)) return;
  const nearest = nearestName(word, commands);
  if (nearest === undefined) return;
  throw new SeedcleanError("usage", `${word}: no such file or folder, and no such command; did you mean seedclean ${nearest}?`);
}

/** commander would answer with the whole help. */
function refuseUnknownCommand(word: string, commands: readonly string[]): void {
  if (word.startsWith("-") || commands.includes(word)) return;
  throw new SeedcleanError("usage", `help ${word}: there is no such command; see seedclean --help`);
}

/** What the user can mend is one line; a bug shows its stack. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  } else if (error instanceof SeedcleanError) {
    if (!said.has(error.message)) process.stderr.write(`seedclean: ${printable(error.message)}\n`);
    said.add(error.message);
    process.exitCode = error.exitCode;
  } else if (isClosedPipe(error)) {
    process.exitCode = 0;
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`seedclean: this is a bug; please report it with the lines below\n${stack.split("\n").map(printable).join("\n")}\n`);
    process.exitCode = EXIT_USAGE;
  }
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
}

await main(process.argv);
