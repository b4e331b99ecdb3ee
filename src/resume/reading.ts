import { hash } from "node:crypto";
import { statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { RawDocument } from "../document.ts";
import { SeedcleanError } from "../errors.ts";
import type { Notice } from "../notices.ts";
import type { StageContext } from "../stage.ts";
import type { HashLog } from "./hash-log.ts";

/** Notices by code. */
type Counts = Readonly<Record<string, number>>;

/** Where reading stands behind a document. */
export interface Place {
  /** Files that were begun, the document's own among them. */
  readonly files: number;
  /** Of that file: documents, bytes and notices up to it. */
  readonly documents: number;
  readonly bytes: number;
  readonly notices: Counts;
  /** Notices that are of no file that is read. */
  readonly outside: Counts;
  /** Bytes that the summary is to have there; what reads ahead has added more. Notices are told with the documents. */
  readonly counted: number;
}

const START: Place = { files: 0, documents: 0, bytes: 0, notices: {}, outside: {}, counted: 0 };

/** The event loop gets a turn after so many files that are passed over. */
const FILES_A_TURN = 1024;

/**
 * Follows what is read, which is ahead of what is decided: tells where reading stood when a document came, and goes on from such a
 * place. Files before it are not opened, but must be as they were (by path, size and time of change); of the place's own file, which is
 * read again, documents, bytes and notices up to the place are passed over.
 *
 * Memory: a place for each document that is under way, and 8 bytes a file before the place that is gone on from.
 */
export class Reading {
  private readonly from: Place;
  private readonly files: HashLog;
  /** Places of the documents under way, by ordinal. */
  private readonly places = new Map<number, Place>();
  private now: Place;
  private ordinal = 0;

  /** @param files hears of each file that is begun; what it knows are those before the place */
  constructor(files: HashLog, from: Place = START) {
    this.files = files;
    this.from = from;
    this.now = { ...START, counted: from.counted };
  }

  /** Bytes that reading has added to the summary so far. */
  get counted(): number {
    return this.now.counted;
  }

  /** Forgets documents before this one. @returns where reading stood when it came */
  placeOf(ordinal: number): Place {
    for (const earlier of this.places.keys()) {
      if (earlier >= ordinal) break;
      this.places.delete(earlier);
    }
    return this.places.get(ordinal) ?? this.from;
  }

  /** For what looks for files. */
  outsideOfFiles(context: StageContext): StageContext {
    return {
      ...context,
      notice: (notice) => {
        const outside = plusOne(this.now.outside, notice.code);
        this.now = { ...this.now, outside };
        if (outside[notice.code]! > (this.from.outside[notice.code] ?? 0)) context.notice(notice);
      },
    };
  }

  /**
   * The documents of a file that come behind the place.
   * @throws SeedcleanError "cannot-resume" if a file before it is not as it was
   */
  async *follow(file: { readonly id: string; readonly path: string }, context: StageContext, read: (context: StageContext) => AsyncIterable<RawDocument>): AsyncGenerator<RawDocument> {
    this.now = { ...this.now, files: this.now.files + 1, documents: 0, bytes: 0, notices: {} };
    this.compare(file);
    const passed = this.now.files < this.from.files ? undefined : this.now.files === this.from.files ? this.from : START;
    if (passed === undefined) {
      if (this.now.files % FILES_A_TURN === 0) await setImmediate();
      context.signal.throwIfAborted();
      return;
    }
    // A parser may notice something while an earlier document is on its way: it is told, and counted, with the next one.
    const noticed: Notice[] = [];
    const tell = (): void => this.tell(noticed.splice(0), passed, context);
    for await (const document of read(this.inFile(context, passed, noticed))) {
      tell();
      this.now = { ...this.now, documents: this.now.documents + 1 };
      if (this.now.documents <= passed.documents) continue;
      // A parser may have been farther ahead the time before: what was told then counts here.
      this.places.set(++this.ordinal, { ...this.now, notices: atLeast(this.now.notices, passed.notices) });
      yield { ...document, ordinal: this.ordinal };
    }
    tell();
  }

  /** All was read. @throws SeedcleanError "cannot-resume" if there were fewer files than before */
  end(): void {
    if (this.now.files < this.from.files) throw new SeedcleanError("cannot-resume", "the input is not as the interrupted run found it: files are gone; remove the .resume folder to begin anew");
  }

  private tell(noticed: readonly Notice[], passed: Place, context: StageContext): void {
    for (const notice of noticed) {
      const notices = plusOne(this.now.notices, notice.code);
      this.now = { ...this.now, notices };
      if (notices[notice.code]! > (passed.notices[notice.code] ?? 0)) context.notice(notice);
    }
  }

  private inFile(context: StageContext, passed: Place, noticed: Notice[]): StageContext {
    return {
      ...context,
      notice: (notice) => void noticed.push(notice),
      bytesRead: (more) => {
        const before = this.now.bytes;
        const bytes = before + more;
        const unheard = Math.max(bytes, passed.bytes) - Math.max(before, passed.bytes);
        this.now = { ...this.now, bytes, counted: this.counted + unheard };
        context.bytesRead?.(unheard);
      },
    };
  }

  private compare({ id, path }: { readonly id: string; readonly path: string }): void {
    const stats = statSync(path, { throwIfNoEntry: false });
    const digest = hash("sha1", JSON.stringify([id, path, stats?.size, stats?.mtimeMs]), "buffer");
    const low = digest.readUInt32LE(0);
    const high = digest.readUInt32LE(4);
    const at = (this.now.files - 1) * 2;
    const { known } = this.files;
    if (at >= known.length) this.files.add(low, high);
    else if (known[at] !== low || known[at + 1] !== high) {
      throw new SeedcleanError("cannot-resume", `${path}: the input is not as the interrupted run found it, from here on or just before; remove the .resume folder to begin anew`);
    }
  }
}

function atLeast(counts: Counts, least: Counts): Counts {
  return { ...counts, ...Object.fromEntries(Object.entries(least).filter(([code, count]) => count > (counts[code] ?? 0))) };
}

function plusOne(counts: Counts, code: string): Counts {
  return { ...counts, [code]: (counts[code] ?? 0) + 1 };
}
