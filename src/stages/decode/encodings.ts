/**
 * The encodings that seedclean reads: name, other names, and who decodes it. Names and labels are those of the Encoding
 * Standard (WHATWG) where it has the encoding, else the names registered with IANA and those in use.
 */

/** Who decodes: "table" = single bytes by a table of 256 units (single-byte.ts). */
export type DecoderKind = "utf-8" | "utf-16" | "utf-32" | "table" | "text-decoder" | "byte-pairs";

export interface Encoding {
  readonly name: string;
  readonly kind: DecoderKind;
  /** Other names, lower case. */
  readonly labels: readonly string[];
}

function encoding(kind: DecoderKind, name: string, labels: string): Encoding {
  return { name, kind, labels: labels.split(" ").filter((label) => label !== "") };
}

export const ENCODINGS: readonly Encoding[] = [
  encoding("utf-8", "UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8 cp65001 us-ascii-utf8 csutf8 utf-8-sig utf_8"),
  encoding("utf-16", "UTF-16LE", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf16 utf16le utf-16le ucs2 ucs-2le csutf16le csutf16"),
  encoding("utf-16", "UTF-16BE", "unicodefffe utf16be utf-16be ucs-2be csutf16be"),
  encoding("utf-32", "UTF-32LE", "utf32 utf-32 utf32le ucs-4 ucs4 iso-10646-ucs-4 ucs-4le csutf32 csutf32le"),
  encoding("utf-32", "UTF-32BE", "utf32be ucs-4be csutf32be"),
  // Two and more bytes a character.
  encoding("text-decoder", "Shift_JIS", "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 shiftjis windows-932 ibm-943 cswindows31j"),
  encoding("text-decoder", "EUC-JP", "cseucpkdfmtjapanese x-euc-jp eucjp euc_jp ujis cp51932 extended_unix_code_packed_format_for_japanese"),
  encoding("text-decoder", "ISO-2022-JP", "csiso2022jp iso2022jp jis"),
  encoding("text-decoder", "GBK", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936 windows-936 ms936 euc-cn euccn csgbk gb2312-80"),
  encoding("text-decoder", "gb18030", "gb-18030 csgb18030 gb18030-2000 gb18030-2005 cp54936"),
  encoding("byte-pairs", "Big5", "big5-hkscs cn-big5 csbig5 x-x-big5 big5hkscs cp950 windows-950 ms950 big-5 big5-eten csbig5hkscs"),
  encoding("byte-pairs", "EUC-KR", "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 uhc ms949 euckr ks_c_5601"),
  // Single bytes, in the Encoding Standard.
  encoding("table", "IBM866", "866 cp866 csibm866 ibm-866 dos-866"),
  encoding("table", "ISO-8859-2", "csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 latin-2"),
  encoding("table", "ISO-8859-3", "csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 latin-3"),
  encoding("table", "ISO-8859-4", "csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 latin-4"),
  encoding("table", "ISO-8859-5", "csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
  encoding(
    "table",
    "ISO-8859-6",
    "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
  ),
  encoding("table", "ISO-8859-7", "csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"),
  encoding("table", "ISO-8859-8", "csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual"),
  encoding("table", "ISO-8859-8-I", "csiso88598i logical"),
  encoding("table", "ISO-8859-10", "csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 latin-6"),
  encoding("table", "ISO-8859-13", "iso8859-13 iso885913 latin7 l7 csiso885913"),
  encoding("table", "ISO-8859-14", "iso8859-14 iso885914 latin8 l8 iso-ir-199 csiso885914 iso-celtic"),
  encoding("table", "ISO-8859-15", "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9 csiso885915"),
  encoding("table", "ISO-8859-16", "iso8859-16 iso885916 iso_8859-16 l10 latin10 iso-ir-226 csiso885916"),
  encoding("table", "KOI8-R", "cskoi8r koi koi8 koi8_r koi8r cp20866"),
  encoding("table", "KOI8-U", "koi8-ru koi8u cskoi8u cp21866"),
  encoding("table", "macintosh", "csmacintosh mac x-mac-roman macroman mac-roman cp10000"),
  encoding("table", "windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 cp874 cstis620 ms874"),
  encoding("table", "windows-1250", "cp1250 x-cp1250 win1250 win-1250 cswindows1250 ms-ee"),
  encoding("table", "windows-1251", "cp1251 x-cp1251 win1251 win-1251 cswindows1251 ms-cyrl"),
  encoding(
    "table",
    "windows-1252",
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 " +
      "win1252 win-1252 latin-1 ansi cswindows1252 csascii ms-ansi",
  ),
  encoding("table", "windows-1253", "cp1253 x-cp1253 win1253 win-1253 cswindows1253 ms-greek"),
  encoding(
    "table",
    "windows-1254",
    "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254 win1254 win-1254 latin-5 cswindows1254 ms-turk",
  ),
  encoding("table", "windows-1255", "cp1255 x-cp1255 win1255 win-1255 cswindows1255 ms-hebr"),
  encoding("table", "windows-1256", "cp1256 x-cp1256 win1256 win-1256 cswindows1256 ms-arab"),
  encoding("table", "windows-1257", "cp1257 x-cp1257 win1257 win-1257 cswindows1257 winbaltrim"),
  encoding("table", "windows-1258", "cp1258 x-cp1258 win1258 win-1258 cswindows1258"),
  encoding("table", "x-mac-cyrillic", "x-mac-ukrainian maccyrillic mac-cyrillic macukraine cp10007"),
  // Single bytes, known to IANA or in use.
  encoding("table", "IBM437", "cp437 437 ibm-437 cspc8codepage437 dos-437"),
  encoding("table", "IBM737", "cp737 737 ibm-737 dos-737"),
  encoding("table", "IBM775", "cp775 775 ibm-775 cspc775baltic"),
  encoding("table", "IBM850", "cp850 850 ibm-850 cspc850multilingual dos-850"),
  encoding("table", "IBM852", "cp852 852 ibm-852 cspcp852 dos-852"),
  encoding("table", "IBM855", "cp855 855 ibm-855 csibm855"),
  encoding("table", "IBM857", "cp857 857 ibm-857 csibm857"),
  encoding("table", "IBM00858", "cp858 858 ibm858 ccsid00858 cp00858 pc-multilingual-850+euro"),
  encoding("table", "IBM860", "cp860 860 ibm-860 csibm860"),
  encoding("table", "IBM861", "cp861 861 ibm-861 cp-is csibm861"),
  encoding("table", "IBM862", "cp862 862 ibm-862 cspc862latinhebrew dos-862"),
  encoding("table", "IBM863", "cp863 863 ibm-863 csibm863"),
  encoding("table", "IBM864", "cp864 ibm-864 csibm864"),
  encoding("table", "IBM865", "cp865 865 ibm-865 csibm865"),
  encoding("table", "IBM869", "cp869 869 ibm-869 cp-gr csibm869"),
  encoding("table", "x-mac-ce", "x-mac-centraleurroman maccenteuro mac-centeuro x-mac-latin2 maclatin2 cp10029"),
  encoding("table", "x-mac-croatian", "maccroatian mac-croatian"),
  encoding("table", "x-mac-greek", "macgreek mac-greek cp10006"),
  encoding("table", "x-mac-icelandic", "maciceland mac-iceland mac-icelandic cp10079"),
  encoding("table", "x-mac-romanian", "macromania mac-romania mac-romanian"),
  encoding("table", "x-mac-turkish", "macturkish mac-turkish cp10081"),
  encoding("table", "VISCII", "csviscii viscii1.1-1"),
  encoding("table", "TCVN", "tcvn-5712 tcvn5712-1 tcvn5712-1:1993 tcvn5712"),
  encoding("table", "PTCP154", "pt154 cp154 csptcp154 cyrillic-asian"),
  encoding("table", "RK1048", "kz-1048 strk1048-2002 csrk1048 kz1048"),
  encoding("table", "KOI8-T", "koi8t koi8_t"),
  encoding("table", "ARMSCII-8", "armscii8 armscii"),
  encoding("table", "hp-roman8", "roman8 r8 cshproman8 hproman8 xroman8 ibm1051"),
  encoding("table", "Georgian-Academy", "georgianacademy"),
  encoding("table", "Georgian-PS", "georgianps"),
  encoding("table", "MIK", "cpmik"),
  encoding("table", "IBM720", "cp720 720 dos-720 windows-720"),
  encoding("table", "IBM1125", "cp1125 1125 cp866u ruscii cp-1125"),
];

const BY_NAME: ReadonlyMap<string, Encoding> = new Map(ENCODINGS.map((entry) => [entry.name, entry]));

/** The encoding of this canonical name. */
export function encodingNamed(name: string): Encoding {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new Error(`no encoding is called ${name}`);
  return found;
}
