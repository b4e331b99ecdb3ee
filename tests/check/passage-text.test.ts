import { expect, test } from "vitest";
import { excerptOf, hashOf } from "../../src/check/passage-text.ts";

test.each<[string, string, string]>([
  ["a short passage is shown whole", "The kettle sings.", "The kettle sings."],
  ["lines become one", "  The kettle\r\n\tsings. \n", "The kettle sings."],
  ["a long one is cut at 60 characters", "壺".repeat(61), `${"壺".repeat(60)}…`],
  ["60 characters are not cut", "壺".repeat(60), "壺".repeat(60)],
  ["a character of two units is not cut in two", "𠮷".repeat(61), `${"𠮷".repeat(60)}…`],
  ["white space that fills the look-ahead is no text, but is cut", `a${" ".repeat(600)}b`, "a…"],
])("%s", (_, passage, excerpt) => expect(excerptOf(passage)).toBe(excerpt));

test("the hash is of the words", () => {
  expect(hashOf("The kettle\n  sings.\r\n")).toBe(hashOf("The kettle sings."));
  expect(hashOf("The kettle sings!")).not.toBe(hashOf("The kettle sings."));
  expect(hashOf("The kettle sings.")).toMatch(/^[0-9a-f]{16}$/);
});
