/**
 * decode: bytes → text. A text file is decoded as a whole, a JSON line is taken apart. Holds one document.
 */
import type { RawDocument, TextDocument } from "../../document.ts";
import type { Notice } from "../../notices.ts";
import type { DocumentContext, DocumentFunction } from "../../stage.ts";
import { byteOrderMarkOf } from "./byte-order-mark.ts";
import { decodeBytes } from "./decoders.ts";
import { detectEncoding } from "./detect.ts";
import { parseJsonLine } from "./json-line.ts";
import { resolveEncoding } from "./names.ts";

export const decode: DocumentFunction<RawDocument, TextDocument> = (document, context) =>
  document.format === "jsonl" ? decodeJsonLine(document, context) : decodeText(document, context);

function decodeText({ bytes, format: _, ...origin }: RawDocument, context: DocumentContext): TextDocument | undefined {
  const mark = byteOrderMarkOf(bytes);
  const forced = context.settings.encoding === undefined ? undefined : resolveEncoding(context.settings.encoding);
  const detected = forced === undefined ? detectEncoding(bytes) : { encoding: forced, confidence: 1, markLength: mark?.encoding === forced ? mark.length : 0 };
  const text = decodeBytes(bytes.subarray(detected.markLength), detected.encoding);
  return {
    ...origin,
    text,
    encoding: detected.encoding,
    encodingConfidence: detected.confidence,
    replacementCharacters: 0,
    byteOrderMark: detected.markLength > 0,
  };
}

function decodeJsonLine({ bytes, format: _, ...origin }: RawDocument, context: DocumentContext): TextDocument | undefined {
  const markLength = byteOrderMarkOf(bytes)?.encoding === "UTF-8" ? 3 : 0;
  const { textField, idField } = context.settings;
  const parsed = parseJsonLine(decodeBytes(bytes.subarray(markLength), "UTF-8"), textField, idField);
  if (typeof parsed === "string") {
    context.notice(brokenJson(origin, parsed));
    return undefined;
  }
  return {
    ...origin,
    ...(parsed.id !== undefined && { id: parsed.id }),
    text: parsed.text,
    encoding: "UTF-8",
    encodingConfidence: 1,
    replacementCharacters: 0,
    byteOrderMark: false,
    input: parsed.input,
  };
}

function brokenJson(origin: { readonly source: string; readonly sourceLine?: number }, message: string): Notice {
  const { source: path, sourceLine } = origin;
  return { code: "broken-json", severity: "failure", stage: "decode", path, ...(sourceLine !== undefined && { line: sourceLine }), message };
}
