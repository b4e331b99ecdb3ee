import type { RawDocument, TextDocument } from "../../document.ts";
import type { DocumentFunction } from "../../stage.ts";
import { byteOrderMarkOf } from "./byte-order-mark.ts";
import { decodeBytes } from "./decoders.ts";
import { withoutHalves } from "./json-halves.ts";
import { parseJsonLine } from "./json-line.ts";
import { findMojibake } from "./mojibake.ts";
import { mojibakeNotices } from "./mojibake-notices.ts";
import { repairMojibake } from "./mojibake-repair.ts";
import { originOf } from "./origin.ts";
import { countReplacements } from "./replacements.ts";

/** Takes a JSON line, which is UTF-8 by its standard, apart. A line that cannot be read is a notice. */
export const decodeJsonLine: DocumentFunction<RawDocument, TextDocument> = (document, context) => {
  const { bytes } = document;
  const origin = originOf(document);
  const { source: path, sourceLine } = origin;
  const place = { stage: "decode", path, ...(sourceLine !== undefined && { line: sourceLine }) } as const;
  const markLength = byteOrderMarkOf(bytes)?.encoding === "UTF-8" ? 3 : 0;
  const decoded = decodeBytes(bytes.subarray(markLength), "UTF-8");
  const { line, halves } = withoutHalves(decoded);
  const { textField, idField } = context.settings;
  const parsed = parseJsonLine(line, textField, idField);
  if (typeof parsed === "string") {
    context.notice({ code: "broken-json", severity: "failure", ...place, message: parsed });
    return undefined;
  }
  const replaced = countReplacements(decoded, bytes, "UTF-8").count;
  if (replaced > 0) {
    context.notice({ code: "encoding.replaced", severity: "doubt", ...place, message: `the line is no UTF-8: ${replaced} × U+FFFD stand for what could not be read` });
  }
  if (halves > 0) {
    context.notice({ code: "encoding.replaced", severity: "doubt", ...place, message: `the line escapes halves of surrogate pairs, which are no characters: ${halves} × U+FFFD stand for them` });
  }
  const mojibake = findMojibake(parsed.text, Buffer.from(parsed.text));
  const { repairMojibake: isRepaired } = context.settings;
  for (const notice of mojibakeNotices(mojibake, isRepaired)) context.notice({ ...notice, ...place });
  return {
    text: parsed.text,
    encoding: document.readAs?.encoding ?? "UTF-8",
    encodingConfidence: document.readAs?.confidence ?? 1,
    replacementCharacters: replaced + halves,
    byteOrderMark: false,
    input: parsed.input,
    // Last, since V8 takes ten times as long for fields behind a spread.
    ...origin,
    ...(parsed.id !== undefined && { id: parsed.id }),
    ...(isRepaired && repairMojibake(parsed.text, mojibake)),
  };
};
