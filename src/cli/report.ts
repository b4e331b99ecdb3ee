import { drawCharts } from "../report/charts/charts.ts";
import { gatherReport, type ReportConfig } from "../report/gather.ts";
import { reportPage } from "../report/html/page.ts";
import { type Sink, writeWhole } from "../stages/write/sink.ts";
import { abortOnSignals } from "./signals.ts";
import { linesSink, standardOutput } from "./terminal-sinks.ts";
import { refuseUnwritable } from "./written-files.ts";

/** What was typed behind `seedclean report`, as commander hands it over. */
export interface ReportOptions {
  readonly output?: string;
  readonly coverage: number;
}

/** `seedclean report`: a page from output and ledger. */
export async function runReport(output: string, ledger: string, options: ReportOptions): Promise<void> {
  refuseUnwritable([options.output].filter((path) => path !== undefined), [output, ledger]);
  const config = { output, ledger, threshold: options.coverage, signal: abortOnSignals() };
  await writeReport(config, () => (options.output === undefined ? standardOutput() : linesSink(options.output)));
}

/** @param open opens where the page goes, once there is one: trouble with output and ledger leaves nothing behind */
export async function writeReport(config: ReportConfig, open: () => Sink): Promise<void> {
  const data = await gatherReport(config);
  const page = reportPage(data, await drawCharts(data));
  await writeWhole(open(), page);
}
