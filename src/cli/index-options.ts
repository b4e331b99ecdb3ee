import { tmpdir } from "node:os";
import { SeedcleanError } from "../errors.ts";
import { openIndex, type OpenIndex } from "../stages/duplicates/index-folder.ts";

/** Flags that name an index of other text. */
export interface IndexOptions {
  readonly index?: string;
  readonly against?: string;
  readonly memory: number;
  readonly tempDir?: string;
}

/** Opens the index that was named; undefined if none was. */
export function indexOf({ index, against, memory, tempDir }: IndexOptions): OpenIndex | undefined {
  if (index !== undefined && against !== undefined) throw new SeedcleanError("usage", "--index and --against: give one of them; --index reads what it knows, too");
  const folder = index ?? against;
  if (folder === undefined) return undefined;
  return openIndex({ folder, isReadOnly: index === undefined, memoryBytes: memory, temporaryFolder: tempDir ?? tmpdir() });
}
