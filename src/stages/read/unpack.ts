import { addAbortSignal, pipeline, Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import * as zlib from "node:zlib";

/** How a file is packed, by the end of its name. */
export type Packing = "gz" | "br" | "zst";

/** Node has it from 22.15 on; its types here are those of Node 20. */
const createZstdDecompress: (() => Transform) | undefined = Reflect.get(zlib, "createZstdDecompress");

/** What unpacks each packing; undefined where this Node cannot. */
const UNPACKERS: Readonly<Record<Packing, (() => Transform) | undefined>> = {
  gz: () => createGunzip(),
  br: () => createBrotliDecompress(),
  zst: createZstdDecompress,
};

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

/**
 * Unpacks a stream of bytes.
 * @param maxBytes more than this throws UnpacksTooLarge
 * @throws the unpacker's error for a broken archive; Error where this Node cannot unpack the kind
 */
export async function* unpack(packed: AsyncIterable<Uint8Array>, packing: Packing, maxBytes: () => number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const unpacker = UNPACKERS[packing]?.();
  if (unpacker === undefined) throw new Error("this Node cannot unpack .zst: use Node 22.15 or newer, or unpack it first");
  let bytes = 0;
  // Trouble on the way, in source or archive, reaches the loop below through the unpacker.
  pipeline(Readable.from(packed), addAbortSignal(signal, unpacker), () => undefined);
  for await (const chunk of unpacker as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes()) throw new UnpacksTooLarge();
    yield chunk;
  }
}
