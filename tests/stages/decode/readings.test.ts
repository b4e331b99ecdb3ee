import { expect, test } from "vitest";
import { decodeBytes } from "../../../src/stages/decode/decoders.ts";
import { SINGLE_BYTE } from "../../../src/stages/decode/candidates.ts";
import { Readings } from "../../../src/stages/decode/readings.ts";

const NAMES = ["UTF-8", "Shift_JIS", "gb18030", ...SINGLE_BYTE.map(({ name }) => name)];

test.each([["ASCII", "plain words\n"], ["German", "Stra\xdfe \xfcber\n"], ["curly quotation marks", "\x93so\x94 \x96 \xe9\n"], ["a percent sign, which IBM864 has not", "5 % \xe0"]])(
  "%s: alike are the encodings that decode alike",
  (_, text) => {
    const bytes = Buffer.from(text, "latin1");
    const readings = new Readings(bytes);
    for (const one of NAMES) for (const other of NAMES) expect([one, other, readings.areAlike(one, other)]).toEqual([one, other, decodeBytes(bytes, one) === decodeBytes(bytes, other)]);
  },
);

test("lengths are those of the decoded text", () => {
  const bytes = Buffer.from("\x93so\x94 \x96 \xe9\n", "latin1");
  for (const name of NAMES) expect(new Readings(bytes).lengthIn(name)).toBe(decodeBytes(bytes, name).length);
});
