import { appendFile, lstat, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../errors.ts";
import type { IdCounts } from "../id-counts.ts";
import { packingOf } from "../stages/read/unpack.ts";
import { safePath } from "./safe-path.ts";

/** A document as it was before it was cleaned. */
export interface RestoredDocument {
  readonly id: string;
  readonly text: string;
  readonly part: number | undefined;
}

/** Writes documents as new files below a folder: parts of one file into one, and nothing over what is there. */
export class RestoredFiles {
  private readonly root: string;
  private readonly names: IdCounts;
  private open: { readonly id: string; readonly path: string } | undefined;

  /**
   * @param root the folder, without links in its path
   * @param names names that are given already
   */
  constructor(root: string, names: IdCounts) {
    this.root = root;
    this.names = names;
  }

  /** @returns what kept the document from being written, if anything did */
  async add(document: RestoredDocument): Promise<string | undefined> {
    const { text, part } = document;
    const id = fileIdOf(document);
    try {
      if (part !== undefined && part > 1 && this.open?.id === id) {
        await appendFile(this.open.path, text);
        return undefined;
      }
      const name = this.nameOf(id);
      if (name === undefined) return "its id is no path inside the folder, so it was not written";
      const path = join(this.root, name);
      if (!(await makeFoldersOf(name, this.root))) return "a link stands in its way, so it was not written";
      // "wx" also refuses to follow a link.
      await writeFile(path, text, { flag: "wx" });
      this.open = part === undefined ? undefined : { id, path };
      return undefined;
    } catch (error) {
      return `cannot be written (${reasonOf(error)}); restore into an empty folder`;
    }
  }

  /** A packed file's name without its last ending, for what is written is not packed; "a.txt.gz.txt" if there was an a.txt too. */
  private nameOf(id: string): string | undefined {
    const { packing, name } = packingOf(id);
    return safePath(packing !== undefined && this.names.add(name) > 1 ? `${id}.txt` : name);
  }
}

/** The id of the file that a document is, or is a part of. */
export function fileIdOf({ id, part }: RestoredDocument): string {
  return part === undefined ? id : id.replace(/#\d+$/, "");
}

/** Makes the folders that a file lies in. False if one of them is a link, which may lead anywhere. */
async function makeFoldersOf(name: string, root: string): Promise<boolean> {
  let path = root;
  for (const part of name.split("/").slice(0, -1)) {
    path = join(path, part);
    try {
      await mkdir(path);
    } catch (error) {
      const stats = await lstat(path);
      if (stats.isSymbolicLink()) return false;
      if (!stats.isDirectory()) throw error;
    }
  }
  return true;
}
