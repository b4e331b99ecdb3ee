import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { DuplicateFinder } from "../../../src/stages/duplicates/duplicate-finder.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { documentWith, newIndex, passagesOf, seeded } from "./texts.ts";

const TEXT = `The keeper writes down each night, for the 3rd time, what the sea has brought in and what it has taken away.

灯台守は毎晩、海が運んできたものと持ち去ったものを、古い帳面に書きとめている。２０冊目になった。

Смотритель маяка каждую ночь записывает, что принесло море и что оно унесло с собой обратно.`;

const sumOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): number => crc32(new Uint8Array(buffer, byteOffset, byteLength));

// Indexes that users keep hold these hashes: if this fails, raise VERSION in src/stages/duplicates/index-folder.ts, then mend the sums.
test("what a kept index holds is what it was when its version was named", () => {
  const { normal, wholeHash, seeds, sparse } = passagesOf(TEXT);
  expect({ normal: sumOf(normal), wholeHash: sumOf(wholeHash), seeds: sumOf(seeds), sparse: sumOf(sparse) }).toEqual({ normal: 3_157_415_923, wholeHash: 3_436_668_831, seeds: 129_764_213, sparse: 4_051_213_184 });
});

test("so are the records of its spool", () => {
  const index = newIndex();
  const finder = new DuplicateFinder(DEFAULT_SETTINGS, index);
  for (const id of ["a.txt", "b.txt"]) finder.decide(seeded(documentWith(id, `${TEXT}\n\n${id}: ${TEXT.replaceAll("e", "o")}`)));
  expect([...index.store.unitsFrom(0)].map(sumOf)).toEqual([1_574_460_767]);
});
