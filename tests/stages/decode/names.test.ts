import { expect, test } from "vitest";
import { listEncodings, nearestEncoding, resolveEncoding } from "../../../src/stages/decode/names.ts";

test.each([
  ["utf-8", "UTF-8"],
  ["UTF8", "UTF-8"],
  [" Shift_JIS ", "Shift_JIS"],
  ["SJIS", "Shift_JIS"],
  ["windows-31j", "Shift_JIS"],
  ["ISO-8859-1", "windows-1252"],
  ["Latin 1", "windows-1252"],
  ["us-ascii", "windows-1252"],
  ["iso-8859-9", "windows-1254"],
  ["TIS-620", "windows-874"],
  ["ks_c_5601-1987", "EUC-KR"],
  ["GB2312", "GBK"],
  ["GB18030", "gb18030"],
  ["cp437", "IBM437"],
  ["UTF-32BE", "UTF-32BE"],
  ["Big5-HKSCS", "Big5"],
])("%s is %s", (name, canonical) => {
  expect(resolveEncoding(name)).toBe(canonical);
});

test.each(["", "utf-9", "klingon", "__proto__"])("%j is no encoding", (name) => {
  expect(resolveEncoding(name)).toBeUndefined();
});

test.each([["utf-9", "UTF-8"], ["shift-jos", "Shift_JIS"], ["windows-1259", "windows-1250"], ["koi8-x", "KOI8-R"], ["big6", "Big5"], ["sjsi", "Shift_JIS"], ["foo", undefined], ["klingon", undefined]])("%s is nearest to %s", (name, nearest) => {
  expect(nearestEncoding(name)).toBe(nearest);
});

test("every canonical name is known by itself, and no name stands twice", () => {
  const names = listEncodings();
  for (const name of names) expect(resolveEncoding(name)).toBe(name);
  expect(new Set(names).size).toBe(names.length);
});
