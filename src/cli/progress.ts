import cliProgress from "cli-progress";
import type { RunSummary } from "../report/summary.ts";
import type { Pass } from "../run.ts";
import { counted } from "./terminal.ts";

/** Redrawn at most this often. */
const REDRAWS_PER_SECOND = 8;
/** Lines come this often. */
const LINE_MS = 5000;

/** How a run shows how far it is. */
export interface Progress {
  update(summary: Readonly<RunSummary>, pass: Pass): void;
  /** Nothing more is shown. */
  stop(): void;
}

/** "1,234 documents, 5.6 MB, 7.8 MB/s" */
function counts({ documents, bytes }: Readonly<RunSummary>, startMs: number): string {
  const seconds = (Date.now() - startMs) / 1000;
  const megabytes = bytes / 1e6;
  return `${counted(documents, "document")}, ${megabytes.toFixed(1)} MB, ${seconds < 0.1 ? "…" : (megabytes / seconds).toFixed(1)} MB/s`;
}

const PASS_NAMES: Readonly<Record<Pass, string>> = { ends: "first pass, ", all: "" };

/** A progress bar on a terminal: documents, megabytes and rate; share and time left where the size of the input is known. */
export class ProgressBar implements Progress {
  private readonly bar: cliProgress.SingleBar;
  private readonly totalBytes: number | undefined;
  private startMs = Date.now();
  private pass: Pass | undefined;

  /** @param totalBytes undefined where it is not known */
  constructor(stream: NodeJS.WritableStream, totalBytes: number | undefined) {
    const format = totalBytes === undefined ? "seedclean {counts}" : "seedclean {bar} {percentage} %, {counts}, {eta_formatted} left";
    const preset = cliProgress.Presets.shades_classic;
    this.totalBytes = totalBytes;
    this.bar = new cliProgress.SingleBar({ format, stream, fps: REDRAWS_PER_SECOND, hideCursor: true, clearOnComplete: true, barsize: 20, etaBuffer: 50 }, preset);
    this.bar.start(totalBytes ?? 1, 0, { counts: "" });
  }

  update(summary: Readonly<RunSummary>, pass: Pass): void {
    if (this.pass !== undefined && this.pass !== pass) this.restart();
    this.pass = pass;
    this.bar.update(Math.min(summary.bytes, this.bar.getTotal()), { counts: PASS_NAMES[pass] + counts(summary, this.startMs) });
  }

  stop(): void {
    this.bar.stop();
  }

  /** The second pass reads all input again. */
  private restart(): void {
    this.startMs = Date.now();
    this.bar.start(this.totalBytes ?? 1, 0, { counts: "" });
  }
}

/** Progress where no bar can be: a line every few seconds. */
export class ProgressLines implements Progress {
  private readonly print: (line: string) => unknown;
  private readonly totalBytes: number | undefined;
  private readonly timer: NodeJS.Timeout;
  private startMs = Date.now();
  private latest: { readonly summary: Readonly<RunSummary>; readonly pass: Pass } | undefined;

  /** @param totalBytes undefined where it is not known */
  constructor(print: (line: string) => unknown, totalBytes: number | undefined) {
    this.print = print;
    this.totalBytes = totalBytes;
    this.timer = setInterval(() => this.say(), LINE_MS);
    this.timer.unref();
  }

  update(summary: Readonly<RunSummary>, pass: Pass): void {
    if (this.latest !== undefined && this.latest.pass !== pass) this.startMs = Date.now();
    this.latest = { summary, pass };
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private say(): void {
    if (this.latest === undefined) {
      this.print("seedclean: nothing read yet");
      return;
    }
    const { summary, pass } = this.latest;
    this.print(`seedclean: ${PASS_NAMES[pass]}${counts(summary, this.startMs)}${this.left(summary.bytes)}`);
  }

  private left(bytes: number): string {
    if (this.totalBytes === undefined || this.totalBytes === 0 || bytes === 0) return "";
    const share = Math.min(1, bytes / this.totalBytes);
    const seconds = ((Date.now() - this.startMs) / 1000) * (1 / share - 1);
    return `, ${Math.floor(share * 100)} %, ${Math.ceil(seconds)} s left`;
  }
}
