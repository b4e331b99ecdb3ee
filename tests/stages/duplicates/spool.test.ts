import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Spool } from "../../../src/stages/duplicates/spool.ts";
import { folderWith } from "../../program.ts";

const PAGE_UNITS = 1 << 19;

/** Units that tell their place. */
const unitAt = (position: number): number => (position * 7 + (position >> 16)) & 0xffff;
const unitsFrom = (position: number, count: number): Uint16Array => Uint16Array.from({ length: count }, (_, i) => unitAt(position + i));

function fill(spool: Spool, total: number, piece: number): void {
  while (spool.length < total) {
    const units = unitsFrom(spool.length, Math.min(piece, total - spool.length));
    spool.append(units, 0, units.length);
  }
}

function expectUnits(spool: Spool, position: number, count: number): void {
  const { units, start, end } = spool.view(position, count);
  // Not toEqual: it takes a second for a million numbers.
  let wrong = end - start === count ? -1 : end;
  for (let i = 0; i < count && wrong < 0; i++) if (units[start + i] !== unitAt(position + i)) wrong = i;
  expect(wrong).toBe(-1);
}

const PLACES: readonly (readonly [number, number])[] = [
  [0, 1], [5, 2000], [PAGE_UNITS - 1, 1], [PAGE_UNITS - 3, 6], [PAGE_UNITS * 2 - 100, 300], [PAGE_UNITS - 10, PAGE_UNITS * 2 + 20], [PAGE_UNITS * 4 + 5, 90],
  // Twice the same, and what lies just behind what was read ahead.
  [70, 10], [70, 10], [80, 1500], [3 * PAGE_UNITS, 0],
];

describe("spool", () => {
  test.each<[string, number]>([["all in memory", 64e6], ["two pages in memory, the rest on disk", 0]])("gives back what was put in: %s", (_, residentBytes) => {
    const folder = folderWith({});
    const spool = new Spool(folder, residentBytes);
    fill(spool, PAGE_UNITS * 4 + 1000, 30_011);
    for (const [position, count] of PLACES) expectUnits(spool, position, count);
    expect([...spool.from(0)].map((page) => page.length)).toEqual([PAGE_UNITS, PAGE_UNITS, PAGE_UNITS, PAGE_UNITS, 1000]);
    expect([...spool.from(PAGE_UNITS * 3 + 5)].map((page) => page.length)).toEqual([PAGE_UNITS - 5, 1000]);
    spool.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform === "win32")("has no file with a name, even while it is open", () => {
    const folder = folderWith({});
    const spool = new Spool(folder, 0);
    fill(spool, PAGE_UNITS * 3, PAGE_UNITS);
    expect(readdirSync(folder)).toEqual([]);
    spool.close();
  });

  test.each([0, 1000, PAGE_UNITS, PAGE_UNITS * 2 + 77])("carries on what an earlier run left: %i units", (old) => {
    const folder = folderWith({});
    const path = join(folder, "old");
    // More than what counts: what a run that died appended.
    writeFileSync(path, new Uint8Array(unitsFrom(0, old + 50).buffer));
    const descriptor = openSync(path, "r");
    const spool = new Spool(folder, 0, { descriptor, units: old });
    fill(spool, PAGE_UNITS * 4 + 1000, 30_011);
    for (const [position, count] of PLACES) expectUnits(spool, position, count);
    spool.close();
    closeSync(descriptor);
    expect(existsSync(path)).toBe(true);
  });

  test("a folder that cannot be written to is named", () => {
    const folder = folderWith({});
    const missing = join(folder, "gone");
    mkdirSync(join(folder, "there"));
    const spool = new Spool(missing, 0);
    expect(() => fill(spool, PAGE_UNITS * 3, PAGE_UNITS)).toThrow(/gone: temporary files cannot be written there \(ENOENT\); free space, or name another folder with --temp-dir/);
  });
});
