import { crc32 } from "node:zlib";

/** A text with its checksum, as one line. */
export function seal(text: string): string {
  return JSON.stringify({ crc32: crc32(text), text });
}

/** @returns the text that was sealed @throws Error if it is not as it was */
export function unseal(sealed: string): string {
  const { crc32: checksum, text }: { readonly crc32: number; readonly text: string } = JSON.parse(sealed);
  if (crc32(text) !== checksum) throw new Error("not as it was written");
  return text;
}
