import { isUtf8 } from "node:buffer";
import { createRequire } from "node:module";
import { byteOrderMarkOf } from "./byte-order-mark.ts";
import { resolveEncoding } from "./names.ts";

/** What the bytes are in. */
export interface Detection {
  readonly encoding: string;
  /** 0 to 1; 1 = certain. */
  readonly confidence: number;
  /** Bytes of a byte order mark before the text. */
  readonly markLength: number;
}

/** First form of the rule. */
export function detectEncoding(bytes: Uint8Array): Detection {
  const mark = byteOrderMarkOf(bytes);
  if (mark !== undefined) return { encoding: mark.encoding, confidence: 1, markLength: mark.length };
  if (isUtf8(bytes)) return { encoding: "UTF-8", confidence: 1, markLength: 0 };
  const chardet = createRequire(import.meta.url)("chardet") as typeof import("chardet");
  const best = chardet.analyse(bytes.subarray(0, 65_536))[0];
  return { encoding: resolveEncoding(best?.name ?? "") ?? "windows-1252", confidence: (best?.confidence ?? 0) / 100, markLength: 0 };
}
