import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { hashOf } from "./tails-random.ts";

/** The labelled documents that the tail weights are fitted and measured on. */
export interface LabelledDocument {
  readonly id: string;
  /** "pages", "wechat", "coding", "traps", "aozora", "composed", "composed trap". */
  readonly set: string;
  readonly kind: string;
  readonly language: string;
  /** What must not stand in both parts: site, account, author, article. */
  readonly group: string;
  readonly text: string;
  /** A character a line: B stays, T goes, - either way. */
  readonly labels: string;
  /** Expected reason of each line of a composed tail ("" for others). */
  readonly reasons?: readonly string[];
  /** Composed for fitting with the word lists switched off. */
  readonly withoutWords?: boolean;
}

export type Part = "train" | "test";

/**
 * Three tenths of the groups are kept for testing: half of those that were for fitting while an earlier test part (two fifths) was used
 * up by being looked at. That one is for fitting now.
 */
export function partOf(group: string): Part {
  const isUsedUp = hashOf(`part of ${group}`) % 5 < 2;
  return !isUsedUp && hashOf(`fresh part 2 of ${group}`) % 2 === 0 ? "test" : "train";
}

interface StoredDocument {
  readonly id: string;
  readonly set: string;
  readonly kind: string;
  readonly lang: string;
  readonly text: string;
  readonly labels?: string;
  readonly site?: string;
  readonly account?: string;
  readonly source?: string;
}

/** Borders read by eye: first line either way, first line of the tail; null = no tail. */
type OwnLabels = Readonly<Record<string, readonly [number, number] | readonly [number, null] | null>>;

function parseStored(line: string): StoredDocument {
  const document: StoredDocument = JSON.parse(line);
  return document;
}

function readStored(path: string): StoredDocument[] {
  return gunzipSync(readFileSync(path)).toString("utf8").split("\n").filter((line) => line !== "")
    .map(parseStored);
}

/** Every labelled document of the data folder; nothing else is read, so that the same checkout fits the same trees. */
export function readLabelled(folder: string): LabelledDocument[] {
  const own: { readonly borders: OwnLabels } = JSON.parse(readFileSync(new URL("tails-labels.json", import.meta.url), "utf8"));
  const stored = ["pages", "wechat", "coding", "traps"].flatMap((name) => readStored(`${folder}/tails/${name}.jsonl.gz`));
  return [...stored.flatMap((document) => labelled(document, own.borders)), ...readAozora(folder)];
}

function labelled(document: StoredDocument, borders: OwnLabels): LabelledDocument[] {
  const labels = document.labels ?? labelsFrom(document.text, borders, document.id);
  if (labels === undefined) return [];
  const group = document.site ?? document.account ?? (document.set === "coding" ? "coding" : workOf(document.source ?? document.id));
  return [{ id: document.id, set: document.set, kind: document.kind, language: document.lang, group, text: document.text, labels }];
}

/** What a trap was taken from: a package, a play; books of many files and their translations are one work. */
function workOf(source: string): string {
  if (source.startsWith("Debian")) return source.split(":")[0]!;
  if (source.includes("gerdracor")) return source;
  if (/rustbook|trpl/.test(source)) return "rustbook";
  return source.split(" ")[0]!;
}

function labelsFrom(text: string, borders: OwnLabels, id: string): string | undefined {
  const border = borders[id];
  if (border === undefined) return undefined;
  const lines = text.split("\n");
  if (border === null) return "B".repeat(lines.length);
  const [either, tail] = border;
  return lines.map((_, line) => (line < either ? "B" : tail === null || line < tail ? "-" : "T")).join("");
}

/** Longest part of a work that is taken. */
const WORK_LINES = 150;

/** Japanese works without the source note at their end and the notes at their head: their end for testing, any part for fitting. */
function readAozora(folder: string): LabelledDocument[] {
  return readdirSync(`${folder}/aozora`).filter((name) => name.endsWith(".txt") && !name.startsWith("README")).sort().map((name) => {
    const whole = new TextDecoder("shift_jis").decode(readFileSync(`${folder}/aozora/${name}`)).replaceAll("\r\n", "\n");
    const noted = whole.split(/^-{20,}$/m);
    const body = (noted[2] ?? whole).split(/^底本：/m)[0]!.replaceAll(/《[^》]*》|［＃[^］]*］|｜/g, "").trimEnd();
    const lines = body.split("\n");
    const group = name.slice(0, 6);
    const last = Math.max(0, lines.length - WORK_LINES);
    const start = partOf(group) === "test" ? last : hashOf(name) % Math.max(1, last);
    const text = lines.slice(start, start + WORK_LINES).join("\n");
    return { id: `aozora/${name}`, set: "aozora", kind: "work", language: "ja", group, text, labels: allBody(text) };
  });
}

export function allBody(text: string): string {
  return text.split("\n").map((line) => (line.trim() === "" ? "-" : "B")).join("");
}
