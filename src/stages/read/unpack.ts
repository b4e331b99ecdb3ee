import { addAbortSignal, pipeline, Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";

/** How a file is packed, by the end of its name. */
export type Packing = "gz" | "br" | "zst" | "bz2" | "xz";

/** `add` hears of bytes before they are handed on, and throws when they are too many. */
type Unpacker = (packed: AsyncIterable<Uint8Array>, add: (bytes: number) => void, signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** What unpacks each packing; libraries are loaded when first needed. */
const UNPACKERS: Readonly<Record<Packing, Unpacker>> = {
  gz: through(zlib.createGunzip),
  br: through(zlib.createBrotliDecompress),
  // Not by Node (from 22.15 on): it stops behind the first frame of several without a word.
  zst: counting(async function* (packed) {
    yield* (await import("./unzstd.ts")).unzstd(packed);
  }),
  bz2: counting(async function* (packed) {
    yield* (await import("./unbz2.ts")).unbz2(packed);
  }),
  xz: counting(async function* (packed) {
    yield* (await import("./unxz.ts")).unxz(packed);
  }),
};

function through(createUnpacker: () => Transform): Unpacker {
  return (packed, add, signal) => {
    const unpacker = addAbortSignal(signal, createUnpacker());
    // Trouble on the way, in source or archive, reaches whoever reads through the unpacker.
    pipeline(Readable.from(packed), unpacker, () => undefined);
    return counting(() => unpacker)(packed, add, signal);
  };
}

function counting(unpacked: (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>): Unpacker {
  return async function* (packed, add) {
    for await (const chunk of unpacked(packed)) {
      add(chunk.length);
      yield chunk;
    }
  };
}

function isPacking(ending: string): ending is Packing {
  return Object.hasOwn(UNPACKERS, ending);
}

/** The packing that a name tells, and the name without it. */
export function packingOf(name: string): { readonly packing: Packing | undefined; readonly name: string } {
  const dot = name.lastIndexOf(".");
  const ending = name.slice(dot + 1).toLowerCase();
  return dot > 0 && isPacking(ending) ? { packing: ending, name: name.slice(0, dot) } : { packing: undefined, name };
}

/** What unpacking gives that grows beyond all measure: a zip bomb, or a file that only looks packed. */
export class UnpacksTooLarge extends Error {}

/** Files may unpack to this much whatever their ratio: tiny ones compress very well. */
const MIN_UNPACKED_BYTES = 1 << 20;

/** What so many packed bytes may become. */
export function maxUnpackedBytes(packedBytes: number, maxRatio: number): number {
  return Math.max(packedBytes * maxRatio, MIN_UNPACKED_BYTES);
}

/**
 * Unpacks a stream of bytes.
 * @param maxBytes more than this throws UnpacksTooLarge
 * @throws the unpacker's error for a broken archive
 */
export async function* unpack(packed: AsyncIterable<Uint8Array>, packing: Packing, maxBytes: () => number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  const add = (more: number): void => {
    bytes += more;
    if (bytes > maxBytes()) throw new UnpacksTooLarge();
  };
  yield* UNPACKERS[packing](packed, add, signal);
}
