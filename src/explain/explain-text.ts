import { CodePointOffsets } from "../code-points.ts";
import type { Cover, Removal } from "../document.ts";
import type { Place } from "../check/finding.ts";
import { removalMessage } from "../check/message.ts";
import { LineCounter } from "../stages/write/line-ends.ts";
import { padColumns, wrapColumns } from "./columns.ts";
import type { ExplainedDocument } from "./explain.ts";
import { featuresText } from "./features.ts";
import { headLines } from "./head.ts";

/** How a piece of a line is shown; without colour it is not. */
export type Style = "heading" | "removed" | "reason" | "beside" | "doubt";
export type Paint = (style: Style, text: string) => string;

export interface TextConfig {
  readonly paint: Paint;
  /** Columns of a line. */
  readonly width: number;
  /** Languages that were asked for. */
  readonly languages: ReadonlySet<string>;
  /** Whether what was measured of each paragraph near the end is shown. */
  readonly showsFeatures: boolean;
}

/** Columns before a passage: line number, mark and blanks. */
const GUTTER = 8;
const BETWEEN = " │ ";

/** A document as lines: what was decided about it as a whole, then every paragraph, kept or struck, with what is behind it. */
export function* explainText(explained: ExplainedDocument, config: TextConfig): Generator<string> {
  yield* headLines(explained, config);
  yield "";
  yield* new DocumentText(explained, config).lines();
}

class DocumentText {
  private readonly explained: ExplainedDocument;
  private readonly config: TextConfig;
  /** Each counts on only. */
  private readonly counter: LineCounter;
  private readonly featureCounter: LineCounter;

  constructor(explained: ExplainedDocument, config: TextConfig) {
    this.explained = explained;
    this.config = config;
    this.counter = new LineCounter(explained.document.text);
    this.featureCounter = new LineCounter(explained.document.text);
  }

  *lines(): Generator<string> {
    const { paragraphs, removals } = this.explained.document;
    let next = 0;
    for (let i = 0; i < paragraphs.count; ) {
      if (i > 0 && this.isBlankBefore(i)) yield "";
      const removal = removals[next];
      if (removal?.first === i) {
        yield* this.struck(removal);
        i = removal.last;
        next++;
      } else {
        yield* this.kept(i);
        i++;
      }
    }
  }

  private *kept(paragraph: number): Generator<string> {
    const { document } = this.explained;
    yield* this.whole(paragraph, paragraph + 1, " ", (text) => text);
    const language = document.languageNames[document.paragraphLanguage[paragraph]!];
    const isForeign = language !== undefined && language !== document.language && document.paragraphLanguageInherited[paragraph] === 0;
    if (isForeign) yield* this.notes(`language: ${language}`);
    yield* this.features(paragraph);
  }

  private *struck(removal: Removal): Generator<string> {
    const covers = removal.coveredBy ?? [];
    const beside = covers.flatMap((cover) => this.textOf(cover) ?? []);
    if (beside.length === 0) yield* this.whole(removal.first, removal.last, "-", (text) => this.config.paint("removed", text));
    else yield* this.sideBySide(removal, beside.join(" … "));
    yield* this.notes(`${removal.reason}: ${this.messageOf(removal)}`);
    for (let paragraph = removal.first; paragraph < removal.last; paragraph++) yield* this.features(paragraph);
  }

  private *features(paragraph: number): Generator<string> {
    const { tail, document } = this.explained;
    if (!this.config.showsFeatures || tail === undefined || paragraph < tail.facts.from) return;
    yield* this.notes(`line ${this.featureCounter.at(document.paragraphs.starts[paragraph]!)}: ${featuresText(tail, paragraph)}`);
  }

  /** The passage on the left, the text that covers it on the right. */
  private *sideBySide(removal: Removal, beside: string): Generator<string> {
    const { paint, width } = this.config;
    const left = Math.floor((width - GUTTER - BETWEEN.length) / 2);
    const own = [...this.numbered(removal.first, removal.last, "-", left, (text) => paint("removed", padColumns(text, left)))];
    const other = wrapColumns(beside, width - GUTTER - BETWEEN.length - left);
    for (let i = 0; i < Math.max(own.length, other.length); i++) {
      const passage = own[i] ?? " ".repeat(GUTTER + left);
      yield `${passage}${BETWEEN}${paint("beside", other[i] ?? "")}`.trimEnd();
    }
  }

  private *whole(first: number, last: number, mark: string, show: (text: string) => string): Generator<string> {
    for (const line of this.numbered(first, last, mark, this.config.width - GUTTER, show)) yield line.trimEnd();
  }

  private *numbered(first: number, last: number, mark: string, width: number, show: (text: string) => string): Generator<string> {
    const { text, paragraphs } = this.explained.document;
    for (let i = first; i < last; i++) {
      const number = this.counter.at(paragraphs.starts[i]!);
      const lines = wrapColumns(text.slice(paragraphs.starts[i], paragraphs.ends[i]), width);
      for (const [at, line] of lines.entries()) yield `${(at === 0 ? String(number) : "").padStart(GUTTER - 3)} ${mark} ${show(line)}`;
    }
  }

  private *notes(message: string): Generator<string> {
    const indent = " ".repeat(GUTTER);
    for (const line of wrapColumns(message, this.config.width - GUTTER - 2)) yield `${indent}» ${this.config.paint("reason", line)}`;
  }

  /** The reason in words, with its score and the places of what covers the passage. */
  private messageOf(removal: Removal): string {
    const { document } = this.explained;
    const places = (removal.coveredBy ?? []).map((cover) => this.placeOf(cover));
    const similarity = removal.similarity === undefined || removal.reason === "duplicate.exact" ? "" : `, similarity ${removal.similarity.toFixed(2)}`;
    return `${removalMessage(document, removal, places, this.config.languages)}${similarity}`;
  }

  private placeOf(cover: Cover): Place {
    const document = this.explained.covering.get(cover.id);
    if (document === undefined) return { path: cover.id, line: cover.line };
    const own = this.explained.document;
    // Another document of the same file (JSONL) is told by its id.
    const isNeighbour = cover.id !== own.id && document.source === own.source;
    return { path: isNeighbour ? cover.id : document.source, line: cover.line };
  }

  private textOf(cover: Cover): string | undefined {
    const text = this.explained.covering.get(cover.id)?.text;
    if (text === undefined) return undefined;
    const offsets = new CodePointOffsets(text);
    return text.slice(offsets.unitAt(cover.startCodePoint), offsets.unitAt(cover.endCodePoint));
  }

  private isBlankBefore(paragraph: number): boolean {
    const { text, paragraphs } = this.explained.document;
    return (text.slice(paragraphs.ends[paragraph - 1], paragraphs.starts[paragraph]).match(/\r\n|\r|\n/g)?.length ?? 0) > 1;
  }
}
