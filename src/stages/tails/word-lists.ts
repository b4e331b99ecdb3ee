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

/** Parent, unit and marks of a place. */
const PLACE = 2;
const FIRST_PLACES = 1 << 12;
const MARK_BITS = 16;
const ROOT = 0;

/**
 * A trie as one hash table of whole numbers. A node is known by its place, counted from 1 (0 = the root). A place holds the node's
 * parent, then its unit and its marks (kinds and flags; 0 where no entry ends): one line of the processor's cache a move.
 */
export class WordTrie {
  /** A bit for each pair of units that an entry begins with, by hash: 8 KB, which stay in the processor's cache, answer most questions. */
  private readonly beginnings = new Uint32Array(BEGINNINGS);
  private places = new Int32Array(FIRST_PLACES * PLACE);
  /** Nodes in the order in which they were made: parents before their children. */
  private nodes: number[] = [];

  /** What `pack` wrote: a seventh of the time of adding the entries, with which every run would begin. */
  static unpack(bytes: Uint8Array): WordTrie {
    const trie = new WordTrie();
    // Aligned; `slice` of a Buffer copies nothing.
    const { buffer } = new Uint8Array(bytes);
    trie.beginnings.set(new Uint32Array(buffer, 0, BEGINNINGS));
    const first = trie.beginnings.byteLength;
    const count = (bytes.length - first) / BYTES_A_NODE;
    const parents = new Int32Array(buffer, first, count);
    const units = new Uint16Array(buffer, first + count * Int32Array.BYTES_PER_ELEMENT, count);
    const marks = new Uint16Array(buffer, first + count * (Int32Array.BYTES_PER_ELEMENT + Uint16Array.BYTES_PER_ELEMENT), count);
    trie.makeNodes(parents, units, marks);
    return trie;
  }

  /** Beginnings, then parents, units and marks of the nodes, the root first; little-endian, as all processors are that Node runs on but s390x. */
  pack(): Buffer {
    const parts = [this.beginnings, ...this.lists()];
    return Buffer.concat(parts.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)));
  }

  add(entry: string, kind: WordKind): void {
    const anyEnding = entry.endsWith("*");
    const units = normalWords(anyEnding ? entry.slice(0, -1) : entry);
    if (units.length === 0) return;
    this.markBeginning(units, anyEnding);
    if ((this.nodes.length + units.length) * PLACE * 2 > this.places.length) this.makeNodes(...this.lists());
    let node = ROOT;
    for (const unit of units) node = this.moveOrAdd(node, unit);
    // A single wide character ("注") is a word only where it stands alone.
    const anywhere = units.length > 1 && isUnspacedUnit(units[0]!);
    this.places[node * PLACE - 1]! |= (1 << WORD_KINDS.indexOf(kind)) | (anyEnding ? ANY_ENDING : 0) | (anywhere ? ANYWHERE : 0);
  }

  /** The node behind `unit`, or −1. */
  move(node: number, unit: number): number {
    const place = this.placeOf(node, unit);
    return this.places[place + 1] === 0 ? -1 : (place >> 1) + 1;
  }

  /** Whether an entry may begin with `unit` and `next`, a space behind the last unit; false where none does. */
  begins(unit: number, next: number): boolean {
    const pair = pairOf(unit, next);
    return (this.beginnings[pair >>> 5]! & (1 << (pair & 31))) !== 0;
  }

  kindsAt(node: number): number {
    return this.places[node * PLACE - 1]! & KIND_MASK;
  }

  /** Whether an entry that ends here may be followed by more letters. */
  endsInside(node: number): boolean {
    return (this.places[node * PLACE - 1]! & (ANY_ENDING | ANYWHERE)) !== 0;
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

  private moveOrAdd(node: number, unit: number): number {
    const place = this.placeOf(node, unit);
    const child = (place >> 1) + 1;
    if (this.places[place + 1] === 0) {
      this.places[place] = node;
      this.places[place + 1] = unit << MARK_BITS;
      this.nodes.push(child);
    }
    return child;
  }

  /** Makes all nodes anew, with room for as many again. Lists begin with the root. */
  private makeNodes(parents: Int32Array, units: Uint16Array, marks: Uint16Array): void {
    let places = FIRST_PLACES;
    while (places < parents.length * 3) places *= 2;
    this.places = new Int32Array(places * PLACE);
    this.nodes = [];
    const made = new Int32Array(parents.length);
    for (let i = 1; i < parents.length; i++) {
      const node = this.moveOrAdd(made[parents[i]!]!, units[i]!);
      this.places[node * PLACE - 1]! |= marks[i]!;
      made[i] = node;
    }
  }

  /** Parents, units and marks of the nodes, by their number in the order in which they were made. */
  private lists(): [parents: Int32Array, units: Uint16Array, marks: Uint16Array] {
    const { places, nodes } = this;
    const numbers = new Int32Array(places.length / PLACE + 1);
    nodes.forEach((node, i) => {
      numbers[node] = i + 1;
    });
    const all = [ROOT, ...nodes];
    const wordOf = (node: number): number => (node === ROOT ? 0 : places[node * PLACE - 1]!);
    return [
      Int32Array.from(all, (node) => (node === ROOT ? 0 : numbers[places[node * PLACE - 2]!]!)),
      Uint16Array.from(all, (node) => wordOf(node) >>> MARK_BITS),
      Uint16Array.from(all, (node) => wordOf(node)),
    ];
  }

  /** Where the child stands, or the free place where it would: the index of its parent. */
  private placeOf(node: number, unit: number): number {
    const { places } = this;
    const mask = places.length - 1;
    let place = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 6) & mask & ~1;
    for (let word = places[place + 1]!; word !== 0 && (word >>> MARK_BITS !== unit || places[place] !== node); word = places[place + 1]!) {
      place = (place + PLACE) & mask;
    }
    return place;
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
