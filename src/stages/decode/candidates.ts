/**
 * The encodings that a sample is read in, and how much less usual each is than the usual ones (nats off its likelihood).
 * "perByte" is taken off for each byte above 0x7F too, so that a text that reads the same in two encodings gets the usual one's name,
 * and a rare one needs more evidence the more there could be.
 */
export interface Candidate {
  readonly name: string;
  readonly prior: number;
  readonly perByte: number;
  /** Needs a vote: so rare that likelihood alone says nothing. */
  readonly needsVote: boolean;
}

const SECOND_PER_BYTE = 0.015;
const RARE_PER_BYTE = 0.06;

function usual(...names: readonly string[]): Candidate[] {
  return names.map((name) => ({ name, prior: 0, perByte: 0, needsVote: false }));
}

function second(prior: number, ...names: readonly string[]): Candidate[] {
  return names.map((name) => ({ name, prior, perByte: SECOND_PER_BYTE, needsVote: false }));
}

function rare(...names: readonly string[]): Candidate[] {
  return names.map((name) => ({ name, prior: 8, perByte: RARE_PER_BYTE, needsVote: true }));
}

/** Two and more bytes a character, read by decoding the sample. */
export const MULTI_BYTE: readonly Candidate[] = usual("UTF-8", "Shift_JIS", "EUC-JP", "gb18030", "Big5", "EUC-KR");

/** Asked only where they read as text. */
export const UTF_16: readonly Candidate[] = second(4, "UTF-16LE", "UTF-16BE");

/** Asked only where hardly a byte speaks against them. */
export const UNSUPPORTED: readonly Candidate[] = second(7, "Johab", "EUC-TW");

export const SINGLE_BYTE: readonly Candidate[] = [
  ...usual("windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-874", "KOI8-R"),
  ...second(1, "windows-1257", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7", "ISO-8859-15", "KOI8-U", "IBM866", "ISO-8859-6", "ISO-8859-8"),
  ...second(3, "windows-1258"),
  ...second(2, "macintosh", "x-mac-cyrillic", "IBM850", "IBM852", "IBM437", "ISO-8859-13"),
  ...second(4, "IBM855", "IBM862", "IBM737", "IBM857", "IBM775", "x-mac-ce", "VISCII", "TCVN"),
  ...second(7, "ISO-8859-4", "ISO-8859-3"),
  ...rare(
    "ISO-8859-10", "ISO-8859-14", "ISO-8859-16",
    "IBM00858", "IBM860", "IBM861", "IBM863", "IBM864", "IBM865", "IBM869", "IBM720", "IBM1125", "x-mac-croatian", "x-mac-greek", "x-mac-icelandic",
    "x-mac-romanian", "x-mac-turkish", "PTCP154", "RK1048", "KOI8-T", "ARMSCII-8", "hp-roman8", "Georgian-Academy", "Georgian-PS", "MIK",
  ),
];

/** Detectors name one of these where it is another: what is said of one counts for all. */
const FAMILIES: readonly (readonly string[])[] = [
  ["IBM437", "IBM850", "IBM00858"],
  ["macintosh", "x-mac-icelandic", "x-mac-turkish"],
];

export function familyOf(name: string): readonly string[] {
  return FAMILIES.find((family) => family.includes(name)) ?? [name];
}
