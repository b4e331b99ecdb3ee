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

/** What kind of file begins like this; undefined if none that is known. */
export function binaryFormatOf(bytes: Uint8Array): string | undefined {
  return FORMATS.find(({ signature }) => signature.every((byte, i) => bytes[i] === byte))?.name;
}

const HEAD_BYTES = 8192;
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
