/**
 * npm run bench:mojibake: sentences of ../shared/data/ntrex whose UTF-8 is read wrongly. Prints how many of the lines are recognised,
 * of how many nothing was lost, how many come back, and how many are changed into something else; and how many right lines of 69
 * languages are called mojibake.
 */
import { isAscii } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import { decodeBytes } from "../../src/stages/decode/decoders.ts";
import { findMojibake } from "../../src/stages/decode/mojibake.ts";
import { repairMojibake } from "../../src/stages/decode/mojibake-repair.ts";
import { SHARED } from "../shared.ts";

const FOLDER = `${SHARED ?? ""}data/ntrex/`;
const LANGUAGES = ["deu", "fra", "spa", "pol", "ces", "tur", "vie", "rus", "ell", "jpn", "zho-CN", "zho-TW", "kor", "arb", "hin"];
const LINES = 300;

const as1252 = (bytes: Buffer): string => decodeBytes(bytes, "windows-1252");
const READINGS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  "windows-1252": as1252,
  "ISO-8859-1": (bytes) => bytes.toString("latin1"),
  "windows-1252 twice": (bytes) => as1252(Buffer.from(as1252(bytes))),
  Shift_JIS: (bytes) => decodeBytes(bytes, "Shift_JIS"),
  "EUC-JP": (bytes) => decodeBytes(bytes, "EUC-JP"),
  gb18030: (bytes) => decodeBytes(bytes, "gb18030"),
};

/** @returns lines that are recognised, whole, right again, wrong */
function measure(right: readonly string[], read: (bytes: Buffer) => string): readonly [number, number, number, number] {
  const broken = right.map((line) => read(Buffer.from(line)));
  const text = broken.join("\n");
  const found = findMojibake(text, Buffer.from(text));
  const repaired = repairMojibake(text, found).text.split("\n");
  const count = (isCounted: (line: string, i: number) => boolean): number => repaired.filter(isCounted).length;
  return [found.length, broken.filter((line) => !line.includes("\ufffd")).length, count((line, i) => line === right[i]), count((line, i) => line !== right[i] && line !== broken[i])];
}

const linesOf = (name: string): string[] => readFileSync(FOLDER + name, "utf8").split("\n").map((line) => line.slice(line.indexOf("\t") + 1));

console.log(`| language | ${Object.keys(READINGS).join(" | ")} |\n| --- |${" --- |".repeat(Object.keys(READINGS).length)}`);
for (const language of LANGUAGES) {
  const right = linesOf(`${language}.tsv`).filter((line) => !isAscii(Buffer.from(line))).slice(0, LINES);
  console.log(`| ${language} | ${Object.values(READINGS).map((read) => measure(right, read).join(" / ")).join(" | ")} |`);
}
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".tsv"));
const texts = names.map((name) => linesOf(name).join("\n"));
const wrong = texts.reduce((sum, text) => sum + findMojibake(text, Buffer.from(text)).length, 0);
console.log(`\nRight lines called mojibake: ${wrong} of ${texts.reduce((sum, text) => sum + text.split("\n").length, 0)} in ${names.length} languages`);
