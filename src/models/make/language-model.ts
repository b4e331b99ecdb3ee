/**
 * Packs the model of py3langid (BSD) into one file a script: npm run make:language-model -- model.npz.xz
 * (the file `py3langid/data/model.npz.xz` of the published wheel, version 0.4.0; needs the program `xz`).
 *
 * The published model is a naive Bayes classifier over the longest known byte n-gram that ends at each byte. Script is
 * told beforehand, so only n-grams that text of one script can hold and languages written in it are kept for each
 * script; text is lower-cased before it is asked about, so n-grams with capitals go too.
 */
import { writeFileSync } from "node:fs";
import { constants, gzipSync } from "node:zlib";
import { quadsOfRow } from "../language-model.ts";
import { ARABIC, CYRILLIC, DEVANAGARI, LATIN, scriptTable } from "../scripts.ts";
import type { NumpyArray } from "./language-npz.ts";
import { halfToNumber, readNumpyArchive } from "./language-npz.ts";

interface PublishedModel {
  readonly labels: readonly string[];
  readonly priors: readonly number[];
  /** n-gram of each feature, as a latin1 string of its bytes. */
  readonly ngrams: readonly string[];
  weight(feature: number, column: number): number;
}

interface ScriptModel {
  readonly file: string;
  readonly script: number;
  /** Languages of this script that are left out: they would cost more right answers than they give. */
  readonly without: readonly string[];
}

const SCRIPT_MODELS: readonly ScriptModel[] = [
  { file: "language-latin.gz", script: LATIN, without: ["ext", "gcf", "gcr", "pcm", "ltg", "guw", "an"] },
  { file: "language-cyrillic.gz", script: CYRILLIC, without: [] },
  { file: "language-arabic.gz", script: ARABIC, without: [] },
  { file: "language-devanagari.gz", script: DEVANAGARI, without: [] },
];

/** Labels of the published model under the names used here (ISO 639-1 where there is one). */
const ISO_NAMES: Readonly<Record<string, string>> = {
  no: "nb", ary: "ar", arz: "ar", sdh: "ku", uzs: "uz", gug: "gn", kik: "ki", fuv: "ff",
};

/**
 * One step of the stored log weights. Steps of 0.25, 0.4 and 0.6 all give the same accuracy on NTREX to 0.02 points
 * (tests/bench/language.ts); 0.4 packs the four files into SIZE.
 */
const STEP = 0.4;

function readPublishedModel(path: string): PublishedModel {
  const archive = readNumpyArchive(path);
  const weights = array(archive, "ptc");
  const columns = weights.shape[1]!;
  const labels = unicodeStrings(array(archive, "classes"));
  const priors = array(archive, "pc").bytes;
  return {
    labels,
    priors: labels.map((_, i) => priors.readFloatLE(4 * i)),
    ngrams: ngramsOfAutomaton(archive, weights.shape[0]!),
    weight: (feature, column) => halfToNumber(weights.bytes.readUInt16LE(2 * (feature * columns + column))),
  };
}

function array(archive: ReadonlyMap<string, NumpyArray>, name: string): NumpyArray {
  const found = archive.get(name);
  if (!found) throw new Error(`no array ${name} in the model`);
  return found;
}

function unicodeStrings(names: NumpyArray): string[] {
  const width = Number(names.type.slice(2)) * 4;
  const count = names.shape[0]!;
  return Array.from({ length: count }, (_, i) =>
    names.bytes.toString("latin1", i * width, (i + 1) * width).replaceAll("\0", ""));
}

/** The shortest byte string that leads to each output: states are visited breadth first, in the order of bytes. */
function ngramsOfAutomaton(archive: ReadonlyMap<string, NumpyArray>, count: number): string[] {
  const moves = array(archive, "nextmove").bytes;
  const rows = array(archive, "nextmove_row").bytes;
  const outputs = array(archive, "out_feat").bytes;
  const ngrams: string[] = Array.from({ length: count }, () => "");
  const strings = new Map([[0, ""]]);
  for (const [state, string] of strings) {
    const feature = outputs.readInt32LE(4 * state);
    if (feature >= 0 && ngrams[feature] === "") ngrams[feature] = string;
    const row = rows.readUInt16LE(2 * state);
    for (let byte = 0; byte < 256; byte++) {
      const next = moves.readUInt32LE(4 * (row * 256 + byte));
      if (!strings.has(next)) strings.set(next, string + String.fromCharCode(byte));
    }
  }
  return ngrams;
}

/** What lower-cased, cleaned text of the script consists of. */
function lettersOf(script: number): Set<string> {
  const letters = new Set([" ", "'", "’", "-"]);
  scriptTable().forEach((scriptClass, unit) => {
    if (scriptClass === script) letters.add(String.fromCharCode(unit).toLowerCase().normalize("NFC"));
  });
  return letters;
}

/** Can this n-gram occur in lower-cased text of the script? Bytes of letters cut off at either end are looked up as such. */
function occursIn(ngram: string, letters: ReadonlySet<string>, parts: ReadonlySet<string>): boolean {
  let at = 0;
  while (at < ngram.length && isContinuation(ngram, at)) at++;
  if (at > 0 && !parts.has(`<${ngram.slice(0, at)}`)) return false;
  while (at < ngram.length) {
    let end = at + 1;
    while (end < ngram.length && isContinuation(ngram, end)) end++;
    const piece = ngram.slice(at, end);
    const isLetter = letters.has(Buffer.from(piece, "latin1").toString());
    if (!isLetter && !(end === ngram.length && parts.has(`>${piece}`))) return false;
    at = end;
  }
  return true;
}

function isContinuation(ngram: string, at: number): boolean {
  return (ngram.charCodeAt(at) & 0xc0) === 0x80;
}

/** "<" + bytes that a letter may end with, ">" + bytes that it may begin with. */
function partsOf(letters: ReadonlySet<string>): Set<string> {
  const parts = new Set<string>();
  for (const letter of letters) {
    const bytes = Buffer.from(letter).toString("latin1");
    for (let cut = 1; cut < bytes.length; cut++) parts.add(`<${bytes.slice(cut)}`).add(`>${bytes.slice(0, cut)}`);
  }
  return parts;
}

/** Columns of languages that are written in this script: these n-grams hold a tenth of all that the column has seen. */
function columnsOf(model: PublishedModel, features: readonly number[], without: readonly string[]): number[] {
  return model.labels.flatMap((label, column) => {
    const floor = floorOf(model, column);
    let mass = 0;
    for (const feature of features) {
      const weight = model.weight(feature, column);
      if (weight > floor + 0.3) mass += Math.exp(weight);
    }
    return mass > 0.3 && !without.includes(label) ? [column] : [];
  });
}

const floors = new Map<number, number>();

/** The weight of an n-gram that a language never showed: the smallest of its column. */
function floorOf(model: PublishedModel, column: number): number {
  let floor = floors.get(column);
  if (floor === undefined) {
    floor = 0;
    for (let feature = 0; feature < model.ngrams.length; feature++) floor = Math.min(floor, model.weight(feature, column));
    floors.set(column, floor);
  }
  return floor;
}

function pack(model: PublishedModel, script: ScriptModel): void {
  const letters = lettersOf(script.script);
  const parts = partsOf(letters);
  const features = model.ngrams.flatMap((ngram, feature) => (occursIn(ngram, letters, parts) ? [feature] : []));
  const columns = columnsOf(model, features, script.without);
  const ordered = features
    .map((feature) => ({ feature, reversed: reverse(model.ngrams[feature]!) }))
    .sort((a, b) => (a.reversed < b.reversed ? -1 : 1));
  const header = {
    labels: columns.map((column) => ISO_NAMES[model.labels[column]!] ?? model.labels[column]!),
    floors: columns.map((column) => floorOf(model, column)),
    priors: columns.map((column) => model.priors[column]!),
    step: STEP,
    ngrams: ordered.length,
  };
  const ngrams = frontCoded(ordered.map(({ reversed }) => reversed));
  const json = JSON.stringify(header);
  // Spaces behind the header, so that the rows can be read as numbers of 32 bits where they stand.
  const padding = " ".repeat((4 - ((json.length + 1 + ngrams.length) % 4)) % 4);
  const rowBytes = 4 * quadsOfRow(columns.length);
  const rows = Buffer.alloc(rowBytes * ordered.length);
  ordered.forEach(({ feature }, row) => {
    columns.forEach((column, i) => rows.writeUInt8(Math.round((model.weight(feature, column) - floorOf(model, column)) / STEP), row * rowBytes + i));
  });
  // Brotli packs a sixth better and takes twice the time to unpack, of which a short run would notice.
  const packed = gzipSync(Buffer.concat([Buffer.from(`${json}${padding}\n`), ngrams, rows]), { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(new URL(`../${script.file}`, import.meta.url), packed);
  console.log(`${script.file}: ${ordered.length} n-grams, ${columns.length} columns (${header.labels.join(" ")}), ${packed.length} bytes`);
}

function reverse(ngram: string): string {
  let reversed = "";
  for (let i = ngram.length - 1; i >= 0; i--) reversed += ngram[i];
  return reversed;
}

/** Each string as one byte (shared length × 16 + length of the rest) and the rest. */
function frontCoded(strings: readonly string[]): Buffer {
  let last = "";
  return Buffer.concat(strings.map((string) => {
    let shared = 0;
    while (shared < last.length && last[shared] === string[shared]) shared++;
    last = string;
    return Buffer.from(String.fromCharCode(shared * 16 + string.length - shared) + string.slice(shared), "latin1");
  }));
}

const path = process.argv[2];
if (path === undefined) throw new Error("give the path of model.npz.xz");
const model = readPublishedModel(path);
for (const script of SCRIPT_MODELS) pack(model, script);
