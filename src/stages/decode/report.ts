/** What decoding tells of a file: notices of what was doubtful, skipped or refused. */
import type { Notice, NoticeCode } from "../../notices.ts";
import type { DocumentContext } from "../../stage.ts";
import { declaredEncoding } from "./declared.ts";
import { decodeBytes } from "./decoders.ts";
import type { Detection } from "./detection.ts";
import { markupOf } from "./markup.ts";
import type { MixedText } from "./mixed.ts";
import type { MojibakeLine } from "./mojibake.ts";
import { mojibakeNotices } from "./mojibake-notices.ts";
import { resolveEncoding } from "./names.ts";
import { countReplacements, lineOf } from "./replacements.ts";

/** Below this confidence a file gets a notice: a lead of 4 nats, at which about 98 of 100 short texts are right. */
export const DOUBTFUL_BELOW = 0.9;
const BEYOND_ASCII = /[^\0-\x7f]/;
/** A declared encoding is compared on so many bytes. */
const COMPARED_BYTES = 65_536;

export class DecodeReport {
  readonly #path: string;
  readonly #context: DocumentContext;

  constructor(path: string, context: DocumentContext) {
    this.#path = path;
    this.#context = context;
  }

  #notice(code: NoticeCode, severity: Notice["severity"], message: string, line?: number): void {
    this.#context.notice({ code, severity, stage: "decode", path: this.#path, ...(line !== undefined && { line }), message });
  }

  binary(reason: string): undefined {
    this.#notice("skipped.binary", "info", `skipped as no text: ${reason}`);
  }

  unsupported(encoding: string): undefined {
    this.#notice("encoding.unsupported", "failure", `the text is in ${encoding}, which cannot be read; convert it to UTF-8 first`);
  }

  /** @param whole what all was read in, if not each line in its own */
  mixed({ text, other, isCertain, firstLine, lines }: MixedText, whole: string): void {
    const what = lines === 1 ? "1 line is" : `${lines} lines are`;
    const apart = `${what} in ${other}${isCertain ? "" : ", but not for certain"}, the others in UTF-8; each was read in its own`;
    const message = text === undefined ? `${what} not in UTF-8 as the others are, perhaps in ${other}, but not for certain: all was read as ${whole}` : apart;
    this.#notice("encoding.mixed", "doubt", message, firstLine);
  }

  /** @param line of the first, from 1 */
  replaced(count: number, encoding: string, line: number): void {
    if (count > 0) this.#notice("encoding.replaced", "doubt", `${count} × U+FFFD stand for bytes that are no ${encoding}`, line);
  }

  /**
   * @param text of which the line is named that is first to show its encoding
   * @param linesBefore of the file, above that text
   */
  doubtful(detection: Detection, text: string, linesBefore = 0): void {
    if (detection.confidence >= DOUBTFUL_BELOW) return;
    this.#notice("encoding.doubtful", "doubt", doubtMessage(detection), linesBefore + lineOf(text, text.search(BEYOND_ASCII)));
  }

  #markup(text: string): void {
    const kind = markupOf(text);
    if (kind !== undefined) this.#notice("markup", "doubt", `is ${kind.name}, which is read as it stands, markup and all; ${kind.remedy}`);
  }

  /** Looks at a decoded text. @returns how many replacement characters decoding put in */
  onText(text: string, bytes: Uint8Array, detection: Detection): number {
    const { count, line } = countReplacements(text, bytes, detection.encoding);
    this.replaced(count, detection.encoding, line);
    this.doubtful(detection, text);
    this.#declaration(text, bytes, detection);
    this.#markup(text);
    return count;
  }

  mojibake(lines: readonly MojibakeLine[], isRepaired: boolean): void {
    for (const notice of mojibakeNotices(lines, isRepaired)) this.#context.notice({ ...notice, stage: "decode", path: this.#path });
  }

  #declaration(text: string, bytes: Uint8Array, { encoding, markLength }: Detection): void {
    if (text.length === bytes.length && encoding === "UTF-8") return; // ASCII reads the same in all that could be declared
    const declaration = declaredEncoding(bytes);
    if (declaration === undefined) return;
    const { name, line } = declaration;
    const declared = resolveEncoding(name);
    if (declared === undefined || declared === encoding) return;
    const compared = bytes.subarray(markLength, COMPARED_BYTES);
    if (decodeBytes(compared, declared) === decodeBytes(compared, encoding)) return;
    this.#notice("encoding.declared-wrong", "doubt", `the text says that it is in ${name}, but it reads as ${encoding}`, line);
  }
}

function doubtMessage({ encoding, confidence, near, votes }: Detection): string {
  const others = near.length === 0 ? "" : `; ${near.map(({ name }) => name).join(", ")} came near`;
  const said = votes.length === 0 ? "" : ` (${votes.map((vote) => `${vote.by}: ${vote.encoding}`).join(", ")})`;
  return `read as ${encoding} with confidence ${confidence.toFixed(2)}${others}${said}; --encoding forces one`;
}
