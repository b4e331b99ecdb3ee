import { isAscii, isUtf8, transcode } from "node:buffer";
import { singleByteTable } from "../../models/encoding-tables.ts";
import { decodeBytePairs } from "./byte-pairs.ts";
import { encodingNamed } from "./encodings.ts";
import { SKETCHES } from "./unsupported.ts";
import { decodeUtf32 } from "./utf32.ts";

type Decoder = InstanceType<typeof TextDecoder>;

const textDecoders = new Map<string, Decoder>();

/**
 * Decodes bytes of the encoding of this canonical name. Never throws: what is no text in it becomes U+FFFD. A byte order mark is
 * text here, so take it off before.
 */
export function decodeBytes(bytes: Uint8Array, encoding: string): string {
  const sketch = SKETCHES.get(encoding);
  if (sketch !== undefined) return sketch(bytes);
  switch (encodingNamed(encoding).kind) {
    case "utf-8":
      return decodeUtf8(bytes);
    case "table":
      return decodeSingleBytes(bytes, singleByteTable(encoding));
    case "utf-32":
      return decodeUtf32(bytes, encoding === "UTF-32LE");
    case "byte-pairs":
      return decodeBytePairs(bytes, encoding);
    default:
      return asStandard(textDecoder(encoding).decode(bytes), bytes, encoding);
  }
}

/** From here on the way by UTF-16 is faster: 4 to 10 times at 64 KB. */
const LEAST_TRANSCODED_BYTES = 1024;

/** Valid UTF-8 goes by way of UTF-16, for which Node has vector code and for the string itself none. */
function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.length < LEAST_TRANSCODED_BYTES || !isUtf8(bytes)) return textDecoder("UTF-8").decode(bytes);
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return transcode(bytes, "utf8", "utf16le").toString("utf16le");
}

/** ICU reads these three control characters of Shift_JIS as IBM's terminals do, each as the next one. */
const TURNED_CONTROLS = ["\x1a", "\x1c", "\x7f"] as const;

/** Sets right what ICU does otherwise than the Encoding Standard. */
function asStandard(text: string, bytes: Uint8Array, encoding: string): string {
  if (encoding === "EUC-JP") return text.replace(C1_CONTROLS, "\ufffd"); // bytes that are no code
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (encoding !== "Shift_JIS" || ![0x1a, 0x1c, 0x7f].some((control) => buffer.includes(control))) return text;
  return Array.from(text, (character) => {
    const place = TURNED_CONTROLS.findIndex((control) => control === character);
    return place < 0 ? character : TURNED_CONTROLS[(place + 2) % 3]!;
  }).join("");
}

const C1_CONTROLS = /[\u0080-\u009f]/g;

/** By way of Latin-1, for which Node has vector code; what the table has otherwise is put in. The same on every Node, and faster than TextDecoder. */
function decodeSingleBytes(bytes: Uint8Array, table: Uint16Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const utf16 = Buffer.from(latin1, "utf16le");
  const units = new Uint16Array(utf16.buffer, utf16.byteOffset, bytes.length);
  let changed = 0;
  for (let i = 0; i < units.length; i++) {
    const byte = units[i]!;
    const unit = table[byte]!;
    changed |= unit ^ byte;
    units[i] = unit;
  }
  return changed === 0 ? latin1 : utf16.toString("utf16le");
}

function textDecoder(encoding: string): Decoder {
  let decoder = textDecoders.get(encoding);
  if (decoder === undefined) {
    // GBK of the standard is read by the decoder of gb18030; ICU's own GBK lacks the four-byte codes and the euro sign.
    decoder = new TextDecoder(encoding === "GBK" ? "gb18030" : encoding, { ignoreBOM: true });
    textDecoders.set(encoding, decoder);
  }
  return decoder;
}
