import { appendFile, mkdir, open, realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { ledgerEntries, outputDocuments } from "./read-lines.ts";
import { isComplete, type LedgerEntry, restoreText } from "./restore-text.ts";
import { safePath } from "./safe-path.ts";

/** What is to be restored. */
export interface RestoreConfig {
  readonly output: string;
  readonly ledger: string;
  /** Folder that the texts go into; it is made if need be, and no file in it is written over. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called with what could not be restored, and why. */
  trouble(id: string, message: string): void;
}

interface RestoredDocument {
  readonly id: string;
  readonly text: string;
  readonly part: number | undefined;
}

/**
 * Rebuilds all decoded sources as UTF-8 files named by their ids. Both files are read once, side by side, so they must be in
 * the order in which the run wrote them. Holds one document.
 * @returns how many documents were restored
 * @throws SeedcleanError for files that cannot be read or do not fit together
 */
export async function restore(config: RestoreConfig): Promise<number> {
  const written = new Set<string>();
  await mkdir(config.folder, { recursive: true });
  const root = await realpath(config.folder);
  let count = 0;
  for await (const document of restoredDocuments(config)) {
    config.signal.throwIfAborted();
    const message = await writeDocument(root, document, written);
    if (message === undefined) count++;
    else config.trouble(document.id, message);
  }
  return count;
}

async function* restoredDocuments(config: RestoreConfig): AsyncGenerator<RestoredDocument> {
  const entries = ledgerEntries(config.ledger);
  let next = await entries.next();
  let lastComplete: string | undefined;
  for await (const { id, text } of outputDocuments(config.output)) {
    while (next.done !== true && next.value.id !== id && isComplete(next.value)) {
      yield restored("", next.value);
      next = await entries.next();
    }
    if (next.done !== true && next.value.id === id) {
      yield restored(text, next.value);
      next = await entries.next();
    } else yield { id, text, part: undefined };
    lastComplete = id;
  }
  for (; next.done !== true; next = await entries.next()) {
    if (!isComplete(next.value)) {
      const where = lastComplete === undefined ? "" : ` behind ${lastComplete}`;
      throw new SeedcleanError("damaged-ledger", `${next.value.id}: stands in the ledger but not in the output${where}; give both as one run wrote them`);
    }
    yield restored("", next.value);
  }
}

function restored(output: string, entry: LedgerEntry): RestoredDocument {
  return { id: entry.id, text: restoreText(output, entry), part: entry.layout?.part };
}

/** @returns what kept the document from being written, if anything did */
async function writeDocument(root: string, document: RestoredDocument, written: Set<string>): Promise<string | undefined> {
  const id = document.part === undefined ? document.id : document.id.replace(/#\d+$/, "");
  const relative = safePath(id);
  if (relative === undefined) return "its id is no path inside the folder, so it was not written";
  const path = join(root, relative);
  try {
    await mkdir(dirname(path), { recursive: true });
    const parent = await realpath(dirname(path));
    if (parent !== root && !parent.startsWith(root + sep)) return "a link leads out of the folder, so it was not written";
    if (document.part !== undefined && document.part > 1 && written.has(path)) await appendFile(path, document.text);
    else await writeNewFile(path, document.text);
    if (document.part !== undefined) written.add(path);
    return undefined;
  } catch (error) {
    return `cannot be written (${reasonOf(error)}); restore into an empty folder`;
  }
}

/** "wx" also refuses to follow a link. */
async function writeNewFile(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
