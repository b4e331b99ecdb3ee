/**
 * decode: bytes → text. A text file is decoded as a whole, a JSON line is taken apart. Holds one document.
 */
import type { RawDocument, TextDocument } from "../../document.ts";
import type { DocumentFunction } from "../../stage.ts";
import { decodeJsonLine } from "./decode-json-line.ts";
import { decodeText } from "./decode-text.ts";

export const decode: DocumentFunction<RawDocument, TextDocument> = (document, context) =>
  document.format === "jsonl" ? decodeJsonLine(document, context) : decodeText(document, context);
