/** Where the tables of single-byte encodings come from, and what is set right in them. */

/** Encodings that are taken from iconv-lite, with its names: those that TextDecoder lacks or has wrong. */
export const ICONV_NAMES: Readonly<Record<string, string>> = {
  "windows-1252": "windows1252", "ISO-8859-16": "iso885916", IBM437: "cp437", IBM737: "cp737", IBM775: "cp775", IBM850: "cp850", IBM852: "cp852",
  IBM855: "cp855", IBM857: "cp857", IBM00858: "cp858", IBM860: "cp860", IBM861: "cp861", IBM862: "cp862", IBM863: "cp863", IBM864: "cp864",
  IBM865: "cp865", IBM869: "cp869", "x-mac-ce": "maccenteuro", "x-mac-croatian": "maccroatian", "x-mac-greek": "macgreek",
  "x-mac-icelandic": "maciceland", "x-mac-romanian": "macromania", "x-mac-turkish": "macturkish", VISCII: "viscii", TCVN: "tcvn", PTCP154: "pt154",
  RK1048: "rk1048", "KOI8-T": "koi8t", "ARMSCII-8": "armscii8", "hp-roman8": "hproman8", "Georgian-Academy": "georgianacademy",
  "Georgian-PS": "georgianps", MIK: "mik", IBM720: "cp720", IBM1125: "cp1125",
};

/** Codes in which ICU's tables (TextDecoder of Node 20) differ from the indexes of the Encoding Standard. */
export const CORRECTIONS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  IBM866: { 0x1a: "\x1a", 0x1c: "\x1c", 0x7f: "\x7f" },
  "KOI8-U": { 0xae: "\u045e", 0xbe: "\u040e" },
  "windows-874": open(0xdb, 0xdc, 0xdd, 0xde, 0xfc, 0xfd, 0xfe, 0xff),
  "windows-1253": open(0xaa),
  "windows-1255": { 0xca: "\u05ba" },
};

/** Codes that the standard leaves open. */
function open(...bytes: readonly number[]): Record<number, string> {
  return Object.fromEntries(bytes.map((byte) => [byte, "\ufffd"]));
}
