/** seedclean.config.json: flags of a project, by their names in camelCase. What is typed wins. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Command, CommanderError, InvalidArgumentError, type Option } from "commander";
import { printableJson } from "../check/formats/printable-json.ts";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { configValue } from "./config-value.ts";

export const CONFIG_FILE = "seedclean.config.json";
/** From the folder of a project that has seedclean as a dependency; editors read it. */
const SCHEMA_PATH = "./node_modules/seedclean/src/schemas/config.schema.json";

/** What one run is to do, and no habit of a project. */
const NOT_IN_CONFIG: ReadonlySet<string> = new Set(["output", "removed", "jsonSummary", "report", "listEncodings", "saveTails", "resume", "updateBaseline", "with", "filesFrom", "config", "printConfig"]);
/** Files and folders, which are meant from where the config lies. */
const PATH_KEYS: ReadonlySet<string> = new Set(["tailWords", "tailsFrom", "index", "against", "tempDir", "baseline"]);

export function addConfigOptions(command: Command): Command {
  return command
    .optionsGroup("Config:")
    .option("--config <file>", `read settings from here (default: the nearest ${CONFIG_FILE}, here or above)`)
    .option("--no-config", "read settings from no file")
    .option("--print-config", "print the settings that hold, as such a file, and do nothing else");
}

/** The options that may stand in a config, by key; of those that several commands have the first one's. */
export function configOptions(commands: readonly Command[]): ReadonlyMap<string, Option> {
  const options = commands.flatMap((command) => command.options).filter((option) => !NOT_IN_CONFIG.has(option.attributeName()));
  return new Map(options.toReversed().map((option) => [option.attributeName(), option]));
}

/**
 * Gives a command the settings of the config, where no flag was typed. With --print-config nothing more is done.
 * @param commands all that a config may hold settings for
 * @throws SeedcleanError "usage" for what is no setting or no value; CommanderError with exit code 0 after --print-config
 */
export function applyConfig(command: Command, commands: readonly Command[]): void {
  const path = pathOf(command.getOptionValue("config"));
  if (path !== undefined) settle(command, commands, path);
  if (command.getOptionValue("printConfig") !== true) return;
  process.stdout.write(`${printableJson(settled(command), 2)}\n`);
  throw new CommanderError(0, "seedclean.printConfig", "");
}

/** @param typed a path, or whether one is looked for */
function pathOf(typed: unknown): string | undefined {
  if (typeof typed === "string") return typed;
  if (typed === false) return undefined;
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_FILE);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
  }
}

function settle(command: Command, commands: readonly Command[], path: string): void {
  const known = configOptions(commands);
  const own = configOptions([command]);
  for (const [key, value] of Object.entries(readConfig(path))) {
    if (key === "$schema") continue;
    const option = own.get(key) ?? known.get(key);
    if (option === undefined) throw new SeedcleanError("usage", `${path}: ${unknownSetting(key, [...known.keys()])}`);
    const settledValue = parsed(option, PATH_KEYS.has(key) && typeof value === "string" ? resolve(dirname(path), value) : value, path);
    if (own.has(key) && command.getOptionValueSource(key) !== "cli") command.setOptionValueWithSource(key, settledValue, "config");
  }
}

function unknownSetting(key: string, known: readonly string[]): string {
  return NOT_IN_CONFIG.has(key) ? `"${key}" is of one run, and no setting; give it as a flag` : `there is no setting "${key}"${didYouMean(nearestName(key, known))}`;
}

function readConfig(path: string): object {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SeedcleanError("usage", `${path}: cannot be read (${error instanceof SyntaxError ? "it is no JSON" : reasonOf(error)}); mend it, or give --no-config`, { cause: error });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new SeedcleanError("usage", `${path}: is no JSON object; mend it, or give --no-config`);
}

/** A value as the flag would have it. */
function parsed(option: Option, value: unknown, path: string): unknown {
  const refuse = (why: string): never => {
    throw new SeedcleanError("usage", `${path}: ${option.attributeName()}: ${why.replace(/\.$/, "")}`);
  };
  if (!option.required && !option.optional) return typeof value === "boolean" ? value : refuse("Give true or false.");
  const items = Array.isArray(value) ? value : [value];
  if (!items.every((item) => typeof item === "string" || typeof item === "number")) return refuse("Give a text, a number, or a list of texts.");
  if (option.variadic) return items.map(String);
  const text = items.map(String).join(",");
  try {
    return option.parseArg === undefined ? text : option.parseArg(text, undefined);
  } catch (error) {
    return refuse(error instanceof InvalidArgumentError ? error.message : reasonOf(error));
  }
}

function settled(command: Command): object {
  const entries = [...configOptions([command])].map(([key, { defaultValue }]) => [key, configValue(command.getOptionValue(key), defaultValue)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** `seedclean init`. @throws SeedcleanError "usage" if there is a config already */
export function writeConfig(): void {
  const config = { $schema: SCHEMA_PATH, exclude: [], coverage: 0.85, maxDuplicates: 0, maxTails: 0, maxDoubtfulEncodings: 0 };
  try {
    writeFileSync(CONFIG_FILE, `${JSON.stringify(config, undefined, 2)}\n`, { flag: "wx" });
  } catch (error) {
    throw new SeedcleanError("usage", `${CONFIG_FILE}: cannot be written (${reasonOf(error)}); nothing was changed`, { cause: error });
  }
  process.stderr.write(`seedclean: wrote ${CONFIG_FILE}; what it may hold: seedclean check --help\n`);
}
