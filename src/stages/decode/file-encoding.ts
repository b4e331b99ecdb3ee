/**
 * The encoding of a file that is read in parts: told by the first part that tells it, and the same for all later ones. Holds no bytes.
 */
import { isAscii, isUtf8 } from "node:buffer";
import type { RawDocument } from "../../document.ts";
import { binaryFormatOf } from "./binary.ts";
import { detectEncoding } from "./detect.ts";
import { resolveEncoding } from "./names.ts";
import { DOUBTFUL_BELOW } from "./report.ts";
import { isUnsupported } from "./unsupported.ts";

type Told = NonNullable<RawDocument["readAs"]>;

/** The longest character but one byte. */
const MOST_CUT_BYTES = 3;

export class FileEncoding {
  #told: Told | undefined;
  /** Of the start of the file; undefined before it was looked at. */
  #isReadable: boolean | undefined;

  constructor(forced?: string) {
    const encoding = forced === undefined ? undefined : resolveEncoding(forced);
    if (encoding !== undefined) this.#told = { encoding, confidence: 1 };
  }

  /** The encoding, as far as is known with what stands here; bytes that are no text count as UTF-8. */
  of(bytes: Uint8Array): string {
    const isStart = this.#isReadable === undefined;
    if (isStart) this.#isReadable = binaryFormatOf(bytes) === undefined;
    if (this.#told !== undefined) return this.#told.encoding;
    const head = withoutCutCharacter(bytes);
    const detection = detectEncoding(head);
    if (isStart) this.#isReadable &&= detection !== "binary" && !isUnsupported(detection.encoding);
    if (detection === "binary") return "UTF-8";
    const { encoding, confidence } = detection;
    const tells = confidence >= DOUBTFUL_BELOW && !(encoding === "UTF-8" && isAscii(head));
    if (tells) this.#told = { encoding, confidence };
    return encoding;
  }

  /** Whether the file begins as what can be read: otherwise its later parts need not be looked at. */
  get isReadable(): boolean {
    return this.#isReadable !== false;
  }

  /**
   * What parts are to be read in. Of UTF-8 each part shows by itself whether it is: nothing is said then, so that a part in
   * something else is found.
   */
  get readAs(): Told | undefined {
    return this.#told?.encoding === "UTF-8" ? undefined : this.#told;
  }
}

/** The last character may be cut by the end of what is at hand, and UTF-8 must not be taken for damaged then. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let cut = 1; cut <= MOST_CUT_BYTES && !isUtf8(bytes); cut++) {
    const shorter = bytes.subarray(0, Math.max(0, bytes.length - cut));
    if (isUtf8(shorter)) return shorter;
  }
  return bytes;
}
