/** The parts that unbzip2-stream is made of. */

declare module "unbzip2-stream/lib/bit_iterator.js" {
  /** Gives so many bits; null = drops those up to the next whole byte. */
  export interface Bits {
    (count: number | null): number;
    /** Also of those that were begun. */
    readonly bytesRead: number;
  }
  export default function bitIterator(nextBuffer: () => Uint8Array | undefined): Bits;
}

declare module "unbzip2-stream/lib/bzip2.js" {
  import type { Bits } from "unbzip2-stream/lib/bit_iterator.js";

  const bzip2: {
    /** @returns the size of the stream's blocks, in 100,000 bytes */
    header(bits: Bits): number;
    /**
     * @param block holds a block
     * @param crc of the stream so far
     * @returns the same with this block; null = the stream ends here
     */
    decompress(bits: Bits, add: (byte: number) => void, block: Int32Array, blockLength: number, crc: number): number | null;
  };
  export default bzip2;
}
