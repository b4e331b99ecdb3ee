import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RecordBatchStreamWriter } from "apache-arrow";
import { arrowStream, batchesOf, readRows, type Row } from "../scale-out/arrow.ts";
import { applyStage, decideStage, filesStage, type RowStage, sketch, verifyStage } from "../scale-out/stages.ts";
import { settingsOf, type StageOptions } from "./options.ts";

/** The stages of `seedclean stage`, by name. */
const STAGES: Readonly<Record<string, RowStage>> = { files: filesStage, sketch, verify: verifyStage, decide: decideStage, apply: applyStage };

/** `seedclean stage NAME`: an Arrow stream in, an Arrow stream out, which is whole where this does not throw. */
export async function runStage(name: string, options: StageOptions): Promise<void> {
  const stage = STAGES[name]!;
  const input = await arrowStream(process.stdin);
  const trouble: unknown[] = [];
  const batches = endingWith(trouble, batchesOf(stage.run(readRows(input), settingsOf(options)), stage.columns, sizeOf));
  await pipeline(Readable.from(batches), RecordBatchStreamWriter.throughNode(), process.stdout, { end: false });
  if (trouble.length > 0) throw trouble[0];
}

/** Ends where `items` throw, and keeps what they threw: Arrow's writer lets it go as a rejection that nobody can catch. */
async function* endingWith<Item>(trouble: unknown[], items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (error) {
    trouble.push(error);
  }
}

function sizeOf(row: Row): number {
  return Object.values(row).reduce<number>((sum, value) => sum + (value instanceof Uint8Array || typeof value === "string" ? value.length : 8), 0);
}
