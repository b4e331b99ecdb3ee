/** Tells files that are no text: by how known formats begin, and by control characters. */

interface Format {
  readonly name: string;
  readonly signature: readonly number[];
}

function format(name: string, signature: string): Format {
  return { name, signature: [...Buffer.from(signature, "latin1")] };
}

const FORMATS: readonly Format[] = [
  format("a PNG image", "\x89PNG\r\n\x1a\n"),
  format("a JPEG image", "\xff\xd8\xff"),
  format("a GIF image", "GIF87a"),
  format("a GIF image", "GIF89a"),
  format("a TIFF image", "II*\0"),
  format("a TIFF image", "MM\0*"),
  format("a PDF document", "%PDF-"),
  format("a ZIP archive or office document", "PK\x03\x04"),
  format("a ZIP archive", "PK\x05\x06"),
  format("an office document of the old kind", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
  format("a gzip archive", "\x1f\x8b\x08"),
  format("a bzip2 archive", "BZh91AY&SY"),
  format("an xz archive", "\xfd7zXZ\0"),
  format("a zstd archive", "\x28\xb5\x2f\xfd"),
  format("a 7z archive", "7z\xbc\xaf\x27\x1c"),
  format("a RAR archive", "Rar!\x1a\x07"),
  format("a program (ELF)", "\x7fELF"),
  format("a program (Mach-O)", "\xcf\xfa\xed\xfe"),
  format("an SQLite database", "SQLite format 3\0"),
  format("a WebAssembly module", "\0asm"),
  format("a compiled Java class", "\xca\xfe\xba\xbe"),
  format("a font", "wOFF"),
  format("a font", "wOF2"),
  format("a font", "OTTO\0"),
  format("a font", "\0\x01\0\0\0"),
  format("a font collection", "ttcf\0"),
  format("an Ogg file", "OggS\0"),
  format("an MP3 file", "ID3\x03\0"),
  format("an MP3 file", "ID3\x04\0"),
  format("a FLAC file", "fLaC\0"),
];

const BY_FIRST_BYTE: readonly (readonly Format[])[] = Array.from({ length: 256 }, (_, first) => FORMATS.filter(({ signature }) => signature[0] === first));

/** Of tar it stands behind the first name and its numbers. */
const TAR_SIGNATURE = Buffer.from("ustar");
const TAR_PLACE = 257;

/** What kind of file begins like this; undefined if none that is known. */
export function binaryFormatOf(bytes: Uint8Array): string | undefined {
  if (bytes[TAR_PLACE] === TAR_SIGNATURE[0] && TAR_SIGNATURE.equals(bytes.subarray(TAR_PLACE, TAR_PLACE + TAR_SIGNATURE.length)) && bytes.includes(0)) return "a tar archive";
  return BY_FIRST_BYTE[bytes[0] ?? 0]!.find(({ signature }) => signature.every((byte, i) => bytes[i] === byte))?.name;
}

export const HEAD_BYTES = 8192;
/** Of the head; a stray zero byte in a large text does no harm. */
const MOST_ZEROS_SHARE = 0.001;
const MOST_CONTROLS_SHARE = 0.02;

/** Whether bytes hold more control characters than text does. Not to be asked about UTF-16 and UTF-32. */
export function hasBinaryControls(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, HEAD_BYTES);
  let zeros = 0;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) zeros++;
    else if (isControl(byte)) controls++;
  }
  return zeros > MOST_ZEROS_SHARE * HEAD_BYTES || (zeros > 1 && zeros > MOST_CONTROLS_SHARE * head.length) || controls > MOST_CONTROLS_SHARE * head.length;
}

const WORD_BYTES = 4;
const WORDS_AT_ONCE = 4;
const EACH_HIGH_BIT = 0x80808080;
const DELETE = 0x7f;
const CONTROL = Uint8Array.from({ length: 256 }, (_, byte) => Number(isControl(byte)));
const NON_CHARACTERS = Buffer.of(0xef, 0xbf);

/**
 * Whether the head of a text in UTF-8 without control bytes may yet hold what `hasTextControls` counts; as good as no text does.
 */
export function mayHoldOtherControls(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES));
  return holdsSecondControls(head) || head.includes(NON_CHARACTERS);
}

/** Whether one of the bytes is a control character that text seldom holds. Looks at sixteen bytes at once. */
export function holdsControlBytes(bytes: Uint8Array): boolean {
  const first = -bytes.byteOffset & (WORD_BYTES - 1);
  if (bytes.length < first) return holdsControlIn(bytes, 0, bytes.length);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + first, (bytes.length - first) >> 2);
  let word = 0;
  for (; word + WORDS_AT_ONCE <= words.length; word += WORDS_AT_ONCE) {
    const marks = lowMarks(words[word]!) | lowMarks(words[word + 1]!) | lowMarks(words[word + 2]!) | lowMarks(words[word + 3]!);
    if ((marks & EACH_HIGH_BIT) === 0) continue;
    const at = first + word * WORD_BYTES;
    if (holdsControlIn(bytes, at, at + WORDS_AT_ONCE * WORD_BYTES)) return true;
  }
  if (holdsControlIn(bytes, 0, first) || holdsControlIn(bytes, first + word * WORD_BYTES, bytes.length)) return true;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(DELETE);
}

/** The high bit of a byte is set where it is below 0x20, a line end perhaps (or stands by such a byte). */
function lowMarks(word: number): number {
  return (word - 0x20202020) & ~word;
}

function holdsControlIn(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (CONTROL[bytes[i]!] === 1) return true;
  return false;
}

/** U+0080 to U+009F, in UTF-8. */
function holdsSecondControls(head: Buffer): boolean {
  for (let at = head.indexOf(0xc2); at >= 0; at = head.indexOf(0xc2, at + 1)) if (head[at + 1]! < 0xa0) return true;
  return false;
}

/** The same of decoded text: control characters of either kind, and code points that are none. */
export function hasTextControls(text: string): boolean {
  const length = Math.min(text.length, HEAD_BYTES);
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xa0 ? isControl(unit) || (unit >= 0x80 && unit !== 0x85) : unit >= 0xfffe) controls++;
  }
  return controls > 1 && controls > MOST_CONTROLS_SHARE * length;
}

/** Not tab, line ends, form feed, the escape of terminals and of ISO-2022, nor the end mark of old DOS texts. */
function isControl(unit: number): boolean {
  return unit < 0x09 || (unit > 0x0d && unit < 0x1a) || (unit > 0x1b && unit < 0x20) || unit === 0x7f;
}
