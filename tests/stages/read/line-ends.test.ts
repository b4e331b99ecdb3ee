/** Notices about a part of a file name lines of the file, in every encoding. */
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { prepare } from "../../../src/pipeline.ts";
import { countLineEnds } from "../../../src/stages/read/line-ends.ts";
import { LineCounter } from "../../../src/stages/write/line-ends.ts";
import { contextWith, reading, streamOf } from "./reading.ts";

const LINES = ["The ferry sank at noon.", "渡し船は正午に沈んだ。", "ਇ਼".normalize(), "", "Nobody was on board, and the bell rang on."];

describe("line ends", () => {
  test.each(["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "Shift_JIS", "EUC-JP", "gb18030", "ISO-2022-JP"])("of %s are those of its text", (encoding) => {
    for (const mark of ["\n", "\r\n", "\r"]) {
      const text = `${LINES.filter((line) => encoding.startsWith("UTF") || !/[\u0A00-\u0A7F]/.test(line)).join(mark)}${mark}上\u4e0a`;
      const bytes = encoding === "ISO-2022-JP" ? Buffer.from(text.replaceAll(/[^\0-\x7f]+/g, "\x1b$B0l\x1b(B"), "latin1") : iconv.encode(text, encoding);
      expect(countLineEnds(bytes, encoding)).toBe(new LineCounter(text).at(text.length) - 1);
    }
  });

  test("U+0A0D and U+0D0A are none in UTF-16", () => {
    expect(countLineEnds(iconv.encode("\u0a0d\u0d0a\u0d0d\u0a0a\u000d\u0d0a", "UTF-16LE"), "UTF-16LE")).toBe(1);
  });
});

test("a doubt in a later part has the line of the file", async () => {
  const line = Buffer.from("The ferry sank at noon, and nobody was on board.\r\n");
  const broken = Buffer.concat([Buffer.from("漢字"), Buffer.of(0xff), Buffer.from("漢字\r\n")]);
  const bytes = Buffer.concat([...Array.from({ length: 400 }, () => line), broken, line]);
  const { documents } = await reading([{ kind: "stream", stream: streamOf(bytes), id: "ferry.txt", path: "ferry.txt" }], { maxDocumentBytes: 5000, encoding: "UTF-8" });
  const { context, notices } = contextWith({ encoding: "UTF-8" });
  for (const document of documents) prepare(document, context);
  expect(documents.length).toBeGreaterThan(3);
  expect(notices.filter(({ code }) => code === "encoding.replaced").map((notice) => notice.line)).toEqual([401]);
});
