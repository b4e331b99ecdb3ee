import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { IdCounts } from "../id-counts.ts";
import { NoticeList } from "../report/notice-list.ts";
import type { ReportNotices } from "../report/report-data.ts";
import { RECORD_FILES, type RecordPlace } from "../report/run-record.ts";
import type { RunSummary } from "../report/summary.ts";
import { openIndex, type OpenIndex } from "../stages/duplicates/index-folder.ts";
import { lockFolder } from "../stages/duplicates/index-lock.ts";
import type { RepeatedTail } from "../stages/tails/repeated-tails.ts";
import type { Sink } from "../stages/write/sink.ts";
import { ContinuedFile } from "./continued-file.ts";
import { HashLog, type LogState } from "./hash-log.ts";
import { moveFile } from "./move-file.ts";
import { type Place, Reading } from "./reading.ts";
import { seal, unseal } from "./sealed.ts";

/**
 * A run that can be gone on with, as a folder beside its output: `files/` (what was written, under other names), `index/` (index-folder.ts),
 * `sources` and `ids` (hash-log.ts), and `finished` once all is written. A checkpoint stands in the manifest of the index, so that both
 * count or neither; what the files hold beyond it does not count.
 *
 * Memory: hashes since the last checkpoint, and what `Reading` holds.
 */

/** To be raised with any change of what stands in the folder. */
const VERSION = 2;
const FINISHED = "finished";
const OWN_NAMES: ReadonlySet<string> = new Set(["files", "index", "sources", "ids", "lock", FINISHED, `${FINISHED}.part`]);

/** Share of the time that checkpoints may take: what they cost says when the next one comes, so large indexes are written less often. */
const MAX_SHARE = 0.03;
/** What the first one is taken to cost: a few files, written to the disk. */
const FIRST_COST_MS = 10;

/** What decides the output, by the name of its flag: those of a run must be those of the run that it goes on with. */
export type RunSettings = Readonly<Record<string, string>>;

interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
}

interface Checkpoint {
  readonly version: number;
  readonly settings: RunSettings;
  readonly repeatedTails: readonly RepeatedTail[];
  readonly summary: RunSummary;
  /** For the report. */
  readonly notices: ReportNotices;
  readonly place: Place;
  readonly files: readonly WrittenFile[];
  readonly sources: LogState;
  readonly ids: LogState;
}

/** All is written, and gets its names. */
type Finished = Pick<Checkpoint, "version" | "settings" | "summary" | "notices"> & { readonly files: readonly string[] };

export interface ResumeConfig {
  readonly folder: string;
  readonly settings: RunSettings;
  /** Where a file belongs, by its name in the folder: never said by the folder itself, which others may have written to. Undefined = no such file. */
  targetOf(name: string): string | undefined;
  readonly memoryBytes: number;
  /** An index that is only read, of what was known before. */
  readonly against?: string;
  /** Where text goes that the memory cannot hold. */
  readonly temporaryFolder: string;
}

export class Resumption {
  readonly reading: Reading;
  readonly ids: IdCounts;
  /** For the report: whoever makes one adds to it. */
  readonly notices: NoticeList;
  private readonly config: ResumeConfig;
  private readonly unlock: () => void;
  private readonly openIndex: OpenIndex;
  private readonly sources: HashLog;
  private readonly idLog: HashLog;
  private readonly begun: Checkpoint | undefined;
  private ended: Finished | undefined;
  private readonly files = new Map<string, ContinuedFile>();
  private hasCheckpoint: boolean;
  private lastMs = performance.now();
  private cost: { readonly milliseconds: number; readonly indexBytes: number };

  /**
   * Opens the folder of a run, or makes one.
   * @throws SeedcleanError "cannot-resume" if it is damaged, foreign, in use, or of a run with other settings
   */
  constructor(config: ResumeConfig) {
    const { folder } = config;
    this.config = config;
    this.unlock = lockFolder(prepareFolder(folder), "the run");
    let index: OpenIndex | undefined;
    try {
      this.ended = readFinished(folder);
      // Whoever has the folder has its index: a lock in there is of a run that died.
      rmSync(join(folder, "index/lock"), { force: true });
      const { against, memoryBytes, temporaryFolder } = config;
      index = openIndex({ folder: join(folder, "index"), isReadOnly: false, ...(against !== undefined && { startsFrom: against }), memoryBytes, temporaryFolder });
      this.openIndex = index;
      this.begun = this.openIndex.attached === undefined ? undefined : checkpointOf(this.openIndex.attached);
      this.refuseOtherSettings(this.ended ?? this.begun);
      this.sources = new HashLog(join(folder, "sources"), this.begun?.sources);
      this.idLog = new HashLog(join(folder, "ids"), this.begun?.ids);
      this.openFiles();
    } catch (error) {
      index?.close();
      this.unlock();
      if (!isBegun(folder)) rmSync(folder, { recursive: true, force: true });
      const isOfAgainst = config.against !== undefined && !isBegun(folder);
      if (error instanceof SeedcleanError && (error.code !== "bad-index" || isOfAgainst)) throw error;
      throw unusable(folder, error);
    }
    this.notices = new NoticeList((this.ended ?? this.begun)?.notices);
    this.reading = new Reading(this.sources, this.begun?.place);
    this.ids = new IdCounts(this.idLog, this.idLog.known);
    this.hasCheckpoint = this.begun !== undefined || this.ended !== undefined;
    this.cost = { milliseconds: FIRST_COST_MS, indexBytes: this.indexBytes };
  }

  /** What the run that is gone on with had done; undefined = there is none. */
  get done(): { readonly summary: RunSummary; readonly repeatedTails: readonly RepeatedTail[] } | undefined {
    return this.begun;
  }

  /** Of a run that was stopped when all was written, and some files had no names yet. */
  get finished(): RunSummary | undefined {
    return this.ended?.summary;
  }

  get index(): OpenIndex["index"] {
    return this.openIndex.index;
  }

  /** What a report is made from stays in the folder until there is one. */
  get recordPlace(): RecordPlace {
    return { folder: this.partOf(""), notices: this.notices, sinkOf: (name) => this.sink(name), close: () => undefined };
  }

  /** @param name in the folder */
  sink(name: string): Sink {
    const file = this.files.get(name) ?? new ContinuedFile(this.targetOf(name), this.partOf(name), 0);
    this.files.set(name, file);
    return file;
  }

  /** A document is decided and written: once in a while this is kept. @param summary as it is now */
  async documentDone(ordinal: number, summary: () => RunSummary, repeatedTails: readonly RepeatedTail[]): Promise<void> {
    const place = this.reading.placeOf(ordinal);
    if (!this.isDue()) return;
    const startMs = performance.now();
    const files = await this.settledFiles();
    const checkpoint: Checkpoint = {
      version: VERSION,
      settings: this.config.settings,
      repeatedTails,
      summary: this.summaryAt(place, summary()),
      notices: this.notices.all,
      place,
      files,
      ...this.committedLogs(place),
    };
    this.openIndex.save(seal(JSON.stringify(checkpoint)));
    this.hasCheckpoint = true;
    this.lastMs = performance.now();
    this.cost = { milliseconds: this.lastMs - startMs, indexBytes: this.indexBytes };
  }

  /** All is written: gives the files their names. A run that is stopped meanwhile is gone on with here. */
  async finish(summary: RunSummary): Promise<void> {
    if (this.ended === undefined) {
      for (const file of this.files.values()) await file.flush();
      this.ended = { version: VERSION, settings: this.config.settings, summary, notices: this.notices.all, files: [...this.files.keys()] };
      const path = join(this.config.folder, FINISHED);
      try {
        writeFileSync(`${path}.part`, seal(JSON.stringify(this.ended)), { flush: true });
        renameSync(`${path}.part`, path);
      } catch (error) {
        throw unwritable(this.config.folder, error);
      }
      this.hasCheckpoint = true;
    }
    for (const name of this.ended.files) moveFile(this.partOf(name), this.targetOf(name));
  }

  /** The folder is no longer needed. */
  remove(): void {
    this.hasCheckpoint = false;
  }

  /** Frees memory and lock. What cannot be gone on with is removed. */
  close(): void {
    this.openIndex.close();
    this.sources.close();
    this.idLog.close();
    if (!this.hasCheckpoint) removeFolder(this.config.folder);
    else this.unlock();
  }

  /** Without the bytes that were read behind a place. */
  private summaryAt(place: Place, summary: RunSummary): RunSummary {
    return { ...summary, bytes: summary.bytes - this.reading.counted + place.counted };
  }

  private get indexBytes(): number {
    return this.index.seeds.bytes + this.index.wholes.bytes;
  }

  private isDue(): boolean {
    const expectedMs = this.cost.milliseconds * Math.max(1, this.indexBytes / this.cost.indexBytes);
    return performance.now() - this.lastMs >= expectedMs / MAX_SHARE;
  }

  private async settledFiles(): Promise<readonly WrittenFile[]> {
    const files: WrittenFile[] = [];
    for (const [name, file] of this.files) files.push({ name, bytes: await file.settle() });
    return files;
  }

  private committedLogs(place: Place): Pick<Checkpoint, "sources" | "ids"> {
    try {
      return { sources: this.sources.commit(place.files), ids: this.idLog.commit() };
    } catch (error) {
      throw unwritable(this.config.folder, error);
    }
  }

  private targetOf(name: string): string {
    const target = RECORD_FILES.some((file) => file === name) ? this.partOf(name) : this.config.targetOf(name);
    if (target === undefined) throw new Error(`${name} is no file of this run`);
    return target;
  }

  private partOf(name: string): string {
    return join(this.config.folder, "files", name);
  }

  /** Those that the checkpoint knows; others are of documents that are done again. */
  private openFiles(): void {
    mkdirSync(this.partOf(""), { recursive: true });
    this.ended?.files.forEach((name) => this.targetOf(name));
    if (this.ended !== undefined) return;
    for (const { name, bytes } of this.begun?.files ?? []) {
      const target = this.targetOf(name);
      if (bytes > 0 && statSync(this.partOf(name)).size < bytes) throw new Error(`${name} is shorter than it was`);
      this.files.set(name, new ContinuedFile(target, this.partOf(name), bytes));
    }
    for (const name of readdirSync(this.partOf(""))) if (!this.files.has(name)) rmSync(this.partOf(name), { force: true });
  }

  private refuseOtherSettings(earlier: Pick<Checkpoint, "version" | "settings"> | undefined): void {
    if (earlier === undefined) return;
    const { folder, settings } = this.config;
    if (earlier.version !== VERSION) throw cannotResume(folder, "the interrupted run was of another version of seedclean; go on with that, or remove this folder to begin anew");
    const flags = Object.keys({ ...earlier.settings, ...settings }).filter((flag) => earlier.settings[flag] !== settings[flag]);
    if (flags.length > 0) throw cannotResume(folder, `the interrupted run had another ${flags.join(", ")}; give the same, or remove this folder to begin anew`);
  }
}

function cannotResume(folder: string, what: string, cause?: unknown): SeedcleanError {
  return new SeedcleanError("cannot-resume", `${folder}: ${what}`, { cause });
}

/** Who is killed meanwhile is done with the rest of it: the checkpoint goes before what it speaks of, and `finished` last. */
function removeFolder(folder: string): void {
  rmSync(join(folder, "index/manifest.json"), { force: true });
  for (const name of readdirSync(folder)) if (name !== FINISHED && name !== "lock") rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

function unwritable(folder: string, error: unknown): SeedcleanError {
  return cannotResume(folder, `cannot be written (${reasonOf(error)}); free space, and go on with --resume`, error);
}

/** What is not there was there: a file that the system refuses for another reason may be whole. */
function unusable(folder: string, error: unknown): SeedcleanError {
  const isRefused = error instanceof Error && "syscall" in error && reasonOf(error) !== "ENOENT";
  if (isRefused) return cannotResume(folder, `cannot be used (${reasonOf(error)}); check permissions and free space`, error);
  return cannotResume(folder, "what the interrupted run left is damaged; remove this folder to begin anew", error);
}

function prepareFolder(folder: string): string {
  let foreign: string | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    foreign = readdirSync(folder).find((name) => !OWN_NAMES.has(name));
  } catch (error) {
    throw cannotResume(folder, `cannot be used (${reasonOf(error)}); check path and permissions`, error);
  }
  if (foreign !== undefined) throw cannotResume(folder, `is not of an interrupted run, it holds ${foreign}; move it away`);
  return folder;
}

/** Whether there is something to go on with. */
function isBegun(folder: string): boolean {
  return existsSync(join(folder, "index/manifest.json")) || existsSync(join(folder, FINISHED));
}

function readFinished(folder: string): Finished | undefined {
  const path = join(folder, FINISHED);
  if (!existsSync(path)) return undefined;
  const finished: Finished = JSON.parse(unseal(readFileSync(path, "utf8")));
  return finished;
}

function checkpointOf(attached: string): Checkpoint {
  const checkpoint: Checkpoint = JSON.parse(unseal(attached));
  return checkpoint;
}
