import { CodePointOffsets } from "../code-points.ts";
import type { CleanDocument, Cover, Removal } from "../document.ts";
import type { Notice } from "../notices.ts";
import { resolveEncoding } from "../stages/decode/names.ts";
import { compareCodePoints } from "../stages/read/order.ts";
import { rounded } from "../stages/write/ledger.ts";
import type { Finding, NearPair } from "./finding.ts";
import { coverageMessage, removalMessage } from "./message.ts";
import { NearestPairs } from "./nearest-pairs.ts";
import { excerptOf, hashOf } from "./passage-text.ts";
import { PlaceIndex } from "./place-index.ts";
import { isRule } from "./rules.ts";

/** What must hold for documents, besides what `clean` would do to them. */
export interface WantedTexts {
  /** For messages: the engine itself leaves out other languages. */
  readonly languages: ReadonlySet<string>;
  /** Canonical names; empty = all. */
  readonly encodings: ReadonlySet<string>;
}

/**
 * Gathers what is found, from decided documents and from notices, in the order in which they come. Holds all findings (about half
 * a kilobyte each), for a format may begin with their number, and where each paragraph stands (place-index.ts).
 */
export class FindingCollector {
  private readonly places = new PlaceIndex();
  private readonly wanted: WantedTexts;
  private readonly findings: Finding[] = [];
  private readonly nearestPairs: NearestPairs;
  /** Notices whose document has not come yet, or never will. */
  private pending: Notice[] = [];

  /** @param pairs so many passages above and below the coverage that duplicates are removed for are kept */
  constructor(wanted: WantedTexts, pairs: number) {
    this.wanted = wanted;
    this.nearestPairs = new NearestPairs(pairs);
  }

  addNotice(notice: Notice): void {
    if (notice.severity !== "info" && isRule(notice.code)) this.pending.push(notice);
  }

  addDocument(document: CleanDocument): void {
    this.addPending(document);
    if (!this.isWantedEncoding(document)) this.findings.push(this.unwantedEncoding(document));
    const offsets = new CodePointOffsets(document.text);
    const lines = this.places.add(document);
    for (const removal of document.removals) this.addRemoval(document, removal, lines, offsets);
    for (const { paragraph, coverage, coveredBy } of document.nearMisses ?? []) {
      this.nearestPairs.add(coverage, false, () => this.pairOf(document, paragraph, lines, coverage, coveredBy));
    }
  }

  /** The pairs above the threshold, then those below it; by falling coverage. */
  get nearThreshold(): readonly NearPair[] {
    return this.nearestPairs.all();
  }

  private addRemoval(document: CleanDocument, removal: Removal, lines: Uint32Array, offsets: CodePointOffsets): void {
    this.findings.push(this.removed(document, removal, lines, offsets));
    if (removal.reason !== "duplicate.near") return;
    this.nearestPairs.add(removal.score, true, () => this.pairOf(document, removal.first, lines, removal.score, removal.coveredBy ?? []));
  }

  private pairOf(document: CleanDocument, paragraph: number, lines: Uint32Array, coverage: number, covers: readonly Cover[]): Omit<NearPair, "isRemoved"> {
    const coveredBy = covers.map((cover) => this.places.placeOf(cover));
    return {
      path: document.source,
      line: document.sourceLine ?? lines[paragraph]!,
      coverage: rounded(coverage),
      coveredBy,
      message: coverageMessage(coverage, coveredBy, document.source),
      excerpt: excerptOf(document.text.slice(document.paragraphs.starts[paragraph], document.paragraphs.ends[paragraph])),
    };
  }

  /** All findings, by path and line. */
  finish(): readonly Finding[] {
    this.addPending(undefined);
    return this.findings.toSorted((a, b) => compareCodePoints(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0));
  }

  /** Notices come before the document that they are about; of what failed there is no document. */
  private addPending(document: CleanDocument | undefined): void {
    for (const notice of this.pending) {
      const isOwn = notice.severity === "doubt" && document?.source === notice.path && !isOfTable(notice, document);
      this.findings.push(isOwn ? this.doubted(notice, document) : noticed(notice));
    }
    this.pending = [];
  }

  /** A doubt names a line of the document. */
  private doubted(notice: Notice, document: CleanDocument): Finding {
    const { id, text, sourceLine } = document;
    const line = sourceLine ?? notice.line;
    const characters = notice.code === "tail.whole-document" ? new CodePointOffsets(text).at(text.length) : 0;
    return { ...noticed(notice), id, ...(line !== undefined && { line }), characters };
  }

  private isWantedEncoding({ encoding, text }: CleanDocument): boolean {
    const { encodings } = this.wanted;
    // Pure ASCII is named UTF-8, and is right in every encoding that holds ASCII.
    return encodings.size === 0 || encodings.has(encoding) || (encoding === "UTF-8" && [...encodings].every((name) => !/^UTF-(16|32)/.test(name)) && isAscii(text));
  }

  private unwantedEncoding({ source, id, encoding, sourceLine }: CleanDocument): Finding {
    const message = `read as ${encoding}, not ${[...this.wanted.encodings].join(" or ")}`;
    return { rule: "encoding.unwanted", path: source, id, ...(sourceLine !== undefined && { line: sourceLine }), message, characters: 0, textHash: "" };
  }

  private removed(document: CleanDocument, removal: Removal, lines: Uint32Array, offsets: CodePointOffsets): Finding {
    const start = document.paragraphs.starts[removal.first]!;
    const end = document.paragraphs.ends[removal.last - 1]!;
    const passage = document.text.slice(start, end);
    const line = lines[removal.first]!;
    const coveredBy = removal.coveredBy?.map((cover) => this.places.placeOf(cover));
    return {
      rule: removal.reason,
      path: document.source,
      line: document.sourceLine ?? line,
      ...(document.sourceLine === undefined && { endLine: line + lineEndsIn(passage) }),
      id: document.id,
      message: removalMessage(document, removal, coveredBy ?? [], this.wanted.languages),
      excerpt: excerptOf(passage),
      characters: offsets.at(end) - offsets.at(start),
      score: rounded(removal.score),
      ...(removal.similarity !== undefined && { similarity: rounded(removal.similarity) }),
      ...(coveredBy !== undefined && { coveredBy }),
      textHash: hashOf(passage),
    };
  }
}

function noticed({ code, path, line, message }: Notice): Finding {
  if (!isRule(code)) throw new Error(`${code} is no rule`);
  return { rule: code, path, ...(line !== undefined && { line }), message, characters: 0, textHash: "" };
}

/** The names under which a text may be read that was asked for by this one; undefined for no encoding. GBK is read as gb18030. */
export function readAs(name: string): readonly string[] | undefined {
  const resolved = resolveEncoding(name);
  if (resolved === undefined) return undefined;
  return resolved === "GBK" ? ["gb18030", "GBK"] : [resolved];
}

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- ASCII has them
  return /^[\u0000-\u007f]*$/.test(text);
}

function lineEndsIn(passage: string): number {
  return passage.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** Whether a notice of the encoding is about the whole table that a row is of: it names a line of the file. */
function isOfTable({ stage, line }: Notice, { sourceLine }: CleanDocument): boolean {
  return stage === "decode" && sourceLine !== undefined && line !== sourceLine;
}
