import { readModelFile } from "../../models/model-file.ts";
import { normalTable } from "../duplicates/normal-form.ts";
import { KIND_OF, UNMARKED, WIDE } from "./character-kinds.ts";

/**
 * The words that tails are made of, by kind: one file a language (src/models/tails-words-*.json), all in one trie that is shipped packed. An entry
 * of a spaced script matches whole words ("*" at its end: any ending); one that begins with a character of an unspaced
 * script matches anywhere.
 */
export const WORD_KINDS = ["plea", "ui", "footer", "related", "ads", "references"] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** Languages whose lists are loaded, in this order; the order does not matter to the result. */
export const WORD_LANGUAGES = [
  "ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt",
  "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh-Hans", "zh-Hant",
] as const;

export type WordFile = { readonly language: string } & { readonly [kind in WordKind]?: readonly string[] };

/** Flags of a trie node beside the bits of its kinds. */
const ANY_ENDING = 1 << 8;
const ANYWHERE = 1 << 9;
const SPACE_UNIT = 0x20;
export const KIND_MASK = (1 << WORD_KINDS.length) - 1;

const BEGINNINGS = 65_536 / 32;
/** Parent, unit and marks of a packed node. */
const BYTES_A_NODE = 8;

/**
 * A trie whose moves lie in one hash table of whole numbers.
 */
export class WordTrie {
  /** A bit for each pair of units that an entry begins with, by hash: 8 KB, which stay in the processor's cache, answer most questions. */
  private readonly beginnings = new Uint32Array(BEGINNINGS);
  /** Nodes by hash of parent and unit; 0, the root, is nobody's child and stands for a free place. */
  private children = new Int32Array(1 << 12);
  private parents = new Int32Array(1 << 11);
  private units = new Uint16Array(1 << 11);
  /** Kinds and flags of each node; 0 where no entry ends. */
  private marks = new Uint16Array(1 << 11);
  private nodes = 1;

  /** What `pack` wrote: a seventh of the time of adding the entries, with which every run would begin. */
  static unpack(bytes: Uint8Array): WordTrie {
    const trie = new WordTrie();
    // Aligned; `slice` of a Buffer copies nothing.
    const { buffer } = new Uint8Array(bytes);
    trie.beginnings.set(new Uint32Array(buffer, 0, BEGINNINGS));
    const count = (bytes.length - trie.beginnings.byteLength) / BYTES_A_NODE;
    let room = trie.parents.length;
    while (room < count) room *= 2;
    trie.makeRoom(room);
    const first = trie.beginnings.byteLength;
    trie.parents.set(new Int32Array(buffer, first, count));
    trie.units.set(new Uint16Array(buffer, first + count * Int32Array.BYTES_PER_ELEMENT, count));
    trie.marks.set(new Uint16Array(buffer, first + count * (Int32Array.BYTES_PER_ELEMENT + Uint16Array.BYTES_PER_ELEMENT), count));
    trie.nodes = count;
    trie.linkChildren();
    return trie;
  }

  /** Beginnings, then parents, units and marks of the nodes; little-endian, as all processors are that Node runs on but s390x. */
  pack(): Buffer {
    const parts = [this.beginnings, this.parents.subarray(0, this.nodes), this.units.subarray(0, this.nodes), this.marks.subarray(0, this.nodes)];
    return Buffer.concat(parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)));
  }

  add(entry: string, kind: WordKind): void {
    const anyEnding = entry.endsWith("*");
    const units = normalWords(anyEnding ? entry.slice(0, -1) : entry);
    if (units.length === 0) return;
    this.markBeginning(units, anyEnding);
    let node = 0;
    for (const unit of units) node = this.moveOrGrow(node, unit);
    // A single wide character ("注") is a word only where it stands alone.
    const anywhere = units.length > 1 && isUnspacedUnit(units[0]!);
    this.marks[node]! |= (1 << WORD_KINDS.indexOf(kind)) | (anyEnding ? ANY_ENDING : 0) | (anywhere ? ANYWHERE : 0);
  }

  /** The node behind `unit`, or −1. */
  move(node: number, unit: number): number {
    const child = this.children[this.slotOf(node, unit)]!;
    return child === 0 ? -1 : child;
  }

  /** Whether an entry may begin with `unit` and `next`, a space behind the last unit; false where none does. */
  begins(unit: number, next: number): boolean {
    const pair = pairOf(unit, next);
    return (this.beginnings[pair >>> 5]! & (1 << (pair & 31))) !== 0;
  }

  kindsAt(node: number): number {
    return this.marks[node]! & KIND_MASK;
  }

  /** Whether an entry that ends here may be followed by more letters. */
  endsInside(node: number): boolean {
    return (this.marks[node]! & (ANY_ENDING | ANYWHERE)) !== 0;
  }

  private markBeginning([first, second]: readonly number[], anyEnding: boolean): void {
    const mark = (next: number): void => {
      const pair = pairOf(first!, next);
      this.beginnings[pair >>> 5]! |= 1 << (pair & 31);
    };
    if (second !== undefined) mark(second);
    else if (anyEnding) this.beginnings.fill(0xffffffff);
    else mark(SPACE_UNIT);
  }

  private moveOrGrow(node: number, unit: number): number {
    const known = this.move(node, unit);
    if (known >= 0) return known;
    if (this.nodes === this.parents.length) this.grow();
    const child = this.nodes++;
    this.parents[child] = node;
    this.units[child] = unit;
    this.children[this.slotOf(node, unit)] = child;
    return child;
  }

  private grow(): void {
    this.makeRoom(this.parents.length * 2);
    this.linkChildren();
  }

  private makeRoom(nodes: number): void {
    const { parents, units, marks } = this;
    this.parents = new Int32Array(nodes);
    this.parents.set(parents);
    this.units = new Uint16Array(nodes);
    this.units.set(units);
    this.marks = new Uint16Array(nodes);
    this.marks.set(marks);
    this.children = new Int32Array(nodes * 2);
  }

  private linkChildren(): void {
    for (let child = 1; child < this.nodes; child++) this.children[this.slotOf(this.parents[child]!, this.units[child]!)] = child;
  }

  /** Where the child stands, or the free place where it would. */
  private slotOf(node: number, unit: number): number {
    const { children, parents, units } = this;
    const mask = children.length - 1;
    let slot = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 7) & mask;
    for (let child = children[slot]!; child !== 0 && (parents[child] !== node || units[child] !== unit); child = children[slot]!) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

function pairOf(unit: number, next: number): number {
  return (Math.imul(unit, 0x9e3779b1) ^ Math.imul(next, 0x85ebca6b)) >>> 16;
}

/** The first of them is a Thai letter. */
const FIRST_UNSPACED = 0x0e00;

/** A character of a script that writes no spaces between words. */
export function isUnspacedUnit(unit: number): boolean {
  if (unit < FIRST_UNSPACED) return false;
  const kind = KIND_OF[unit];
  return kind === WIDE || kind === UNMARKED;
}

/** Units of a text as the trie compares them: lower case, one space between words, no punctuation. */
export function normalWords(text: string): number[] {
  const table = normalTable();
  const units: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const normal = table[unit]!;
    if (normal !== 0) units.push(normal === 1 ? unit : normal);
    else if (units.length > 0 && units[units.length - 1] !== SPACE_UNIT) units.push(SPACE_UNIT);
  }
  if (units[units.length - 1] === SPACE_UNIT) units.pop();
  return units;
}

/** Reads a list file. @throws Error where it is no object of string lists under the names of WORD_KINDS */
export function parseWordFile(json: string): WordFile {
  const parsed = parseJson(json);
  if (!isRecord(parsed) || typeof parsed["language"] !== "string") throw new Error('a word list is an object with "language" and lists of words');
  const unknown = Object.keys(parsed).find((name) => name !== "language" && !WORD_KINDS.some((kind) => kind === name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no kind of words; there are ${WORD_KINDS.join(", ")}`);
  const lists: Partial<Record<WordKind, readonly string[]>> = {};
  for (const kind of WORD_KINDS) {
    const list = parsed[kind];
    if (list === undefined) continue;
    if (!isStringList(list)) throw new Error(`"${kind}" is no list of strings`);
    lists[kind] = list;
  }
  return { language: parsed["language"], ...lists };
}

/** In words that do not depend on the Node version. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error("it is no JSON", { cause: error });
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

export function makeTrie(files: readonly WordFile[]): WordTrie {
  const trie = new WordTrie();
  addFiles(trie, files);
  return trie;
}

function addFiles(trie: WordTrie, files: readonly WordFile[]): void {
  for (const file of files) for (const kind of WORD_KINDS) for (const entry of file[kind] ?? []) trie.add(entry, kind);
}

/** By the user's own lists, so that a trie is made once a run and thread. */
const tries = new WeakMap<readonly WordFile[], WordTrie>();
const NO_OWN_WORDS: readonly WordFile[] = [];

export function shippedWordFiles(): WordFile[] {
  return WORD_LANGUAGES.map((language) => parseWordFile(readModelFile(`tails-words-${language}.json`).toString("utf8")));
}

/** The trie of all shipped lists (packed by npm run make:tail-words), and of the user's own. */
export function shippedWords(ownWords: readonly WordFile[] = NO_OWN_WORDS): WordTrie {
  const known = tries.get(ownWords);
  if (known !== undefined) return known;
  const trie = WordTrie.unpack(readModelFile("tails-words.gz"));
  addFiles(trie, ownWords);
  tries.set(ownWords, trie);
  return trie;
}
