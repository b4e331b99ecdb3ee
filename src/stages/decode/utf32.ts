const REPLACEMENT = 0xfffd;
const LAST_CODE_POINT = 0x10ffff;

/** Text of UTF-32; what is no code point (surrogates too), and a rest of less than four bytes, becomes U+FFFD. */
export function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const units = new Uint16Array(Math.ceil(bytes.length / 4) * 2);
  let length = 0;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const codePoint = view.getUint32(at, littleEndian);
    if (codePoint < 0x10000) {
      units[length++] = codePoint >= 0xd800 && codePoint <= 0xdfff ? REPLACEMENT : codePoint;
    } else if (codePoint > LAST_CODE_POINT) {
      units[length++] = REPLACEMENT;
    } else {
      units[length++] = 0xd800 + ((codePoint - 0x10000) >> 10);
      units[length++] = 0xdc00 + ((codePoint - 0x10000) & 0x3ff);
    }
  }
  if (at < bytes.length) units[length++] = REPLACEMENT;
  return Buffer.from(units.buffer, 0, length * 2).toString("utf16le");
}
