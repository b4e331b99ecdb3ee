import { Decompress } from "fzstd";

/** So little is unpacked at a time that even a zip bomb, which grows by 32,000, gives no more than 32 MB before it is noticed. */
const SLICE_BYTES = 1 << 10;

/** Unpacks Zstandard, all frames of a file. Checksums are not checked. Holds the window of the archive. */
export async function* unzstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = [];
  const decompress = new Decompress((bytes) => unpacked.push(bytes.slice()));
  const take = (): readonly Uint8Array[] => {
    const taken = unpacked;
    unpacked = [];
    return taken;
  };
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      decompress.push(chunk.subarray(at, at + SLICE_BYTES));
      yield* take();
    }
  }
  decompress.push(new Uint8Array(0), true);
  yield* take();
}
