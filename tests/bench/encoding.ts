/**
 * How often the decode stage reads a text right, and how fast: `npx tsx tests/bench/encoding.ts [--fast] [--speed | --accuracy] [ENCODING…]`.
 *
 * Texts: NTREX-128 sentences of documents that the character model was not learned from (../shared/data/ntrex), written in each
 * encoding by iconv-lite. "Right" = the decoded text is the original, character for character; of damaged texts = it is what the
 * decoder of the right encoding makes of them. Typographic signs that an encoding lacks are written in ASCII, as they were in its
 * day; sentences that it still cannot hold are left out, and so are pieces without a byte above 0x7F.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import iconv from "iconv-lite";
import { build } from "rolldown";
import { legacyForms } from "../../src/models/make/encoding-texts.ts";
import { readSentences } from "../../src/models/make/language-sentences.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { decode } from "../../src/stages/decode/decode.ts";
import { decodeBytes } from "../../src/stages/decode/decoders.ts";
import type { SpeedCase, Speeds } from "./encoding-speed.ts";

const SHARED = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const PIECES = process.argv.includes("--fast") ? 12 : 40;
const SIZES = [100, 300, 1000, 4000];

const WESTERN = "deu fra spa por ita nld swe dan fin isl nob cat glg eus eng-GB";
const CENTRAL = "pol ces slk hun slv hrv srp-Latn ron sqi";
const SLAVIC = "rus bul ukr bel srp-Cyrl";
const WORLD = "deu fra pol rus ell heb arb tha vie jpn zho-CN zho-TW kor hin tam amh";

interface Tested {
  readonly encoding: string;
  readonly iconvName: string;
  readonly languages: string;
}

const TESTED: readonly Tested[] = [
  { encoding: "UTF-8", iconvName: "utf8", languages: WORLD },
  { encoding: "UTF-16LE", iconvName: "utf16le", languages: WORLD },
  { encoding: "UTF-16BE", iconvName: "utf16be", languages: WORLD },
  { encoding: "UTF-32LE", iconvName: "utf32le", languages: WORLD },
  { encoding: "Shift_JIS", iconvName: "shiftjis", languages: "jpn" },
  { encoding: "EUC-JP", iconvName: "eucjp", languages: "jpn" },
  { encoding: "ISO-2022-JP", iconvName: "eucjp", languages: "jpn" },
  { encoding: "gb18030", iconvName: "gb18030", languages: "zho-CN" },
  { encoding: "Big5", iconvName: "big5hkscs", languages: "zho-TW yue" },
  { encoding: "EUC-KR", iconvName: "cp949", languages: "kor" },
  { encoding: "windows-1250", iconvName: "cp1250", languages: CENTRAL },
  { encoding: "windows-1251", iconvName: "cp1251", languages: SLAVIC },
  { encoding: "windows-1252", iconvName: "cp1252", languages: WESTERN },
  { encoding: "windows-1253", iconvName: "cp1253", languages: "ell" },
  { encoding: "windows-1254", iconvName: "cp1254", languages: "tur" },
  { encoding: "windows-1255", iconvName: "cp1255", languages: "heb" },
  { encoding: "windows-1256", iconvName: "cp1256", languages: "arb fas urd" },
  { encoding: "windows-1257", iconvName: "cp1257", languages: "lit lav est" },
  { encoding: "windows-1258", iconvName: "cp1258", languages: "vie" },
  { encoding: "windows-874", iconvName: "cp874", languages: "tha" },
  { encoding: "ISO-8859-2", iconvName: "iso88592", languages: CENTRAL },
  { encoding: "ISO-8859-5", iconvName: "iso88595", languages: SLAVIC },
  { encoding: "ISO-8859-7", iconvName: "iso88597", languages: "ell" },
  { encoding: "ISO-8859-8", iconvName: "iso88598", languages: "heb" },
  { encoding: "ISO-8859-9", iconvName: "iso88599", languages: "tur" },
  { encoding: "ISO-8859-15", iconvName: "iso885915", languages: WESTERN },
  { encoding: "KOI8-R", iconvName: "koi8r", languages: "rus bul" },
  { encoding: "KOI8-U", iconvName: "koi8u", languages: "ukr" },
  { encoding: "IBM866", iconvName: "cp866", languages: "rus bul" },
  { encoding: "x-mac-cyrillic", iconvName: "macukraine", languages: SLAVIC },
  { encoding: "macintosh", iconvName: "macroman", languages: WESTERN },
  { encoding: "IBM850", iconvName: "cp850", languages: WESTERN },
  { encoding: "IBM852", iconvName: "cp852", languages: CENTRAL },
];
/** Named to measure these only. */
const WANTED = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const DAMAGED = new Set(["UTF-8", "Shift_JIS", "EUC-JP", "gb18030", "Big5", "EUC-KR"]);

interface Piece {
  readonly language: string;
  readonly text: string;
  readonly bytes: Buffer;
}

const ASCII_FORMS: Readonly<Record<string, string>> = {
  "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "«": '"', "»": '"', "€": "EUR", "•": "*", "‑": "-",
};

function encode(text: string, { encoding, iconvName }: Tested): Buffer {
  const bytes = iconv.encode(text, iconvName, { addBOM: false });
  return encoding === "ISO-2022-JP" ? escapedJapanese(bytes) : bytes;
}

/** EUC-JP's two-byte codes, with the high bits off, between ESC $ B and ESC ( B. */
function escapedJapanese(eucJp: Buffer): Buffer {
  const out: number[] = [];
  let inKanji = false;
  for (const byte of eucJp) {
    if (byte >= 0x80 !== inKanji) out.push(...(inKanji ? [0x1b, 0x28, 0x42] : [0x1b, 0x24, 0x42]));
    inKanji = byte >= 0x80;
    out.push(byte & 0x7f);
  }
  if (inKanji) out.push(0x1b, 0x28, 0x42);
  return Buffer.from(out);
}

function holds(text: string, tested: Tested): boolean {
  if (tested.encoding === "ISO-2022-JP" && iconv.encode(text, "eucjp").some((byte) => byte === 0x8e || byte === 0x8f)) return false;
  return iconv.decode(iconv.encode(text, tested.iconvName, { addBOM: false }), tested.iconvName, { stripBOM: false }) === text;
}

function asWritten(sentence: string, tested: Tested): string {
  return Array.from(sentence, (character) => (ASCII_FORMS[character] !== undefined && !holds(character, tested) ? ASCII_FORMS[character] : character)).join("");
}

/** Sentences of test documents, as the encoding can hold them. */
function testSentences(language: string, tested: Tested): string[] {
  const sentences = readSentences(`${SHARED}ntrex`, language).filter(({ training }) => !training).map(({ sentence }) => sentence);
  const legacy = tested.encoding.startsWith("UTF") ? sentences : sentences.map((sentence) => legacyForms(language, sentence)[0] ?? sentence);
  return legacy.map((sentence) => asWritten(sentence, tested)).filter((sentence) => holds(sentence, tested));
}

/** Pieces of about `size` bytes, beginning at sentences and ending anywhere between characters. */
function piecesOf(sentences: readonly string[], size: number, language: string, tested: Tested): Piece[] {
  const pieces: Piece[] = [];
  const step = Math.max(1, Math.floor(sentences.length / PIECES));
  for (let first = 0; first < sentences.length; first += step) {
    let text = "";
    for (let i = first; i < sentences.length && encode(text, tested).length < size; i++) text += `${sentences[i]!}\n`;
    const characters = Array.from(text);
    while (encode(characters.join(""), tested).length > size) characters.splice(-Math.max(1, Math.floor((encode(characters.join(""), tested).length - size) / 6)));
    const bytes = encode(characters.join(""), tested);
    const tells = bytes.some((byte) => byte >= 0x80 || byte === 0x1b || byte === 0);
    if (tells && bytes.length >= size * 0.9) pieces.push({ language, text: characters.join(""), bytes });
  }
  return pieces;
}

function decoded(bytes: Uint8Array): { text: string | undefined; encoding: string; confidence: number } {
  const document = decode({ id: "a", source: "a", bytes, format: "text" }, { settings: DEFAULT_SETTINGS, notice: () => undefined });
  return { text: document?.text, encoding: document?.encoding ?? "none", confidence: document?.encodingConfidence ?? 0 };
}

class Tally {
  right = 0;
  all = 0;
  readonly wrong = new Map<string, number>();

  count(isRight: boolean, miss: string): void {
    this.all++;
    if (isRight) this.right++;
    else this.wrong.set(miss, (this.wrong.get(miss) ?? 0) + 1);
  }
  get share(): string {
    return this.all === 0 ? "–" : ((100 * this.right) / this.all).toFixed(2);
  }
  add(other: Tally): void {
    this.right += other.right;
    this.all += other.all;
  }
}

let seed = 1;
function random(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 4_294_967_296) * below);
}

function overwritten(bytes: Buffer, count: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = 0; i < count; i++) copy[random(copy.length)] = 1 + random(255);
  return copy;
}

const DAMAGES: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  "1 byte": (bytes) => overwritten(bytes, 1),
  missing: (bytes) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  },
  "0.5 %": (bytes) => overwritten(bytes, Math.max(1, Math.round(bytes.length * 0.005))),
  "2 %": (bytes) => overwritten(bytes, Math.max(1, Math.round(bytes.length * 0.02))),
  "cut start": (bytes) => bytes.subarray(1 + bytes.findIndex((byte) => byte >= 0x80)),
};

const WEBS: Readonly<Record<string, (text: string) => string>> = {
  html: (text) =>
    `<!DOCTYPE html>\n<html>\n<head><title>Example</title></head>\n<body class="page">\n<div id="nav"><a href="/">Home</a> | <a href="/about">About us</a></div>\n<p>${text.replaceAll("\n", "</p>\n<p>")}</p>\n</body>\n</html>\n`,
  signs: (text) => `${text}\n© 2019 Example™ – 25 °C, ± 3 %, § 7\n`,
  capitals: (text) => text.toUpperCase(),
  English: (text) => `Click here to read more about this topic and share it with your friends.\n${text}\nAll rights reserved. Terms of use and privacy policy.\n`,
};

/** Texts by stated confidence, in ranges that begin here. */
const RANGES = [0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1];
const byConfidence = RANGES.map(() => new Tally());

function countConfidence(confidence: number, isRight: boolean): void {
  byConfidence[RANGES.findLastIndex((least) => confidence >= least)]!.count(isRight, "");
}

const misses: string[] = [];
function record(tally: Tally, encoding: string, what: string): void {
  for (const [miss, count] of tally.wrong) misses.push(`${encoding}, ${what}: ${miss} × ${count}`);
}

function measure(tested: Tested): { columns: Record<string, Tally> } {
  const columns: Record<string, Tally> = {};
  const tallyOf = (name: string): Tally => (columns[name] ??= new Tally());
  for (const language of tested.languages.split(" ")) {
    const sentences = testSentences(language, tested);
    for (const size of SIZES) {
      for (const { text, bytes } of piecesOf(sentences, size, language, tested)) {
        const got = decoded(bytes);
        tallyOf(String(size)).count(got.text === text, `${language} → ${got.encoding}`);
        countConfidence(got.confidence, got.text === text);
      }
    }
    for (const { text } of piecesOf(sentences, 500, language, tested)) {
      for (const [kind, make] of Object.entries(WEBS)) {
        const web = asWritten(make(text), tested).replace(/[™©°±§]/g, (sign) => (holds(sign, tested) ? sign : ""));
        if (!holds(web, tested)) continue;
        const got = decoded(encode(web, tested));
        tallyOf("web").count(got.text === web, `${kind} ${language} → ${got.encoding}`);
      }
    }
    if (!DAMAGED.has(tested.encoding)) continue;
    for (const { bytes } of piecesOf(sentences, 1000, language, tested)) {
      for (const [kind, damage] of Object.entries(DAMAGES)) {
        const damaged = damage(bytes);
        const got = decoded(damaged);
        tallyOf("damaged").count(got.text === decodeBytes(damaged, tested.encoding), `${kind} ${language} → ${got.encoding}`);
      }
    }
  }
  for (const [name, tally] of Object.entries(columns)) record(tally, tested.encoding, name);
  return { columns };
}

function accuracy(): void {
  const names = [...SIZES.map(String), "web", "damaged"];
  console.log(`| encoding | ${names.map((name) => (/^\d/.test(name) ? `${name} B` : name)).join(" | ")} | texts |\n| --- |${" --- |".repeat(names.length + 1)}`);
  const totals = names.map(() => new Tally());
  for (const tested of TESTED.filter(({ encoding }) => WANTED.length === 0 || WANTED.includes(encoding))) {
    const { columns } = measure(tested);
    names.forEach((name, i) => columns[name] && totals[i]!.add(columns[name]));
    const texts = Object.values(columns).reduce((sum, tally) => sum + tally.all, 0);
    console.log(`| ${tested.encoding} | ${names.map((name) => columns[name]?.share ?? "–").join(" | ")} | ${texts} |`);
  }
  console.log(`| **all** | ${totals.map((tally) => `**${tally.share}**`).join(" | ")} | ${totals.reduce((sum, tally) => sum + tally.all, 0)} |`);
  console.log("\n| stated confidence from | right % | texts |\n| --- | --- | --- |");
  RANGES.forEach((least, i) => console.log(`| ${least} | ${byConfidence[i]!.share} | ${byConfidence[i]!.all} |`));
  console.log(`\nMisses:\n${misses.map((miss) => `- ${miss}`).join("\n")}`);
}

/** Files of the smallest size differ, as they do in a folder. */
const MOST_FILES = 40;

/** Files of about `size` bytes, from line start to line end, one behind the other in the test sentences (over and over, for large ones). */
function filesOf(whole: Buffer, size: number): Buffer[] {
  const long = Buffer.concat(Array.from({ length: Math.ceil(size / whole.length) }, () => whole));
  const files: Buffer[] = [];
  for (let start = 0; start + size <= long.length && files.length < MOST_FILES; ) {
    const end = long.lastIndexOf("\n", start + size - 1) + 1;
    files.push(long.subarray(start, end));
    start = end;
  }
  return files;
}

async function speed(): Promise<void> {
  const cases: Record<string, SpeedCase> = {};
  for (const [encoding, language] of [["UTF-8", "jpn"], ["UTF-8", "deu"], ["Shift_JIS", "jpn"], ["gb18030", "zho-CN"], ["Big5", "zho-TW"], ["EUC-KR", "kor"], ["windows-1251", "rus"], ["windows-1252", "deu"]] as const) {
    const tested = TESTED.find((one) => one.encoding === encoding)!;
    const whole = encode(`${testSentences(language, tested).join("\n")}\n`, tested);
    for (const size of [4096, 65_536, 1_048_576]) cases[`${encoding} ${language} ${size / 1024} KB`] = { encoding, files: filesOf(whole, size).map((file) => file.toString("base64")) };
  }
  // As deep as src/models/model-file.ts, which names the models beside it.
  const script = fileURLToPath(new URL("../../dist/bench/encoding-speed.mjs", import.meta.url));
  await build({ input: fileURLToPath(new URL("encoding-speed.ts", import.meta.url)), platform: "node", external: /^[^./]/, output: { file: script, topLevelVar: false } });
  const speeds: Readonly<Record<string, Speeds>> = JSON.parse(execFileSync(process.execPath, [script], { input: JSON.stringify(cases), encoding: "utf8" }));
  console.log("\n| files | seedclean | check and TextDecoder | ratio | files/s |\n| --- | --- | --- | --- | --- |");
  for (const [name, { own, floor }] of Object.entries(speeds)) {
    const { files } = cases[name]!;
    const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file, "base64"), 0);
    console.log(`| ${name} | ${own.toFixed(0)} | ${floor.toFixed(0)} | ${(own / floor).toFixed(2)} | ${((own * 1e6 * files.length) / bytes).toFixed(0)} |`);
  }
}

function aozora(): void {
  const rows = readFileSync(`${SHARED}aozora/index.tsv`, "utf8").trim().split("\n").map((row) => row.split("\t")[0]!).filter((name) => name.endsWith(".txt"));
  const wrong = rows.filter((name) => decoded(readFileSync(`${SHARED}aozora/${name}`)).encoding !== "Shift_JIS");
  console.log(`\nAozora works in Shift_JIS: ${rows.length - wrong.length} of ${rows.length} right ${wrong.join(", ")}`);
}

if (!process.argv.includes("--speed")) accuracy();
aozora();
if (!process.argv.includes("--accuracy")) await speed();
