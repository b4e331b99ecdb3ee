import { isAscii, isUtf8 } from "node:buffer";
import { countUtf8 } from "./tolerant-utf8.ts";

/** A run of neighbouring lines of one kind: [start, end) of the bytes, and its first line, from 1. */
export interface LineRun {
  readonly kind: "utf-8" | "other";
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly lines: number;
}

export interface LineKinds {
  /** They tile the bytes. */
  readonly runs: readonly LineRun[];
  /** Bytes above 0x7F in lines that are UTF-8, and in others. */
  readonly utf8HighBytes: number;
  readonly otherHighBytes: number;
  readonly utf8Lines: number;
  /** Of the lines in UTF-8 those with more than one sequence of two bytes, which a character of two bytes may look like by chance. */
  readonly tellingLines: number;
  readonly tellingHighBytes: number;
  readonly otherLines: number;
}

const LINE_FEED = 0x0a;
/** A line of UTF-8 with a little damage is still UTF-8. */
const LEAST_VALID_A_INVALID = 3;

const SHORTEST_SEQUENCE = 2;

/** Sorts lines that hold bytes above 0x7F into UTF-8 and other ones; lines of ASCII go with the lines before them. */
export function sortLines(bytes: Uint8Array): LineKinds {
  const runs: { kind: LineRun["kind"]; start: number; end: number; line: number; lines: number }[] = [];
  const high = { "utf-8": 0, other: 0 };
  const lines = { "utf-8": 0, other: 0 };
  const telling = { lines: 0, high: 0 };
  let line = 1;
  for (let start = 0, end = 0; start < bytes.length; start = end, line++) {
    const feed = bytes.indexOf(LINE_FEED, start);
    end = feed < 0 ? bytes.length : feed + 1;
    const current = bytes.subarray(start, end);
    const last = runs.at(-1);
    const kind = kindOf(current) ?? last?.kind ?? "utf-8";
    if (last?.kind === kind) {
      last.end = end;
      last.lines++;
    } else {
      runs.push({ kind, start, end, line, lines: 1 });
    }
    const highBytes = countHigh(current);
    if (highBytes > 0) lines[kind]++;
    high[kind] += highBytes;
    if (kind === "utf-8" && highBytes > SHORTEST_SEQUENCE) {
      telling.lines++;
      telling.high += highBytes;
    }
  }
  return { runs, utf8HighBytes: high["utf-8"], otherHighBytes: high.other, utf8Lines: lines["utf-8"], tellingLines: telling.lines, tellingHighBytes: telling.high, otherLines: lines.other };
}

function kindOf(line: Uint8Array): LineRun["kind"] | undefined {
  if (isAscii(line)) return undefined;
  if (isUtf8(line)) return "utf-8";
  const { valid, invalid } = countUtf8(line);
  return valid >= LEAST_VALID_A_INVALID * invalid ? "utf-8" : "other";
}

function countHigh(line: Uint8Array): number {
  let high = 0;
  for (const byte of line) if (byte >= 0x80) high++;
  return high;
}
