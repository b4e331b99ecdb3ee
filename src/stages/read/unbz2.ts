import bitIterator, { type Bits } from "unbzip2-stream/lib/bit_iterator.js";
import bzip2 from "unbzip2-stream/lib/bzip2.js";

const PIECE_BYTES = 1 << 16;
const MAX_RUN = 255;

/** All of a block must be there before it is unpacked. Packed it takes less than its size and this, unless it was made to do harm. */
const SPARE_BYTES = 25_000;

/**
 * Unpacks bzip2 by the parts of a library, about 20 MB/s. As a stream it holds each byte of an unpacked block as a number of an array, and 48
 * bytes can be a block of 46 MB. Here a block is held as runs, so that memory does not depend on what it unpacks to: up to 8 MB.
 * @throws Error for a broken archive
 */
export async function* unbz2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const archive = new Archive();
  for await (const chunk of packed) {
    archive.receive(chunk);
    while (archive.hasNext) yield* archive.next();
  }
  while (archive.heldBytes > 0) yield* archive.next();
  if (archive.isInStream) throw broken();
}

/** Streams one behind the other: each is a header, blocks and an end. */
class Archive {
  private readonly chunks: Uint8Array[] = [];
  private receivedBytes = 0;
  private bits: Bits | undefined;
  private block = new Int32Array();
  private runs = new Runs(0);
  /** Of the blocks so far; null = between two streams. */
  private crc: number | null = null;

  receive(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.receivedBytes += chunk.length;
  }

  get isInStream(): boolean {
    return this.crc !== null;
  }

  get heldBytes(): number {
    return this.receivedBytes - (this.bits?.bytesRead ?? 0);
  }

  /** Whether all of what `next` takes is there. */
  get hasNext(): boolean {
    return this.heldBytes >= SPARE_BYTES + (this.isInStream ? this.block.length : 0);
  }

  /** Takes a header, a block or an end. @returns what it unpacks to, to be taken before the next */
  next(): Iterable<Uint8Array> {
    this.bits ??= bitIterator(() => this.nextChunk());
    const { runs } = this;
    runs.clear();
    try {
      if (this.crc === null) this.begin(bzip2.header(this.bits));
      else this.crc = bzip2.decompress(this.bits, (byte) => runs.add(byte), this.block, this.block.length, this.crc);
    } catch {
      // Its own words say nothing to anybody.
      throw broken();
    }
    return runs.pieces();
  }

  private begin(size: number): void {
    const length = size * 100_000;
    if (this.block.length !== length) {
      this.block = new Int32Array(length);
      this.runs = new Runs(length);
    }
    this.crc = 0;
  }

  private nextChunk(): Uint8Array {
    const chunk = this.chunks.shift();
    if (chunk === undefined) throw broken();
    return chunk;
  }
}

/** Bytes as runs of the same one. A block becomes no more of them than it has bytes: a byte of it stands for itself or, behind four that are the same, for up to 255 more. */
class Runs {
  /** A byte and how often it comes, in turn. */
  private readonly pairs: Uint8Array;
  private filled = 0;

  constructor(runs: number) {
    this.pairs = new Uint8Array(runs * 2);
  }

  clear(): void {
    this.filled = 0;
  }

  add(byte: number): void {
    const { pairs, filled } = this;
    if (filled > 0 && pairs[filled - 2] === byte && pairs[filled - 1]! < MAX_RUN) {
      pairs[filled - 1]!++;
      return;
    }
    pairs[filled] = byte;
    pairs[filled + 1] = 1;
    this.filled = filled + 2;
  }

  *pieces(): Generator<Uint8Array> {
    let piece = new Uint8Array(PIECE_BYTES);
    let length = 0;
    for (let at = 0; at < this.filled; at += 2) {
      const run = this.pairs[at + 1]!;
      if (length + run > PIECE_BYTES) {
        yield piece.subarray(0, length);
        piece = new Uint8Array(PIECE_BYTES);
        length = 0;
      }
      for (const end = length + run; length < end; length++) piece[length] = this.pairs[at]!;
    }
    if (length > 0) yield piece.subarray(0, length);
  }
}

function broken(): Error {
  return new Error("damaged, cut off or no bzip2");
}
