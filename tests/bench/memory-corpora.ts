/** Inputs of `npm run bench:memory`: as large as they are asked for, made of random words, so that little repeats and the index fills. */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** xorshift32: the same words in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const random = randomFrom(20_261_126);

const WORDS = 20_000;
const latin = (): string => Array.from({ length: 3 + random(8) }, () => "etaoinshrdlucmfwypvbgk"[random(22)]).join("");
const kana = (): string => Array.from({ length: 2 + random(4) }, () => String.fromCharCode(0x3042 + random(80))).join("");

/** Words as bytes of what the file is to be in. */
const ENGLISH = Array.from({ length: WORDS }, () => Buffer.from(`${latin()} `));
const JAPANESE = Array.from({ length: WORDS }, kana);
const JAPANESE_UTF8 = JAPANESE.map((word) => Buffer.from(word));
/** Kana stand in Shift_JIS in the order of Unicode, from 0x829F on. */
const JAPANESE_SHIFT_JIS = JAPANESE.map((word) => Buffer.from(Array.from(word).flatMap((letter) => [0x82, letter.charCodeAt(0) - 0x3041 + 0x9f])));

/** Writes words, and `between` now and then, until there are so many bytes. */
class WordWriter {
  private readonly descriptor: number;
  private readonly piece = Buffer.alloc(1 << 20);
  private filled = 0;
  private readonly words: readonly Buffer[];
  written = 0;

  constructor(path: string, words: readonly Buffer[]) {
    this.descriptor = openSync(path, "w");
    this.words = words;
  }

  add(bytes: Buffer): void {
    if (this.filled + bytes.length > this.piece.length) this.flush();
    this.piece.set(bytes, this.filled);
    this.filled += bytes.length;
    this.written += bytes.length;
  }

  addWords(count: number): void {
    for (let i = 0; i < count; i++) this.add(this.words[random(WORDS)]!);
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  private flush(): void {
    for (let done = 0; done < this.filled; ) done += writeSync(this.descriptor, this.piece, done, this.filled - done);
    this.filled = 0;
  }
}

const LINE_WORDS = 60;
const LINE_END = Buffer.from(".\n\n");
const JAPANESE_LINE_END = Buffer.from("\n\n");

/** Lines of JSON of about 4 KB, English and Japanese in turn. */
export function jsonLines(path: string, bytes: number): void {
  const english = new WordWriter(path, ENGLISH);
  const start = Buffer.from('{"text":"');
  const paragraph = Buffer.from("\\n\\n");
  const end = Buffer.from('"}\n');
  for (let number = 0; english.written < bytes; number++) {
    english.add(start);
    const isJapanese = number % 2 === 0;
    for (let i = 0; i < 8; i++) {
      if (isJapanese) for (let j = 0; j < LINE_WORDS; j++) english.add(JAPANESE_UTF8[random(WORDS)]!);
      else english.addWords(LINE_WORDS);
      english.add(paragraph);
    }
    english.add(end);
  }
  english.close();
}

export type Script = "English" | "Shift_JIS";

/** One text file. @param hasLines false = all of it is one line */
export function textFile(path: string, bytes: number, script: Script, hasLines = true): void {
  const isEnglish = script === "English";
  const writer = new WordWriter(path, isEnglish ? ENGLISH : JAPANESE_SHIFT_JIS);
  while (writer.written < bytes) {
    writer.addWords(LINE_WORDS);
    if (hasLines) writer.add(isEnglish ? LINE_END : JAPANESE_LINE_END);
  }
  writer.close();
}

/** One line of JSON with one long text. */
export function jsonLine(path: string, bytes: number): void {
  const writer = new WordWriter(path, ENGLISH);
  writer.add(Buffer.from('{"text":"'));
  while (writer.written < bytes) writer.addWords(LINE_WORDS);
  writer.add(Buffer.from('"}\n'));
  writer.close();
}

/** Files of about 300 bytes. */
export function smallFiles(folder: string, count: number, filesInFolder: number): void {
  for (let number = 0; number < count; number++) {
    const below = join(folder, String(Math.floor(number / filesInFolder)).padStart(4, "0"));
    if (number % filesInFolder === 0) mkdirSync(below, { recursive: true });
    const text = Buffer.concat(Array.from({ length: 40 }, () => ENGLISH[random(WORDS)]!));
    writeFileSync(join(below, `${String(number).padStart(7, "0")}.txt`), text);
  }
}
