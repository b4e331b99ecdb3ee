import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonLine } from "../../../src/stages/decode/json-line.ts";
import { withExactNumbers } from "../../../src/stages/decode/json-numbers.ts";

describe("numbers that no double holds keep their digits, as strings", () => {
  test.each([
    ['{"n":1234567890123456789}', '{"n":"1234567890123456789"}'],
    ['{"n":-9007199254740993}', '{"n":"-9007199254740993"}'],
    ['{"n":[1e400,-1e400]}', '{"n":["1e400","-1e400"]}'],
    ['{"n":9007199254740993,"s":"\\\\\\" 9007199254740993"}', '{"n":"9007199254740993","s":"\\\\\\" 9007199254740993"}'],
    ['{"9007199254740993":1}', '{"9007199254740993":1}'],
    ['{"n":[9007199254740992,1e300,0.1,-0,123]}', '{"n":[9007199254740992,1e300,0.1,-0,123]}'],
  ])("%s", (line, exact) => {
    expect(withExactNumbers(line)).toBe(exact);
  });

  test("an id of 64 bits is not rounded", () => {
    const line = '{"id":1234567890123456789,"text":"one","at":{"user":9007199254740993}}';
    expect(parseJsonLine(line, "text", "id")).toEqual({ text: "one", id: "1234567890123456789", input: { at: { user: "9007199254740993" } } });
  });

  test("any JSON stays what it is where nothing is lost", () => {
    fc.assert(fc.property(fc.json(), (json) => withExactNumbers(json) === json));
  });
});

test("a line that nests deep is left out instead of ending the run", () => {
  const nested = (levels: number): string => `{"text":"one","n":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  expect(parseJsonLine(nested(100), "text", undefined)).toMatchObject({ text: "one" });
  expect(parseJsonLine(nested(200_000), "text", undefined)).toBe("the line nests too deep and was left out");
});
