import { printable } from "../../printable.ts";
import type { Finding } from "../finding.ts";
import { type CheckReport, type Level, levelsOf } from "../report.ts";

const COMMANDS: Readonly<Record<Level, string>> = { error: "error", warning: "warning", note: "notice" };

/** Workflow commands of GitHub Actions, which show findings beside the lines of a pull request. */
export function* githubFormat(report: CheckReport): Generator<string> {
  const levelOf = levelsOf(report);
  for (const finding of report.findings) yield commandOf(finding, COMMANDS[levelOf(finding)]);
}

function commandOf({ rule, path, line, endLine, message, excerpt }: Finding, command: string): string {
  const properties = [`file=${property(path)}`, ...(line === undefined ? [] : [`line=${line}`]), ...(endLine === undefined ? [] : [`endLine=${endLine}`]), `title=${property(rule)}`];
  return `::${command} ${properties.join(",")}::${data(excerpt === undefined ? message : `${message}: "${excerpt}"`)}\n`;
}

/** Nothing of a text may end the command, or begin another. */
function data(text: string): string {
  return printable(text).replaceAll("%", "%25");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
