import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { reasonOf, SeedcleanError } from "../../errors.ts";
import { DuplicateIndex } from "./duplicate-index.ts";
import { lockFolder } from "./index-lock.ts";
import type { PostingIndex } from "./posting-index.ts";
import { POSTING_WORDS } from "./posting-table.ts";
import type { SpoolBase } from "./spool.ts";

/**
 * An index that outlives its run, as a folder: `spool` (passage-store.ts), `tables-N` (what all posting tables hold) and
 * `manifest.json`, which says how much of them counts and with which checksum. The spool only grows, tables get a new name each
 * time, and the manifest is renamed into place last: whoever dies before that leaves the index as it was.
 */

/** To be raised with any change of normal form, seeds, hashes, records or tables: an index of another version is refused. */
const VERSION = 5;
const FORMAT = "seedclean index";
const MANIFEST = "manifest.json";
const SPOOL = "spool";
/** Read at once when a checksum is taken. */
const PIECE_BYTES = 1 << 20;

interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly byteOrder: string;
  /** How often it was saved; its tables are named after it. */
  readonly generation: number;
  readonly spool: { readonly units: number; readonly crc32: number };
  readonly tables: { readonly crc32: number };
  readonly levels: { readonly seeds: number; readonly wholes: number };
  /** What belongs with this state of the index, and counts with it. */
  readonly attached?: string;
}

/** An index folder that is in use. */
export interface OpenIndex {
  readonly index: DuplicateIndex;
  /** What it was saved with. */
  readonly attached?: string;
  /** Keeps what was added, as often as it is called; does nothing for one that is only read. @param attached is kept with it, both or neither */
  save(attached?: string): void;
  /** Frees memory, disk and lock. */
  close(): void;
}

export interface IndexConfig {
  readonly folder: string;
  /** Only read it: nothing is kept, and others may read it too. */
  readonly isReadOnly: boolean;
  /** Another index, which is only read: what a new one knows from the start. */
  readonly startsFrom?: string;
  readonly memoryBytes: number;
  /** Where text goes that the memory cannot hold. */
  readonly temporaryFolder: string;
}

/**
 * Opens an index, or makes one.
 * @throws SeedcleanError "bad-index" if it is damaged, foreign, of another version, in use, or missing and only to be read
 */
export function openIndex(config: IndexConfig): OpenIndex {
  const { folder, isReadOnly } = config;
  const unlock = isReadOnly ? () => {} : lockFolder(prepareFolder(folder));
  try {
    const own = readManifest(folder);
    const source = own === undefined ? (config.startsFrom ?? folder) : folder;
    const manifest = own ?? readManifest(source);
    if (manifest === undefined && (isReadOnly || config.startsFrom !== undefined)) throw bad(source, `is no index (it has no ${MANIFEST}); make one with --index`);
    const base = manifest === undefined ? undefined : openSpool(source, manifest);
    const index = new DuplicateIndex(config.temporaryFolder, config.memoryBytes, base);
    const close = (): void => {
      index.close();
      if (base !== undefined) closeSync(base.descriptor);
      unlock();
    };
    try {
      if (manifest !== undefined) readTables(source, manifest, index);
      index.fitMemory();
    } catch (error) {
      index.close();
      if (base !== undefined) closeSync(base.descriptor);
      throw error;
    }
    let saved = own;
    const keep = (attached?: string): void => {
      if (!isReadOnly) saved = save(folder, saved, index, attached);
    };
    return { index, ...(own?.attached !== undefined && { attached: own.attached }), save: keep, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

function bad(folder: string, what: string, cause?: unknown): SeedcleanError {
  return new SeedcleanError("bad-index", `${folder}: ${what}`, { cause });
}

function damaged(folder: string, file: string): SeedcleanError {
  return bad(folder, `the index is damaged (${file} is not as it was written); take it from a copy, or make it anew`);
}

function prepareFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    const isForeign = !existsSync(join(folder, MANIFEST)) && readdirSync(folder).some((name) => !isOwnName(name));
    if (!isForeign) return folder;
  } catch (error) {
    throw bad(folder, `cannot be used as an index (${reasonOf(error)}); check path and permissions`, error);
  }
  throw bad(folder, "is no index and not empty; name a folder that is new or empty");
}

/** What a run may leave that dies before its first manifest. */
function isOwnName(name: string): boolean {
  return name === SPOOL || name.startsWith("tables-") || name.startsWith(MANIFEST) || name === "lock";
}

function readManifest(folder: string): Manifest | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, MANIFEST), "utf8");
  } catch (error) {
    if (reasonOf(error) === "ENOENT") return undefined;
    throw bad(folder, `cannot be read (${reasonOf(error)}); check path and permissions`, error);
  }
  const manifest = parseManifest(text);
  if (manifest?.format !== FORMAT) throw damaged(folder, MANIFEST);
  if (manifest.version > VERSION) throw bad(folder, `the index is of a newer seedclean (format ${manifest.version}, this one reads ${VERSION}); update seedclean, or make it anew`);
  if (manifest.version < VERSION) throw bad(folder, `the index is of an older seedclean (format ${manifest.version}, this one reads ${VERSION}); make it anew`);
  if (manifest.byteOrder !== endianness()) throw bad(folder, "the index is of a machine with another byte order; make it anew");
  return manifest;
}

function parseManifest(text: string): Manifest | undefined {
  try {
    const manifest: Manifest = JSON.parse(text);
    return Number.isSafeInteger(manifest.version) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function openSpool(folder: string, { spool }: Manifest): SpoolBase {
  const descriptor = openFile(folder, SPOOL);
  if (checksumOf(descriptor, spool.units * 2) === spool.crc32) return { descriptor, units: spool.units };
  closeSync(descriptor);
  throw damaged(folder, SPOOL);
}

function openFile(folder: string, name: string): number {
  try {
    return openSync(join(folder, name), "r");
  } catch (error) {
    throw bad(folder, `the index is damaged (${name}: ${reasonOf(error)}); take it from a copy, or make it anew`, error);
  }
}

/** undefined if the file is shorter. */
function checksumOf(descriptor: number, length: number): number | undefined {
  const piece = new Uint8Array(PIECE_BYTES);
  let checksum = 0;
  for (let at = 0; at < length; ) {
    const read = readSync(descriptor, piece, 0, Math.min(PIECE_BYTES, length - at), at);
    if (read === 0) return undefined;
    checksum = crc32(piece.subarray(0, read), checksum);
    at += read;
  }
  return checksum;
}

/** Tables: of each how many places and postings it has, then the postings. */
function readTables(folder: string, manifest: Manifest, index: DuplicateIndex): void {
  const name = tablesName(manifest.generation);
  const descriptor = openFile(folder, name);
  let checksum = 0;
  const readInto = (array: Uint32Array<ArrayBuffer>): void => {
    const bytes = new Uint8Array(array.buffer);
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(descriptor, bytes, done, bytes.length - done, null);
      if (read === 0) throw damaged(folder, name);
      done += read;
    }
    checksum = withBytes(checksum, bytes);
  };
  try {
    for (const table of [...index.seeds.tables(), ...index.wholes.tables()]) {
      const header = new Uint32Array(2);
      readInto(header);
      if (!isSize(header[0]!) || header[1]! > header[0]!) throw damaged(folder, name);
      const postings = new Uint32Array(header[1]! * POSTING_WORDS);
      readInto(postings);
      table.restore(header[0]!, postings);
    }
    if (checksum !== manifest.tables.crc32) throw damaged(folder, name);
  } finally {
    closeSync(descriptor);
  }
  index.seeds.restored(manifest.levels.seeds);
  index.wholes.restored(manifest.levels.wholes);
}

/** zlib begins anew where there are none. */
function withBytes(checksum: number, bytes: Uint8Array): number {
  return bytes.length === 0 ? checksum : crc32(bytes, checksum);
}

/** A power of two that can be allocated: a damaged file must not ask for more. */
function isSize(places: number): boolean {
  return places > 0 && places <= 2 ** 28 && (places & (places - 1)) === 0;
}

const tablesName = (generation: number): string => `tables-${generation}`;

function save(folder: string, old: Manifest | undefined, index: DuplicateIndex, attached: string | undefined): Manifest {
  const generation = (old?.generation ?? 0) + 1;
  try {
    const spool = appendSpool(folder, old, index);
    const tables = writeTables(join(folder, tablesName(generation)), [index.seeds, index.wholes]);
    const levels = { seeds: index.seeds.level, wholes: index.wholes.level };
    const manifest: Manifest = { format: FORMAT, version: VERSION, byteOrder: endianness(), generation, spool, tables, levels, ...(attached !== undefined && { attached }) };
    writeFileSync(join(folder, `${MANIFEST}.part`), `${JSON.stringify(manifest, undefined, 2)}\n`, { flush: true });
    renameSync(join(folder, `${MANIFEST}.part`), join(folder, MANIFEST));
    for (const name of readdirSync(folder)) if (name.startsWith("tables-") && name !== tablesName(generation)) rmSync(join(folder, name), { force: true });
    return manifest;
  } catch (error) {
    takeBack(folder, old, generation);
    throw bad(folder, `the index cannot be written (${reasonOf(error)}) and is as it was before; free space, and run again`, error);
  }
}

/** Whose disk is full needs the space. */
function takeBack(folder: string, old: Manifest | undefined, generation: number): void {
  try {
    for (const name of [tablesName(generation), `${MANIFEST}.part`]) rmSync(join(folder, name), { force: true });
    if (old === undefined) rmSync(join(folder, SPOOL), { force: true });
    else truncateSync(join(folder, SPOOL), old.spool.units * 2);
  } catch {
    // What it leaves does not count.
  }
}

function appendSpool(folder: string, old: Manifest | undefined, { store }: DuplicateIndex): Manifest["spool"] {
  const descriptor = openSync(join(folder, SPOOL), old === undefined ? "w" : "r+");
  const from = old?.spool.units ?? 0;
  let position = from * 2;
  let checksum = old?.spool.crc32 ?? 0;
  try {
    for (const units of store.unitsFrom(from)) {
      const bytes = new Uint8Array(units.buffer, units.byteOffset, units.byteLength);
      writeAll(descriptor, bytes, position);
      checksum = crc32(bytes, checksum);
      position += bytes.length;
    }
    // A run that died may have left more.
    ftruncateSync(descriptor, position);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { units: position / 2, crc32: checksum };
}

function writeTables(path: string, indexes: readonly PostingIndex[]): Manifest["tables"] {
  const descriptor = openSync(path, "w");
  let checksum = 0;
  let position = 0;
  const add = (array: Uint32Array<ArrayBuffer>): void => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    writeAll(descriptor, bytes, position);
    checksum = withBytes(checksum, bytes);
    position += bytes.length;
  };
  try {
    for (const table of indexes.flatMap((index) => index.tables())) {
      add(Uint32Array.of(table.placeCount, table.size));
      add(table.postings);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { crc32: checksum };
}

function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
}
