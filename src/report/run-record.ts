import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notice } from "../notices.ts";
import { fileSink, type OutputSink, type Sink } from "../stages/write/sink.ts";
import { makeTemporaryFolder } from "../temporary-folder.ts";
import { NoticeList } from "./notice-list.ts";
import type { ReportNotices } from "./report-data.ts";

/** Where a record is kept while the run goes on. */
export interface RecordPlace {
  readonly folder: string;
  readonly notices: NoticeList;
  /** @param name of a file in the folder */
  sinkOf(name: string): Sink;
  /** The record is no longer needed. */
  close(): void;
}

const OUTPUT = "report.output.jsonl";
const LEDGER = "report.ledger.jsonl";
export const RECORD_FILES = [OUTPUT, LEDGER] as const;

/** A folder that lives as long as the run. */
export function temporaryPlace(temporaryFolder = tmpdir()): RecordPlace {
  const folder = makeTemporaryFolder(temporaryFolder);
  return {
    folder,
    notices: new NoticeList(),
    sinkOf: (name) => fileSink(join(folder, name)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * What a report needs of a run that is going on: copies of output and ledger in a folder of their own, for standard output cannot be
 * read again and neither file has to be asked for; and the notices. The copies take the disk space of output and ledger until `close`.
 */
export class RunRecord {
  private readonly place: RecordPlace;

  constructor(place: RecordPlace) {
    this.place = place;
  }

  get output(): string {
    return join(this.place.folder, OUTPUT);
  }

  get ledger(): string {
    return join(this.place.folder, LEDGER);
  }

  get notices(): ReportNotices {
    return this.place.notices.all;
  }

  copyingOutput(output: OutputSink): OutputSink {
    return both<[language: string]>(this.place.sinkOf(OUTPUT), output);
  }

  copyingLedger(ledger: Sink | undefined): Sink {
    const copy = this.place.sinkOf(LEDGER);
    return ledger === undefined ? copy : both<[]>(copy, ledger);
  }

  addNotice(notice: Notice): void {
    this.place.notices.add(notice);
  }

  close(): void {
    this.place.close();
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
