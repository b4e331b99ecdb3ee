import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { SeedcleanError } from "../errors.ts";
import { DEFAULT_SETTINGS, type Settings } from "../settings.ts";
import { isLanguageCode, nearestLanguageCode } from "../stages/language/codes.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import { statIfThere } from "../stat-if-there.ts";
import { NAMED_FIELDS } from "../stages/write/fields.ts";
import type { DisplayOptions } from "./run-display.ts";
import { REMOVABLE_TAILS } from "./tail-kinds.ts";
import { readTails, readTailWords } from "./tail-files.ts";

/** Each costs the memory of the models (40 MB), and the decisions in the main thread keep no more busy. */
const MOST_JOBS = 64;

/** Less would hold neither two pages of text nor the parts of an empty index. */
const LEAST_MEMORY_BYTES = 16 * 1024 ** 2;

/** Flags that decide what a run finds. */
export interface EngineOptions {
  readonly encoding?: string;
  readonly repairMojibake?: true;
  readonly inputFormat: Settings["inputFormat"];
  readonly textField: string;
  readonly idField?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly hidden?: true;
  readonly ignore: boolean;
  readonly maxDocument: number;
  readonly maxRatio: number;
  readonly languages: ReadonlySet<string>;
  readonly tails: ReadonlySet<string>;
  readonly tailWords?: string;
  readonly keepShare: number;
  readonly eagerTails?: true;
  readonly heads?: true;
  readonly dropSpam?: true;
  readonly learnTails?: true;
  readonly tailsFrom?: string;
  readonly duplicates: Settings["duplicates"];
  readonly coverage: number;
  readonly documentCoverage: number;
  readonly memory: number;
  readonly against?: string;
  readonly jobs: number;
  readonly tempDir?: string;
  readonly minLength: number;
  readonly scope: Settings["scope"];
  readonly keep: Settings["keep"];
  readonly ignoreNumbers?: true;
  readonly unit: Settings["unit"];
}

/** What was typed behind `seedclean clean`, as commander hands it over. */
export interface CleanOptions extends EngineOptions, DisplayOptions {
  readonly filesFrom?: string;
  readonly output?: string;
  readonly removed?: string;
  readonly saveTails?: string;
  readonly jsonSummary?: string;
  readonly report?: string;
  readonly listEncodings?: true;
  readonly index?: string;
  readonly keepEmpty?: true;
  readonly resume?: true;
  readonly splitBy?: "language";
  readonly fields: ReadonlySet<string>;
  readonly textOnly?: true;
}

/** Adds the flags of `clean`, in groups, each with its effect and default. */
export function addCleanOptions(command: Command): Command {
  addInputOptions(command).addOption(filesFromOption()).option("--list-encodings", "print the encodings that can be read, and do nothing else");
  command.optionsGroup("Languages:").addOption(languagesOption("keep only documents (with --unit paragraph: paragraphs) in these languages, such as ja,en; und = none"));
  addRemovalOptions(command)
    .option("--index <folder>", "keep what was learned for later runs, which compare with it and add to it; made if it is not there")
    .optionsGroup("Output:")
    .option("-o, --output <file>", "write here, whole or not at all; packed if named .gz, Parquet if named .parquet (default: stdout)")
    .option("--removed <file>", "write the ledger: each removal with its reason; restore needs it")
    .option("--resume", "go on with a run that was stopped; keeps beside -o what that takes, so give it from the first run on")
    .addOption(new Option("--unit <unit>", "what a line of output is").choices(["document", "paragraph"]).default("document"))
    .addOption(new Option("--split-by <what>", "a file for each language: of -o clean.jsonl, clean.ja.jsonl and others").choices(["language"]))
    .addOption(new Option("--fields <names>", "write only these fields, such as id,text,metadata.script").argParser(fieldNames).default(DEFAULT_SETTINGS.fields, "all"))
    .option("--text-only", "write the text alone, no JSON; behind each document an empty line")
    .option("--keep-empty", "also write documents of which nothing stays")
    .option("--save-tails <file>", "write what --learn-tails has found, for --tails-from")
    .option("--json-summary <file>", "write the counts of the run as JSON")
    .option("--report <file>", "write a page that shows what was removed, and beside what; for a browser, offline");
  return addDisplayOptions(command);
}

/** Adds the flags of `explain`: those that decide what is removed. */
export function addExplainOptions(command: Command): Command {
  addInputOptions(command)
    .option("--with <path...>", "files and folders to look for copies in; a folder may hold the file itself")
    .option("--features", "also show what was measured of each paragraph near the end, and how much it looks like tail")
    .optionsGroup("Languages:")
    .addOption(languagesOption("strike what is in other languages than these, such as ja,en; und = none"))
    .addOption(new Option("--unit <unit>", "what --languages looks at").choices(["document", "paragraph"]).default("document"));
  return addRemovalOptions(command);
}

/** What was typed behind `seedclean stage`. */
export interface StageOptions extends EngineOptions {
  readonly keepEmpty?: true;
  readonly fields: ReadonlySet<string>;
  readonly textOnly?: true;
}

/** What was typed behind `seedclean spark`. */
export interface SparkOptions extends StageOptions {
  readonly master?: string;
  readonly conf?: readonly string[];
  readonly bundle?: string;
  readonly printCommand?: true;
  readonly partitionSize: number;
  readonly partitions?: number;
  readonly mostOpen: number;
  readonly output: string;
  readonly removed?: string;
  readonly verbose?: true;
  readonly quiet?: true;
}

/** An option as it was typed. */
export interface TypedOption {
  readonly flag: string;
  readonly value: string | undefined;
  /** `stage` has it, too. */
  readonly isStages: boolean;
}

/** Passages that one task decides in order, about 1 GB of what `verify` wrote; while more are open, all tasks decide in rounds. */
const MOST_OPEN = 1_000_000;

/**
 * Adds the flags of `spark`, and gathers what is typed: those of `stage`, as they are for its tasks, those of `clean` that have no form for
 * a cluster, to say so, and its own.
 */
export function addSparkOptions(command: Command): readonly TypedOption[] {
  const typed: TypedOption[] = [];
  addStageOptions(command);
  const stages = command.options.map(({ long }) => long);
  command
    .requiredOption("-o, --output <folder>", "write the parts of the output here, whole or not at all; any path that Spark knows")
    .option("--removed <folder>", "write the parts of the ledger here")
    .optionsGroup("Cluster:")
    .option("--master <url>", "Spark's master: spark://host:7077, yarn, k8s://…, local[4] (default: Spark's own setting)")
    .option("--conf <setting...>", "settings of Spark, such as spark.executor.memory=4g")
    .option("--bundle <file>", "the .tgz of Node and seedclean that goes to the executors; made if it is not there (default: made for this run)")
    .addOption(sizeOption("--partition-size <size>", "text that one task reads; a file is never cut", PARTITION_BYTES, "64M"))
    .addOption(new Option("--partitions <n>", "so many tasks, whatever they read").argParser(positive))
    .addOption(new Option("--most-open <n>", "decide in rounds while more passages than these are open").argParser(passages).default(MOST_OPEN).hideHelp())
    .option("--print-command", "print the call of spark-submit, and do not run it")
    .option("-q, --quiet", "no summary, no notices")
    .option("-v, --verbose", "show every notice, also why files are skipped");
  for (const flags of ["--index <folder>", "--save-tails <file>", "--files-from <list>", "--split-by <what>", "--report <file>", "--json-summary <file>"]) {
    command.addOption(new Option(flags).hideHelp());
  }
  for (const option of command.options) {
    const flag = option.long!;
    command.on(`option:${option.name()}`, (value: string | null | undefined) => typed.push({ flag, value: value ?? undefined, isStages: stages.includes(flag) }));
  }
  return typed;
}

/** A task's text is held in memory, in a few forms. */
const PARTITION_BYTES = 64 << 20;

function passages(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("Give a whole number.");
  return value;
}

/** Adds the flags of `stage`: those of `clean` that decide what is written. */
export function addStageOptions(command: Command): Command {
  addInputOptions(command).optionsGroup("Languages:").addOption(languagesOption("keep only documents (with --unit paragraph: paragraphs) in these languages, such as ja,en; und = none"));
  return addRemovalOptions(command)
    .optionsGroup("Output:")
    .addOption(new Option("--unit <unit>", "what a line of output is").choices(["document", "paragraph"]).default("document"))
    .addOption(new Option("--fields <names>", "write only these fields, such as id,text,metadata.script").argParser(fieldNames).default(DEFAULT_SETTINGS.fields, "all"))
    .option("--text-only", "write the text alone, no JSON; behind each document an empty line")
    .option("--keep-empty", "also write documents of which nothing stays");
}

/** Adds the flags of `report`. */
export function addReportOptions(command: Command): Command {
  return command
    .option("-o, --output <file>", "write the page here (default: stdout)")
    .addOption(new Option("--coverage <share>", "what the run was given, to mark it").argParser(share).default(DEFAULT_SETTINGS.coverage));
}

/** Flags that say what is read. */
export function addInputOptions(command: Command): Command {
  return command
    .optionsGroup("Input:")
    .option("--include <glob...>", "read only files whose path matches")
    .option("--exclude <glob...>", "leave out files whose path matches")
    .option("--hidden", "also read files and folders named .something")
    .option("--no-ignore", "also read what .seedcleanignore files name")
    .addOption(new Option("--input-format <format>", "auto tells by the name").choices(["auto", "text", "jsonl", "csv", "tsv", "parquet"]).default("auto"))
    .option("--text-field <name>", "field of a JSON line, or column of a table or Parquet file, that holds the text; a.b for b inside a", "text")
    .option("--id-field <name>", "field that names the document (default: path#line)")
    .option("--encoding <name>", "read every text in this encoding (default: detect)")
    .option("--repair-mojibake", 'repair lines of UTF-8 once read in another encoding ("Ã©" for "é") where nothing was lost')
    .addOption(sizeOption("--max-document <size>", "cut longer text files into parts", DEFAULT_SETTINGS.maxDocumentBytes, "4M"))
    .addOption(new Option("--max-ratio <n>", "refuse archives that unpack to more than n times their size").argParser(positive).default(DEFAULT_SETTINGS.maxRatio));
}

export function filesFromOption(): Option {
  return new Option("--files-from <list>", "also read the files that this list names, one a line or separated by NUL; - = standard input");
}

/** Flags that say what is removed, or found. */
export function addRemovalOptions(command: Command): Command {
  command
    .optionsGroup("Tails:")
    .addOption(
      new Option("--tails <kinds>", `kinds of tails to cut: ${REMOVABLE_TAILS.join(",")}, all or none`)
        .argParser(tailKinds)
        .default(DEFAULT_SETTINGS.tails, "all but repeated"),
    )
    .option("--tail-words <file>", "more words of tails, a JSON file made like src/models/tails-words-en.json")
    .addOption(new Option("--keep-share <share>", "at least this share of a document stays when a tail is cut").argParser(share).default(DEFAULT_SETTINGS.keepShare))
    .option("--eager-tails", "also cut doubtful tails: of web pages 94 % of the tails go instead of 84 %, and 2.3 % of the bodies instead of 0.2 %")
    .option("--learn-tails", "read all input first, and also cut lines that close at least 5 documents and 1 % of all")
    .option("--tails-from <file>", "also cut what another run has learned and saved with --save-tails")
    .option("--heads", "also cut menus, buttons and pleas above the first paragraph, in the same kinds")
    .option("--drop-spam", "remove documents that are nothing but tail; without it they stay whole and are named");
  return addDuplicateOptions(command, new Option("--coverage <share>", "a passage goes if this share of it is in text that stays").default(DEFAULT_SETTINGS.coverage))
    .option("--against <folder>", "also remove what stands in the corpus of this index, which is only read")
    .addOption(new Option("-j, --jobs <n>", "threads that work; the output is the same with any number").argParser(jobs).default(availableParallelism(), "one for each core"))
    .addOption(temporaryFolderOption());
}

function addDuplicateOptions(command: Command, coverage: Option): Command {
  return command
    .optionsGroup("Duplicates:")
    .addOption(
      new Option("--duplicates <what>", "passages,documents or one of them, or none")
        .argParser(duplicateKinds)
        .default(DEFAULT_SETTINGS.duplicates, "passages,documents"),
    )
    .addOption(coverage.argParser(share))
    .addOption(
      new Option("--document-coverage <share>", "a document goes as a whole if this share of it does and only scraps are left")
        .argParser(share)
        .default(DEFAULT_SETTINGS.documentCoverage),
    )
    .addOption(minLengthOption("shorter passages stay, but for repeated blocks; a Chinese, Japanese or Korean character counts as 8/3"))
    .addOption(new Option("--scope <scope>", "where copies are looked for: within a document, across documents").choices(["within", "across", "both"]).default(DEFAULT_SETTINGS.scope))
    .addOption(new Option("--keep <copy>", "which copy stays inside a document; across documents the first does").choices(["first", "fullest"]).default(DEFAULT_SETTINGS.keep))
    .option("--ignore-numbers", "passages that differ in numbers only are duplicates too")
    .addOption(sizeOption("--memory <size>", "memory for the index of earlier text; when it is full, short copies are no longer found", DEFAULT_SETTINGS.memoryBytes, "1G", LEAST_MEMORY_BYTES));
}

/** Adds the flags of `rethreshold`: those of duplicates, and where it writes. */
export function addRethresholdOptions(command: Command): Command {
  addDuplicateOptions(command, new Option("--coverage <share>", "the new one").makeOptionMandatory())
    .addOption(new Option("--run-coverage <share>", "what the run was given").argParser(share).default(DEFAULT_SETTINGS.coverage))
    .addOption(temporaryFolderOption());
  return command
    .optionsGroup("Output:")
    .option("-o, --output <file>", "write here, whole or not at all (default: stdout)")
    .option("--removed <file>", "write the ledger")
    .option("-q, --quiet", "no summary, no notices");
}

function temporaryFolderOption(): Option {
  return new Option("--temp-dir <folder>", "where text goes that the memory cannot hold (default: the system's)").argParser(folder);
}

export function addDisplayOptions(command: Command): Command {
  return command
    .option("-q, --quiet", "no progress, no summary, no notices")
    .option("-v, --verbose", "show every notice, also why files are skipped")
    .option("--progress", "where stderr is no terminal, print a line of progress every 5 seconds")
    .option("--no-progress", "no progress bar");
}

/** @param description what the languages are for */
export function languagesOption(description: string): Option {
  return new Option("--languages <codes>", description).argParser(languageCodes).default(DEFAULT_SETTINGS.languages, "all");
}

/** What the flags mean: settings of the engine. Nothing in here depends on the machine. */
export function settingsOf(options: EngineOptions & Partial<Pick<CleanOptions, "keepEmpty" | "fields" | "textOnly">>): Settings {
  return {
    encoding: options.encoding,
    repairMojibake: options.repairMojibake === true,
    textField: options.textField,
    idField: options.idField,
    languages: options.languages,
    tails: wantedTails(options),
    tailWords: options.tailWords === undefined ? [] : [readTailWords(options.tailWords)],
    keepShare: options.keepShare,
    eagerTails: options.eagerTails === true,
    heads: options.heads === true,
    dropSpam: options.dropSpam === true,
    learnTails: options.learnTails === true,
    repeatedTails: options.tailsFrom === undefined ? [] : readTails(options.tailsFrom),
    duplicates: options.duplicates,
    memoryBytes: options.memory,
    coverage: options.coverage,
    documentCoverage: options.documentCoverage,
    minLength: options.minLength,
    scope: options.scope,
    keep: options.keep,
    ignoreNumbers: options.ignoreNumbers === true,
    maxDocumentBytes: options.maxDocument,
    maxRatio: options.maxRatio,
    keepEmpty: options.keepEmpty === true,
    unit: options.unit,
    fields: options.fields ?? DEFAULT_SETTINGS.fields,
    textOnly: options.textOnly === true,
    inputFormat: options.inputFormat,
    include: options.include ?? [],
    exclude: options.exclude ?? [],
    hidden: options.hidden === true,
    ignoreFiles: options.ignore,
  };
}

/**
 * Who asks for repeated tails to be found wants them cut, if nothing else was said; "all" means what can be found.
 * @throws SeedcleanError "usage" where repeated tails are named, and nothing says which they are
 */
function wantedTails({ tails, learnTails, tailsFrom }: EngineOptions): ReadonlySet<string> {
  const asksForRepeated = learnTails === true || tailsFrom !== undefined;
  if (asksForRepeated) return tails === DEFAULT_SETTINGS.tails ? new Set(REMOVABLE_TAILS) : tails;
  if (tails.has("repeated") && tails.size < REMOVABLE_TAILS.length) {
    throw new SeedcleanError("usage", "--tails repeated needs to know what repeats: add --learn-tails, or --tails-from FILE");
  }
  return tails;
}

export function minLengthOption(description: string): Option {
  return new Option("--min-length <letters>", description).argParser(positive).default(DEFAULT_SETTINGS.minLength);
}

function sizeOption(flags: string, description: string, value: number, shown: string, least = 1): Option {
  return new Option(flags, description).argParser((text) => bytes(text, least)).default(value, shown);
}

function jobs(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > MOST_JOBS) throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_JOBS}.`);
  return value;
}

function folder(path: string): string {
  if (statIfThere(path)?.isDirectory() !== true) throw new InvalidArgumentError("There is no such folder: make it, or name another.");
  return path;
}

function bytes(text: string, least: number): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text);
  const exponent = ["", "k", "m", "g", "t"].indexOf(match?.[2]?.toLowerCase() ?? "");
  const value = Math.round(Number(match?.[1]) * 1024 ** exponent);
  if (!(value >= least)) throw new InvalidArgumentError(`Give bytes, or a number with K, M, G or T, such as 64M or 1.5G${least > 1 ? `, and at least ${least / 1024 ** 2}M` : ""}.`);
  return value;
}

function share(text: string): number {
  const value = /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : Number(text === "" ? Number.NaN : text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError("Give a share above 0 and up to 1, such as 0.85 or 85%.");
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value >= 1)) throw new InvalidArgumentError("Give a number of 1 or more.");
  return value;
}

function languageCodes(text: string): ReadonlySet<string> {
  const codes = text.split(",").map((code) => code.trim().toLowerCase());
  const unknown = codes.find((code) => !isLanguageCode(code));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no language that can be told${didYouMean(nearestLanguageCode(unknown)) || "; give codes such as ja,en"}`);
  return new Set(codes);
}

function fieldNames(text: string): ReadonlySet<string> {
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !NAMED_FIELDS.includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no field "${unknown}" in the output${didYouMean(nearestName(unknown, NAMED_FIELDS)) || `; there are ${NAMED_FIELDS.join(", ")}`}`);
  return new Set(names);
}

function tailKinds(text: string): ReadonlySet<string> {
  if (text === "all") return new Set(REMOVABLE_TAILS);
  if (text === "none") return new Set();
  const kinds = text.split(",").map((kind) => kind.trim());
  const unknown = kinds.find((kind) => !REMOVABLE_TAILS.includes(kind));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is no kind of tail; there are ${REMOVABLE_TAILS.join(", ")}.`);
  return new Set(kinds);
}

function duplicateKinds(text: string): Settings["duplicates"] {
  if (text === "none") return { passages: false, documents: false };
  const kinds = text.split(",").map((kind) => kind.trim());
  if (!kinds.every((kind) => kind === "passages" || kind === "documents")) {
    throw new InvalidArgumentError("Give passages, documents, both with a comma, or none.");
  }
  return { passages: kinds.includes("passages"), documents: kinds.includes("documents") };
}
