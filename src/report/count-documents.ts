import { SeedcleanError } from "../errors.ts";
import { jsonLines, ledgerEntries } from "../restore/read-lines.ts";
import { countCodePoints, isComplete, type LedgerEntry, restoreText } from "../restore/restore-text.ts";
import type { ReportConfig } from "./gather.ts";
import type { ReportData, ReportTotals } from "./report-data.ts";
import type { WantedTexts } from "./wanted-texts.ts";

/** A line of the output, as far as a report needs it. */
interface OutputLine {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  readonly encoding: string;
  /** Code points of the document, before anything was removed. */
  readonly characters: number;
}

/** Of a line of `--unit paragraph`. */
const PARAGRAPH_ID = /#p\d+$/;

type Counted = Pick<ReportData, "totals" | "languages" | "encodings">;

/**
 * Reads output and ledger side by side: both are in the order of the documents. Counts documents and characters, and takes the texts
 * that are wanted. Holds one document.
 */
export async function countDocuments({ output, ledger, signal }: Pick<ReportConfig, "output" | "ledger" | "signal">, wanted: WantedTexts): Promise<Counted> {
  const counter = new DocumentCounter(ledgerEntries(ledger), wanted);
  for await (const value of jsonLines(output)) {
    signal.throwIfAborted();
    await counter.add(outputLine(value, output));
  }
  await counter.finish();
  wanted.settle();
  return counter;
}

class DocumentCounter implements Counted {
  readonly totals: ReportTotals = { documents: 0, documentsWritten: 0, characters: 0, charactersRemoved: 0 };
  readonly languages: Record<string, number> = {};
  readonly encodings: Record<string, number> = {};
  private readonly entries: AsyncIterator<LedgerEntry>;
  private readonly wanted: WantedTexts;
  private entry: LedgerEntry | undefined;
  private isStarted = false;
  private paragraphsOf: string | undefined;

  constructor(entries: AsyncIterator<LedgerEntry>, wanted: WantedTexts) {
    this.entries = entries;
    this.wanted = wanted;
  }

  async add(line: OutputLine): Promise<void> {
    if (!this.isStarted) await this.next();
    this.isStarted = true;
    const document = PARAGRAPH_ID.test(line.id) ? line.id.replace(PARAGRAPH_ID, "") : undefined;
    if (document !== undefined && !(await this.entryFor(line.id))) await this.addParagraph(line, document);
    else await this.addDocument(line);
  }

  /** What is left of the ledger are documents of which nothing was written. */
  async finish(): Promise<void> {
    if (!this.isStarted) await this.next();
    await this.skipUnwritten();
    if (this.entry !== undefined) throw notTogether(this.entry.id);
  }

  private async addDocument(line: OutputLine): Promise<void> {
    const entry = (await this.entryFor(line.id, line.text === "")) ? this.entry : undefined;
    this.count(line.text !== "" ? 1 : 0, line.characters, entry);
    add(this.languages, line.language);
    add(this.encodings, line.encoding);
    if (this.wanted.isWanted(line.id)) this.wanted.take(line.id, entry === undefined ? line.text : withoutMark(restoreText(line.text, entry)));
    if (entry !== undefined) await this.next();
  }

  /** A source cannot be rebuilt from its paragraphs: what lay between them is not in the output. */
  private async addParagraph(line: OutputLine, document: string): Promise<void> {
    if (document === this.paragraphsOf) return;
    this.paragraphsOf = document;
    const entry = (await this.entryFor(document)) ? this.entry : undefined;
    this.count(1, line.characters, entry);
    add(this.languages, line.language);
    add(this.encodings, line.encoding);
    if (entry !== undefined) await this.next();
  }

  private count(written: number, characters: number, entry: LedgerEntry | undefined): void {
    this.totals.documents++;
    this.totals.documentsWritten += written;
    this.totals.characters += characters;
    this.totals.charactersRemoved += entry?.removals.reduce((sum, { start, end }) => sum + end - start, 0) ?? 0;
  }

  /** Whether the ledger goes on with this document; what was not written is passed by. */
  private async entryFor(id: string, isEmpty = false): Promise<boolean> {
    if (!(isEmpty && this.entry?.id === id)) await this.skipUnwritten();
    return this.entry?.id === id;
  }

  private async skipUnwritten(): Promise<void> {
    while (this.entry !== undefined && isComplete(this.entry)) {
      this.count(0, this.entry.layout?.characters ?? 0, this.entry);
      await this.next();
    }
  }

  private async next(): Promise<void> {
    const { value, done } = await this.entries.next();
    this.entry = done === true ? undefined : value;
  }
}

function withoutMark(source: string): string {
  return source.startsWith("\ufeff") ? source.slice(1) : source;
}

function outputLine(value: unknown, path: string): OutputLine {
  if (typeof value === "object" && value !== null && "id" in value && "text" in value && typeof value.id === "string" && typeof value.text === "string") {
    const name = (field: unknown): string => (typeof field === "string" ? field : "unknown");
    const metadata = "metadata" in value ? value.metadata : undefined;
    const isCounted = typeof metadata === "object" && metadata !== null && "characters" in metadata && typeof metadata.characters === "number";
    return {
      id: value.id,
      text: value.text,
      language: name("language" in value && value.language),
      encoding: name("encoding" in value && value.encoding),
      characters: isCounted ? Number(metadata.characters) : countCodePoints(value.text),
    };
  }
  throw new SeedcleanError("damaged-ledger", `${path}: not an output of seedclean; give the file that clean wrote`);
}

function notTogether(id: string): SeedcleanError {
  return new SeedcleanError("damaged-ledger", `${id}: is in the ledger, but what is left of it is not in the output; give both files as one run wrote them`);
}

function add(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
