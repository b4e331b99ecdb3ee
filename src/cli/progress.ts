import cliProgress from "cli-progress";
import type { RunSummary } from "../report/summary.ts";

/** Redrawn at most this often. */
const REDRAWS_PER_SECOND = 8;

/** A progress bar on a terminal: documents, megabytes and rate; share and time left where the size of the input is known. */
export class Progress {
  private readonly bar: cliProgress.SingleBar;
  private readonly startMs = Date.now();

  /** @param totalBytes undefined where it is not known */
  constructor(stream: NodeJS.WritableStream, totalBytes: number | undefined) {
    const counts = "{documents} documents, {megabytes} MB, {rate} MB/s";
    const format = totalBytes === undefined ? `seedclean ${counts}` : `seedclean {bar} {percentage} %, ${counts}, {eta_formatted} left`;
    const preset = cliProgress.Presets.shades_classic;
    this.bar = new cliProgress.SingleBar({ format, stream, fps: REDRAWS_PER_SECOND, hideCursor: true, clearOnComplete: true, barsize: 20, etaBuffer: 50 }, preset);
    this.bar.start(totalBytes ?? 1, 0, { documents: 0, megabytes: "0.0", rate: "0.0" });
  }

  update(summary: Readonly<RunSummary>): void {
    const seconds = (Date.now() - this.startMs) / 1000;
    const megabytes = summary.bytes / 1e6;
    this.bar.update(Math.min(summary.bytes, this.bar.getTotal()), {
      documents: summary.documents,
      megabytes: megabytes.toFixed(1),
      rate: seconds < 0.1 ? "…" : (megabytes / seconds).toFixed(1),
    });
  }

  /** Takes the bar away. */
  stop(): void {
    this.bar.stop();
  }
}
