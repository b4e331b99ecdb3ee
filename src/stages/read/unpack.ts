import { addAbortSignal, pipeline, Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import * as zlib from "node:zlib";

/** How a file is packed, by the end of its name. */
export type Packing = "gz" | "br" | "zst";

/** Ends of names of packed files, and what unpacks them. */
const UNPACKERS: Readonly<Record<Packing, () => Transform | undefined>> = {
  gz: () => createGunzip(),
  br: () => createBrotliDecompress(),
  // Node has it from 22.15 on.
  zst: () => ("createZstdDecompress" in zlib && typeof zlib.createZstdDecompress === "function" ? (zlib.createZstdDecompress() as Transform) : undefined),
};

/** The packing that a name tells, and the name without it. */
export function packingOf(name: string): { readonly packing: Packing | undefined; readonly name: string } {
  const match = /^(.*)\.(gz|br|zst)$/i.exec(name);
  if (match === null) return { packing: undefined, name };
  return { packing: match[2]!.toLowerCase() as Packing, name: match[1]! };
}

/** What unpacking gives that grows beyond all measure: a zip bomb, or a file that only looks packed. */
export class UnpacksTooLarge extends Error {}

/**
 * Unpacks a stream of bytes.
 * @param maxBytes more than this throws UnpacksTooLarge
 * @throws the unpacker's error for a broken archive; Error where this Node cannot unpack the kind
 */
export async function* unpack(packed: AsyncIterable<Uint8Array>, packing: Packing, maxBytes: () => number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const unpacker = UNPACKERS[packing]();
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
