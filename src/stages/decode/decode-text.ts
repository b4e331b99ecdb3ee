import type { RawDocument, TextDocument } from "../../document.ts";
import type { DocumentContext, DocumentFunction } from "../../stage.ts";
import { binaryFormatOf, hasTextControls, mayHoldOtherControls } from "./binary.ts";
import { byteOrderMarkOf } from "./byte-order-mark.ts";
import { decodeBytes } from "./decoders.ts";
import { detectEncoding, likeliestEncoding } from "./detect.ts";
import type { Detection } from "./detection.ts";
import { decodeMixed } from "./mixed.ts";
import { findMojibake } from "./mojibake.ts";
import { repairMojibake } from "./mojibake-repair.ts";
import { resolveEncoding } from "./names.ts";
import { originOf } from "./origin.ts";
import { DecodeReport } from "./report.ts";
import { hasControls } from "./unmarked-unicode.ts";
import { isUnsupported } from "./unsupported.ts";

/** Decodes a text file, in the encoding that is forced or detected; a file that is no text is a notice. */
export const decodeText: DocumentFunction<RawDocument, TextDocument> = (document, context) => {
  const { bytes } = document;
  const origin = originOf(document);
  const report = new DecodeReport(origin.source, context);
  const format = binaryFormatOf(bytes);
  if (format !== undefined) return report.binary(`it begins like ${format}`);
  const withControls = hasControls(bytes);
  const detected = knownEncoding(document, context) ?? detectEncoding(bytes, withControls);
  if (detected === "binary") return report.binary("it holds control characters as no text does");
  const detection = isLaterPart(document) ? { ...detected, markLength: 0 } : detected;
  if (isUnsupported(detection.encoding)) return report.unsupported(detection.encoding);
  const text = textIn(bytes, detection, report);
  const mojibake = detection.encoding === "UTF-8" ? findMojibake(text, bytes) : [];
  // Where UTF-8 was read as ISO-8859-1, control characters stand for letters.
  if (mojibake.length === 0 && mayBeBinary(bytes, detection, withControls) && hasTextControls(text)) return report.binary("it holds control characters as no text does");
  const replacementCharacters = report.onText(text, bytes, detection);
  report.mojibake(mojibake, context.settings.repairMojibake);
  const decoded: TextDocument = {
    text,
    encoding: detection.encoding,
    encodingConfidence: detection.confidence,
    replacementCharacters,
    byteOrderMark: detection.markLength > 0,
    // Last: V8 takes 5 µs for fields behind a spread, and 0.1 for those before it.
    ...origin,
  };
  return context.settings.repairMojibake ? { ...decoded, ...repairMojibake(text, mojibake) } : decoded;
};

function mayBeBinary(bytes: Uint8Array, { encoding, confidence }: Detection, withControls: boolean): boolean {
  return encoding !== "UTF-8" || confidence < 1 || withControls || mayHoldOtherControls(bytes);
}

/** The encoding that is forced, or that was told of the file that this is a part of. */
function knownEncoding({ bytes, readAs }: RawDocument, { settings }: DocumentContext): Detection | undefined {
  const forced = settings.encoding === undefined ? undefined : resolveEncoding(settings.encoding);
  const known = forced === undefined ? readAs : { encoding: forced, confidence: 1 };
  if (known === undefined) return undefined;
  const mark = byteOrderMarkOf(bytes);
  return { ...known, markLength: mark?.encoding === known.encoding ? mark.length : 0, near: [], votes: [] };
}

/** What would be a byte order mark is text there. */
function isLaterPart({ part = 1 }: RawDocument): boolean {
  return part > 1;
}

/** Files that are told by likelihood, or are damaged UTF-8, may have lines in two encodings. */
function textIn(bytes: Uint8Array, detection: Detection, report: DecodeReport): string {
  const mayBeMixed = detection.confidence < 1 && !/^UTF-(16|32)|^ISO-2022/.test(detection.encoding);
  const mixed = mayBeMixed ? decodeMixed(bytes, likeliestEncoding, detection.encoding) : undefined;
  if (mixed !== undefined) report.mixed(mixed, detection.encoding);
  return mixed?.text ?? decodeBytes(bytes.subarray(detection.markLength), detection.encoding);
}
