import unbzip2 from "unbzip2-stream";

/**
 * Unpacks bzip2 by a library, about 3 MB/s. It holds back up to a megabyte of the archive and unpacks that in one go, so the limit is
 * asked for each piece that comes out: a megabyte may become terabytes.
 * @param add called with the bytes of each piece before it is held; what it throws ends the unpacking
 * @throws Error for a broken archive
 */
export async function* unbz2(packed: AsyncIterable<Uint8Array>, add: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = [];
  let trouble: unknown;
  const stream = unbzip2() as NodeJS.ReadWriteStream;
  stream.on("data", (bytes: Uint8Array) => {
    try {
      add(bytes.length);
    } catch (error) {
      trouble ??= error;
      throw error;
    }
    unpacked.push(bytes);
  });
  // Its own words say nothing to anybody.
  stream.on("error", () => (trouble ??= new Error("damaged, cut off or no bzip2")));
  const take = (): readonly Uint8Array[] => {
    if (trouble !== undefined) throw trouble;
    const taken = unpacked;
    unpacked = [];
    return taken;
  };
  for await (const chunk of packed) {
    stream.write(chunk);
    yield* take();
  }
  stream.end();
  yield* take();
}
