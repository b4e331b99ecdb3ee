import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notice } from "../notices.ts";
import { fileSink, type OutputSink, type Sink } from "../stages/write/sink.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import type { ReportNotices } from "./report-data.ts";

/** Notices that a report lists; the others are counted. */
const MAX_NOTICES = 500;

/**
 * What a report needs of a run that is going on: copies of output and ledger in a folder of their own, for standard output cannot be
 * read again and neither file has to be asked for; and the notices. Holds MAX_NOTICES notices; the copies take the disk space of
 * output and ledger until `close`.
 */
export class RunRecord {
  private readonly folder: string;
  private readonly shown: Notice[] = [];
  private count = 0;

  constructor(temporaryFolder = tmpdir()) {
    this.folder = makeTemporaryFolder(temporaryFolder);
  }

  get output(): string {
    return join(this.folder, "output.jsonl");
  }

  get ledger(): string {
    return join(this.folder, "ledger.jsonl");
  }

  get notices(): ReportNotices {
    return { shown: this.shown, count: this.count };
  }

  copyingOutput(output: OutputSink): OutputSink {
    return both<[language: string]>(fileSink(this.output), output);
  }

  copyingLedger(ledger: Sink | undefined): Sink {
    const copy = fileSink(this.ledger);
    return ledger === undefined ? copy : both<[]>(copy, ledger);
  }

  addNotice(notice: Notice): void {
    if (notice.severity === "info") return;
    this.count++;
    if (this.shown.length < MAX_NOTICES) this.shown.push(notice);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A sink that is told more of each text than the text. */
interface InformedSink<More extends readonly string[]> extends Omit<Sink, "write"> {
  write(text: string, ...more: More): Promise<void>;
}

function both<More extends readonly string[]>(first: Sink, second: InformedSink<More>): InformedSink<More> {
  const each = async (work: (sink: Sink | InformedSink<More>) => Promise<void>): Promise<void> => {
    await work(first);
    await work(second);
  };
  return {
    write: (text, ...more) => each((sink) => sink.write(text, ...more)),
    flush: () => each(async (sink) => sink.flush?.()),
    finish: () => each((sink) => sink.finish()),
    discard: () => each((sink) => sink.discard()),
  };
}
