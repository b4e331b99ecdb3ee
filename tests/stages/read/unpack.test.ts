import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { inputsOf } from "../../../src/stages/read/inputs.ts";
import { type Packing, unpack, UnpacksTooLarge } from "../../../src/stages/read/unpack.ts";
import { folderWith, parseLines, PROGRAM, seedclean } from "../../program.ts";
import { reading, streamOf } from "./reading.ts";

const TEXT = "The bells of the lower town ring a minute late.\n";
/** Made with `bzip2` and `xz`: TEXT in two streams, one behind the other. */
const PACKED: Readonly<Record<string, Buffer>> = {
  bz2: Buffer.from("QlpoOTFBWSZTWegJX3UAAAXTgAAQQAEEADPnnoAgADFMJpoDTEInqanoano000Vxelof+EwrjXAH7LQjSuQwWSqd0M+8MmyXhdyRThQkOgJX3UBCWmg5MUFZJlNZ6AlfdQAABdOAABBAAQQAM+eegCAAMUwmmgNMQiepqehqejTTRXF6Wh/4TCuNcAfstCNK5DBZKp3Qz7wybJeF3JFOFCQ6AlfdQA==", "base64"),
  xz: Buffer.from("/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAvVGhlIGJlbGxzIG9mIHRoZSBsb3dlciB0b3duIHJpbmcgYSBtaW51dGUgbGF0ZS4KANY/2FaYnic9AAFIMIpA/z4ftvN9AQAAAAAEWVr9N3pYWgAABObWtEYCACEBFgAAAHQv5aMBAC9UaGUgYmVsbHMgb2YgdGhlIGxvd2VyIHRvd24gcmluZyBhIG1pbnV0ZSBsYXRlLgoA1j/YVpieJz0AAUgwikD/Ph+2830BAAAAAARZWg==", "base64"),
};
/** Made with `bzip2`: 20 million zeros. */
const ZEROS = Buffer.from("QlpoOTFBWSZTWb/Kr8QAmS/CAMAAAAgACCAAMMwFKaaqkRRsAoijxdyRThQkL/Kr8QA=", "base64");
/** Made with `bzip2`: 45.8 million zeros, in one block. */
const BLOCK_OF_ZEROS = Buffer.from("QlpoOTFBWSZTWTfDvDYBXsvAAsAACAAACCAAMMwJqmmEogltVRRBLxdyRThQkDfDvDY=", "base64");
/** Made with `bzip2`: runs of these lengths, of a and b in turn. */
const RUN_LENGTHS = [3, 4, 5, 254, 255, 256, 258, 259, 260, 510, 511, 518, 519, 1000];
const RUNS = Buffer.from("QlpoOTFBWSZTWU/VcQ0AAAzBAeYAMAAAgAAYIABQgyYgSaVPKPU00UheF1x7r6QFkyVJbPkqW3skA8ixgs/F3JFOFCQT9VxDQA==", "base64");
const KINDS: [Packing][] = [["bz2"], ["xz"]];

async function unpacked(bytes: Uint8Array, packing: Packing, size: number, maxBytes = 1e9): Promise<string> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  const pieces: Uint8Array[] = [];
  for await (const piece of unpack(streamOf(...chunks), packing, () => maxBytes, new AbortController().signal)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe.each(KINDS)(".%s", (packing) => {
  const bytes = PACKED[packing]!;

  test("is unpacked, all streams in it, in whatever chunks it comes", async () => {
    for (const size of [1, 7, 1000]) expect(await unpacked(bytes, packing, size)).toBe(TEXT.repeat(2));
  });

  test("is told by the name of a file, and the name below it tells the format", async () => {
    const { texts } = await reading(inputsOf([folderWith({ [`a.txt.${packing}`]: bytes, [`b.${packing.toUpperCase()}`]: bytes })], streamOf()));
    expect(texts).toEqual([[`a.txt.${packing}`, TEXT.repeat(2)], [`b.${packing.toUpperCase()}`, TEXT.repeat(2)]]);
  });

  test("is read by the built program, which loads libraries otherwise than tests do", () => {
    const { stdout, stderr } = seedclean(folderWith({ [`a.txt.${packing}`]: bytes }), [".", "-q", "--duplicates", "none"]);
    expect([parseLines(stdout)[0]?.["text"], stderr]).toEqual([TEXT.repeat(2), ""]);
  });

  test.each<[string, Uint8Array]>([
    ["cut off", bytes.subarray(0, 40)],
    ["damaged", bytes.map((byte, i) => (i === 45 ? byte ^ 4 : byte))],
    ["foreign", Buffer.from("This is no archive at all, and never was one.")],
  ])("that is %s is a broken archive, and the next file is read", async (_, broken) => {
    const { texts, notices } = await reading(inputsOf([folderWith({ [`a.txt.${packing}`]: broken, "b.txt": TEXT })], streamOf()));
    expect(texts).toEqual([["b.txt", TEXT]]);
    expect(notices).toMatchObject([{ code: "broken-archive", severity: "failure", message: expect.stringContaining(`damaged, cut off or no ${packing === "xz" ? "xz" : "bzip2"}`) }]);
  });

  test("that grows beyond measure ends", async () => {
    await expect(unpacked(bytes, packing, 1000, 50)).rejects.toThrow(UnpacksTooLarge);
  });
});

test("a .bz2 of 8 KB that would become 3 GB is refused before it fills the memory", async () => {
  const bomb = Buffer.concat(Array.from({ length: 160 }, () => ZEROS));
  const { documents, notices } = await reading(inputsOf([folderWith({ "a.txt.bz2": bomb })], streamOf()));
  expect(documents).toEqual([]);
  expect(notices).toMatchObject([{ code: "unpacks-too-large" }]);
});

test("runs of any length come out of a .bz2 as they were", async () => {
  expect((await unpacked(RUNS, "bz2", 1000)).match(/a+|b+/g)?.map((run) => run.length)).toEqual(RUN_LENGTHS);
});

/** All that a program may hold in objects: a block of 46 MB, as numbers of an array, takes 368. */
const LITTLE = ["--max-old-space-size=64"];

test.each([
  ["is refused", [], "unpacks to more than 1000 times its size"],
  ["is read where it may", ["--max-ratio", "1e9"], "skipped as no text"],
])("a .bz2 of 50 bytes that is one block of 46 MB %s in little memory", (_, flags, says) => {
  const folder = folderWith({ "a.txt.bz2": BLOCK_OF_ZEROS });
  const { stderr, status } = spawnSync(process.execPath, [...LITTLE, PROGRAM, ".", ...flags], { cwd: folder, encoding: "utf8" });
  expect([stderr, status]).toEqual([expect.stringContaining(says), 1]);
});
