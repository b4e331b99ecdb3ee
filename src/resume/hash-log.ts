import { closeSync, fdatasyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

/** How much of a log counts. */
export interface LogState {
  readonly hashes: number;
  readonly crc32: number;
}

const EMPTY: LogState = { hashes: 0, crc32: 0 };
const HASH_BYTES = 8;

/** A file of 64-bit hashes that only grows: what a checkpoint says of it is its length. Holds what came since the last checkpoint. */
export class HashLog {
  /** Of an earlier run: low and high words in turn. */
  readonly known: Uint32Array<ArrayBuffer>;
  private readonly descriptor: number;
  private state: LogState;
  private waiting: number[] = [];

  /** @throws Error if the file is not as the state says */
  constructor(path: string, state: LogState = EMPTY) {
    this.state = state;
    this.known = new Uint32Array(state.hashes * 2);
    this.descriptor = openSync(path, state.hashes === 0 ? "w+" : "r+");
    const bytes = new Uint8Array(this.known.buffer);
    const read = readSync(this.descriptor, bytes, 0, bytes.length, 0);
    if (read === bytes.length && crc32(bytes) === state.crc32) return;
    closeSync(this.descriptor);
    throw new Error(`${path} is not as it was written`);
  }

  add(low: number, high: number): void {
    this.waiting.push(low, high);
  }

  /** Writes to the disk what came. @param hashes so many in all, the others wait */
  commit(hashes = this.state.hashes + this.waiting.length / 2): LogState {
    const words = Uint32Array.from(this.waiting.splice(0, (hashes - this.state.hashes) * 2));
    const bytes = new Uint8Array(words.buffer);
    const start = this.state.hashes * HASH_BYTES;
    // A run that died may have left more.
    ftruncateSync(this.descriptor, start);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.descriptor, bytes, done, bytes.length - done, start + done);
    fdatasyncSync(this.descriptor);
    // The checksum of an empty buffer is 0, whatever stood before it.
    if (bytes.length > 0) this.state = { hashes, crc32: crc32(bytes, this.state.crc32) };
    return this.state;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
