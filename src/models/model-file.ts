import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/**
 * Reads a data file of this folder. The files stay in src/models in the package too, so that the same path holds from
 * src/models (tests) and from dist/models (what is installed).
 * @param name file name; ".br" and ".gz" are unpacked
 */
export function readModelFile(name: string): Buffer {
  const packed = readFileSync(new URL(`../../src/models/${name}`, import.meta.url));
  if (name.endsWith(".gz")) return gunzipSync(packed);
  return name.endsWith(".br") ? brotliDecompressSync(packed) : packed;
}
