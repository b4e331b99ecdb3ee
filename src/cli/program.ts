import { Argument, Command, Help, type HelpConfiguration, type Option } from "commander";
import { nearestName } from "../nearest-name.ts";
import { printable } from "../printable.ts";
import { addCheckOptions, type CheckOptions } from "./check-options.ts";
import { addConfigOptions, applyConfig, CONFIG_FILE, writeConfig } from "./config.ts";
import type { ExplainOptions } from "./explain.ts";
import { addCleanOptions, addExplainOptions, addReportOptions, addRethresholdOptions, addSparkOptions, addStageOptions, type CleanOptions, minLengthOption, type SparkOptions, type StageOptions } from "./options.ts";
import type { ReportOptions } from "./report.ts";
import type { RestoreOptions } from "./restore.ts";
import type { RethresholdOptions } from "./rethreshold.ts";
import { version } from "./version.ts";

/** The commands, with their flags and what they do. Commands are loaded when they are called for, so that --version and --help cost nothing. */
export function program(): Command {
  const root: Command = new Command("seedclean")
    .description("Cleans and deduplicates text corpora: a folder or a pipe in, clean JSONL out.")
    .version(version(), "-V, --version", "print the version")
    .usage("[options] [paths...]\n       seedclean <command> ...")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .showSuggestionAfterError(false);
  const clean = root
    .command("clean", { isDefault: true })
    .description("clean files, folders or standard input (what seedclean does without a command)")
    .argument("[paths...]", "files and folders; - or nothing = standard input");
  root.configureHelp(helpWithOptionsOf(root, clean));
  addCleanOptions(clean.copyInheritedSettings(root)).action(async (paths: string[], options: CleanOptions) => {
    const { runClean } = await import("./clean.ts");
    await runClean(paths, options);
  });
  const check = root
    .command("check")
    .description("report what clean would remove or doubt, and write nothing")
    .argument("[paths...]", "files and folders; - or nothing = standard input");
  addCheckOptions(check).action(async (paths: string[], options: CheckOptions) => {
    const { runCheck } = await import("./check.ts");
    await runCheck(paths, options);
  });
  const explain = root
    .command("explain")
    .description("show a file with each passage kept or struck, and why")
    .argument("<file>", "text file or JSONL; - = standard input");
  addExplainOptions(explain).action(async (file: string, options: ExplainOptions) => {
    const { runExplain } = await import("./explain.ts");
    await runExplain(file, options);
  });
  const report = root
    .command("report")
    .description("make a page of what was removed, from an output and its ledger")
    .argument("<output>", "what clean wrote")
    .argument("<ledger>", "what clean wrote with --removed");
  addReportOptions(report).action(async (output: string, ledger: string, options: ReportOptions) => {
    const { runReport } = await import("./report.ts");
    await runReport(output, ledger, options);
  });
  const stage = root
    .command("stage")
    .description("run one stage of a cluster's run: an Arrow stream in, an Arrow stream out (docs/scale-out.md)")
    .addArgument(new Argument("<name>").choices(["files", "sketch", "verify", "decide", "apply"]));
  addStageOptions(stage).action(async (name: string, options: StageOptions) => {
    const { runStage } = await import("./stage.ts");
    await runStage(name, options);
  });
  const spark = root
    .command("spark")
    .description("clean on a cluster of Apache Spark: the same lines as on one machine (docs/scale-out.md)")
    .argument("<paths...>", "files and folders, as Spark names them: file:, hdfs:, s3a: and others");
  const typed = addSparkOptions(spark);
  spark.action(async (paths: string[], options: SparkOptions) => {
    const { runSpark } = await import("./spark.ts");
    await runSpark(paths, options, typed);
  });
  const configured = [clean, check, explain];
  configured.forEach(addConfigOptions);
  root.hook("preAction", (_, command) => {
    if (configured.includes(command)) applyConfig(command, configured);
    // "-" is standard output, as everywhere; Spark's is a folder.
    if (command !== spark && command.getOptionValue("output") === "-") command.setOptionValue("output", undefined);
  });
  root.command("init").description(`write a ${CONFIG_FILE} to begin with`).action(writeConfig);
  root
    .command("restore")
    .description("rebuild the decoded source texts from an output and its ledger")
    .argument("<output>", "what clean wrote")
    .argument("<ledger>", "what clean wrote with --removed")
    .option("--to <folder>", "put the texts here; nothing in it is written over")
    .option("--verify", "work out anew that each duplicate is covered as the ledger says by text that is in the output, and that nothing else is missing")
    .option("--earlier <files...>", "with --verify: output and ledger of the earlier runs whose text the run knew by --index or --against, one pair behind the other")
    .option("--ignore-numbers", "with --verify: the run ignored numbers too")
    .addOption(minLengthOption("with --verify: the run's"))
    .action(async (output: string, ledger: string, options: RestoreOptions) => {
      const { runRestore } = await import("./restore.ts");
      await runRestore(output, ledger, options);
    });
  const rethreshold = root
    .command("rethreshold")
    .description("write what a finished run would have written with another --coverage; its corpus is not read again")
    .argument("<output>", "what clean wrote with --keep-empty")
    .argument("<ledger>", "what it wrote with --removed");
  addRethresholdOptions(rethreshold).action(async (output: string, ledger: string, options: RethresholdOptions) => {
    const { runRethreshold } = await import("./rethreshold.ts");
    await runRethreshold(output, ledger, options);
  });
  root
    .command("completion")
    .description("print a script that lets a shell complete what is typed")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { printCompletion } = await import("./completion.ts");
      printCompletion(root, shell);
    });
  for (const command of [root, ...root.commands]) {
    const called = command === root || command === clean ? "seedclean" : `seedclean ${command.name()}`;
    const known = command === root ? clean : command;
    command.configureOutput({ outputError: (text, write) => write(oneLine(withMeantFlag(text, known, root.commands), `${called} --help`)) });
  }
  return root;
}

/** `seedclean --help` shows what can stand behind `seedclean` without a command. */
function helpWithOptionsOf(root: Command, standard: Command): HelpConfiguration {
  const help = new Help();
  const own = (command: Command): ReturnType<Help["visibleOptions"]> => help.visibleOptions(command);
  return {
    helpWidth: Math.min(process.stdout.columns ?? 80, 100),
    // Nearly all have options, and the widest term takes its room from what every line says.
    subcommandTerm: (command) => help.subcommandTerm(command).replace(" [options]", ""),
    visibleOptions: (command) => (command === root ? [...own(standard).filter(({ long }) => long !== "--help"), ...own(root)] : own(command)),
  };
}

/** A flag that one command does not know may be another one's, or mistyped. */
function withMeantFlag(text: string, { options }: Command, commands: readonly Command[]): string {
  const [unknown, name] = /unknown option '--([\w-]+)[^']*'/.exec(text) ?? [];
  if (unknown === undefined || name === undefined) return text;
  const owners = commands.filter((command) => flagsOf(command.options).includes(name)).map((command) => command.name());
  if (owners.length > 0) return `${unknown} (it is an option of ${owners.join(", ")})`;
  const meant = nearestName(name, [...flagsOf(options), "help"]);
  return meant === undefined ? text : `${unknown} (did you mean --${meant}?)`;
}

/** Without their dashes. */
function flagsOf(options: readonly Option[]): readonly string[] {
  return options.flatMap(({ long }) => long?.slice(2) ?? []);
}

/** commander's "error: …" and its suggestion as one line. @param help where more is said */
function oneLine(text: string, help: string): string {
  const plain = text.replace(/^error: /, "").replace(/command-argument value (.*) is invalid for argument '(\w+)'\. Allowed choices are/, "there is no $2 $1 here; give one of");
  return `seedclean: ${printable(plain.trim().replaceAll(/\s*\n\s*/g, " ").replace(/\.$/, ""))}; see ${help}\n`;
}
