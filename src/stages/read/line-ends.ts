import { unitBytesOf } from "../decode/character-ends.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Line ends of a text as it stands in the file: "\n", "\r\n" and "\r", which no other character of any encoding has bytes of. */
export function countLineEnds(bytes: Buffer, encoding: string): number {
  const width = unitBytesOf(encoding);
  const isUnit = (at: number, unit: number): boolean => (width === 1 ? bytes[at] === unit : readUnit(bytes, at, width, encoding) === unit);
  let count = 0;
  for (const mark of [LINE_FEED, CARRIAGE_RETURN]) {
    for (let found = bytes.indexOf(mark); found >= 0; found = bytes.indexOf(mark, found + 1)) {
      const at = found - (found % width);
      if (isUnit(at, mark) && !(mark === CARRIAGE_RETURN && isUnit(at + width, LINE_FEED))) count++;
    }
  }
  return count;
}

/** −1 behind the end. */
function readUnit(bytes: Buffer, at: number, width: 2 | 4, encoding: string): number {
  if (at + width > bytes.length) return -1;
  return encoding.endsWith("LE") ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
}
