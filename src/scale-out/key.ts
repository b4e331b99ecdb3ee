/** Where a passage stands in the order of decision: its document, in order of reading, and its place in the order of that document. */
export interface Key {
  readonly document: bigint;
  readonly place: number;
}

/** Lines and parts of a file that can be told apart. */
const NUMBER_BITS = 32n;

/**
 * The key of a document.
 * @param file rank of its file by id
 * @param number of its line, row or part in the file; 0 where it is the whole file
 */
export function documentKey(file: number, number: number): bigint {
  return (BigInt(file) << NUMBER_BITS) | BigInt(number);
}

/** < 0 where a is earlier. */
export function compareKeys(a: Key, b: Key): number {
  if (a.document !== b.document) return a.document < b.document ? -1 : 1;
  return a.place - b.place;
}
