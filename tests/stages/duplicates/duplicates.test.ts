import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { duplicates } from "../../../src/stages/duplicates/duplicates.ts";
import type { SeededDocument } from "../../../src/document.ts";
import { documentWith, seeded } from "./texts.ts";

async function* only(document: SeededDocument): AsyncGenerator<SeededDocument> {
  yield document;
}

test("a signal is heard in the middle of a long document", async () => {
  const text = Array.from({ length: 40_000 }, (_, i) => `Keeper ${i * 7919} of lamp ${i * 104_729} has written the weather down, as ${i} did before`).join("\n");
  const document = seeded(documentWith("book.txt", text));
  const controller = new AbortController();
  const context = { settings: DEFAULT_SETTINGS, signal: controller.signal, notice: () => {} };
  const decided = (async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { id } of duplicates.run(only(document), context)) ids.push(id);
    return ids;
  })();
  await setTimeout(1);
  controller.abort(new Error("stopped"));
  await expect(decided).rejects.toThrow("stopped");
});
