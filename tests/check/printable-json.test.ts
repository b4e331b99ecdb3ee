import { expect, test } from "vitest";
import { printableJson } from "../../src/check/formats/printable-json.ts";

test("no character that a terminal would act on is left, and the value is the same", () => {
  const hostile = "\u0000\u001b]0;title\u0007\u007f\u009b31m\u202egnp.txt\u2028\u2066\ufeff\ud800 壺 é";
  const written = printableJson({ [hostile]: hostile });
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(written).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udfff]/);
  expect(written).toContain("壺 é");
  expect(JSON.parse(written)).toEqual({ [hostile]: hostile });
});
