import { Readable } from "node:stream";
import xz from "xz-decompress";

/**
 * Unpacks xz by a library (WebAssembly), about 16 MB/s. Holds the dictionary of the archive.
 * @throws Error for a broken archive
 */
export async function* unxz(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = new xz.XzReadableStream(Readable.toWeb(Readable.from(packed)));
  const reader = unpacked.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    // Its own words are numbers.
    throw error instanceof Error && "syscall" in error ? error : new Error("damaged, cut off or no xz");
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
