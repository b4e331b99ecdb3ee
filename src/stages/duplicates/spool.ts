import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { reasonOf, SeedcleanError } from "../../errors.ts";
import { makeTemporaryFolder } from "../../temporary-folder.ts";

/** Units [start, end) of an array. Good until the next call of what gave them. */
export interface UnitView {
  readonly units: Uint16Array;
  readonly start: number;
  readonly end: number;
}

/** Units of a page: 1 MB. */
const PAGE_UNITS = 1 << 19;
const PAGE_BYTES = PAGE_UNITS * 2;
/** The page in hand and the one before it: fewer would write a page for each record on their border. */
const MIN_RESIDENT_PAGES = 2;
/** So many are copied one by one: to make a view of them takes longer. */
const SHORT_UNITS = 48;
/** What is read from the disk at once: most records whole, with the header before them. */
const READ_AHEAD_UNITS = 1024;

/** What an earlier run left: the first `units` of a file that is only read. */
export interface SpoolBase {
  readonly descriptor: number;
  readonly units: number;
}

/**
 * A sequence of 16-bit units that only grows, and can be read at any place. Its newest pages are in memory, the older ones in a
 * file of its own under `folder`, which is made when first needed and has no name any more as soon as it is open (where the
 * system allows that), so that no crash leaves it behind. What an earlier run left (`base`) stays as it is.
 *
 * Memory: `residentBytes`, at least 2 MB, and the longest record that was read.
 */
export class Spool {
  private readonly folder: string;
  private readonly maxPages: number;
  private readonly base: SpoolBase | undefined;
  /** Pages in memory by number. */
  private readonly resident = new Map<number, Uint16Array<ArrayBuffer>>();
  private lastPage: Uint16Array<ArrayBuffer> | undefined;
  private readonly firstOwnPage: number;
  private file: { readonly descriptor: number; readonly folder: string } | undefined;
  /** Read from the disk: units from `aheadFrom` on. */
  private ahead = new Uint16Array(READ_AHEAD_UNITS);
  private aheadFrom = 0;
  private aheadTo = 0;
  private joined = new Uint16Array(0);
  /** Units held. */
  length: number;

  constructor(folder: string, residentBytes: number, base?: SpoolBase) {
    this.folder = folder;
    this.maxPages = Math.max(MIN_RESIDENT_PAGES, Math.floor(residentBytes / PAGE_BYTES));
    this.base = base;
    this.length = base?.units ?? 0;
    this.firstOwnPage = Math.floor(this.length / PAGE_UNITS);
    const begun = this.length % PAGE_UNITS;
    if (base === undefined || begun === 0) return;
    // Carried on in memory, since the file is only read.
    this.length -= begun;
    if (readUnits(base.descriptor, this.length, this.addPage(), begun) < begun) throw this.isGone();
    this.length += begun;
  }

  /** Appends units[start, end). */
  append(units: Uint16Array, start: number, end: number): void {
    for (let at = start; at < end; ) {
      const offset = this.length % PAGE_UNITS;
      const page = offset === 0 || this.lastPage === undefined ? this.addPage() : this.lastPage;
      const count = Math.min(end - at, PAGE_UNITS - offset);
      if (count <= SHORT_UNITS) for (let i = 0; i < count; i++) page[offset + i] = units[at + i]!;
      else page.set(units.subarray(at, at + count), offset);
      at += count;
      this.length += count;
    }
  }

  /** Units [position, position + count) of the sequence. */
  view(position: number, count: number): UnitView {
    const page = Math.floor(position / PAGE_UNITS);
    const offset = position % PAGE_UNITS;
    const resident = this.resident.get(page);
    if (offset + count > PAGE_UNITS) return this.join(position, count);
    return resident === undefined ? this.fromDisk(position, count) : { units: resident, start: offset, end: offset + count };
  }

  /** What stands from a place on, in pieces of at most a page: each is good until the next one. */
  *from(first: number): Generator<Uint16Array> {
    for (let position = first; position < this.length; ) {
      const { units, start, end } = this.view(position, Math.min(PAGE_UNITS - (position % PAGE_UNITS), this.length - position));
      yield units.subarray(start, end);
      position += end - start;
    }
  }

  /** Frees memory and disk. */
  close(): void {
    this.resident.clear();
    if (this.file === undefined) return;
    closeSync(this.file.descriptor);
    rmSync(this.file.folder, { recursive: true, force: true });
    this.file = undefined;
  }

  private addPage(): Uint16Array<ArrayBuffer> {
    const page = this.resident.size < this.maxPages ? new Uint16Array(PAGE_UNITS) : this.evict();
    this.resident.set(Math.floor(this.length / PAGE_UNITS), page);
    this.lastPage = page;
    return page;
  }

  /** Writes the oldest page in memory to the file. @returns it, to be used again */
  private evict(): Uint16Array<ArrayBuffer> {
    const [number, page] = this.resident.entries().next().value!;
    const { descriptor } = this.openFile();
    const bytes = new Uint8Array(page.buffer);
    const start = (number - this.firstOwnPage) * PAGE_BYTES;
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done, bytes.length - done, start + done);
    } catch (error) {
      throw this.failure(error);
    }
    this.resident.delete(number);
    return page;
  }

  private openFile(): { readonly descriptor: number; readonly folder: string } {
    if (this.file !== undefined) return this.file;
    const folder = makeTemporaryFolder(this.folder);
    try {
      this.file = { descriptor: openSync(join(folder, "spool"), "wx+", 0o600), folder };
    } catch (error) {
      throw this.failure(error);
    }
    try {
      rmSync(this.file.folder, { recursive: true, force: true });
    } catch {
      // A system that keeps the names of open files: close() removes them.
    }
    return this.file;
  }

  private failure(error: unknown): SeedcleanError {
    return new SeedcleanError("output-failed", `${this.folder}: kept text cannot be written there (${reasonOf(error)}); free space, or name another folder with --temp-dir`, { cause: error });
  }

  /** A record that lies on the border of pages. */
  private join(position: number, count: number): UnitView {
    if (this.joined.length < count) this.joined = new Uint16Array(count * 2);
    for (let done = 0; done < count; ) {
      const part = Math.min(count - done, PAGE_UNITS - ((position + done) % PAGE_UNITS));
      const { units, start, end } = this.view(position + done, part);
      this.joined.set(units.subarray(start, end), done);
      done += part;
    }
    return { units: this.joined, start: 0, end: count };
  }

  private fromDisk(position: number, count: number): UnitView {
    if (position < this.aheadFrom || position + count > this.aheadTo) this.readAhead(position, count);
    const start = position - this.aheadFrom;
    return { units: this.ahead, start, end: start + count };
  }

  private readAhead(position: number, count: number): void {
    const page = Math.floor(position / PAGE_UNITS);
    const wanted = Math.max(count, Math.min(READ_AHEAD_UNITS, (page + 1) * PAGE_UNITS - position));
    if (this.ahead.length < wanted) this.ahead = new Uint16Array(wanted);
    const isOwn = this.base === undefined || page >= this.firstOwnPage;
    const descriptor = isOwn ? this.openFile().descriptor : this.base.descriptor;
    const read = readUnits(descriptor, isOwn ? position - this.firstOwnPage * PAGE_UNITS : position, this.ahead, wanted);
    this.aheadFrom = position;
    this.aheadTo = position + read;
    if (read < count) throw this.isGone();
  }

  private isGone(): SeedcleanError {
    return new SeedcleanError("output-failed", `${this.folder}: kept text is gone from the disk; run again`);
  }
}

/** @returns how many units there were */
function readUnits(descriptor: number, position: number, into: Uint16Array<ArrayBuffer>, count: number): number {
  const bytes = new Uint8Array(into.buffer, 0, count * 2);
  let done = 0;
  for (;;) {
    const read = readSync(descriptor, bytes, done, bytes.length - done, position * 2 + done);
    done += read;
    if (read === 0 || done === bytes.length) return done >> 1;
  }
}
