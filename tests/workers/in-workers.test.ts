import { describe, expect, test } from "vitest";
import type { RawDocument, SeededDocument } from "../../src/document.ts";
import type { Notice } from "../../src/notices.ts";
import { prepare as realPrepare } from "../../src/pipeline.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import type { DocumentContext, Stage } from "../../src/stage.ts";
import { inWorkers, readingAhead } from "../../src/workers/in-workers.ts";

const SCRIPT = new URL("./obstinate-worker.mjs", import.meta.url);

/** Enough that workers start with it. */
const LONG = "x".repeat(1 << 21);

/** Resolves when so many workers listen. */
function workersReady(count: number): Promise<void> {
  const channel = new BroadcastChannel("obstinate");
  return new Promise((resolve) => {
    let ready = 0;
    channel.addEventListener("message", () => {
      if (++ready < count) return;
      channel.close();
      // What they post to whoever started them is there by then.
      setTimeout(resolve, 200);
    });
  });
}

const EMPTY = realPrepare({ id: "", source: "", bytes: new Uint8Array(0), format: "text" }, { settings: DEFAULT_SETTINGS, notice: () => {} })!;

/** As the worker does it. */
function prepare({ id, bytes }: RawDocument, context: DocumentContext): SeededDocument {
  context.notice({ code: "tail.doubtful", severity: "info", stage: "tails", path: id, message: "" });
  return { ...EMPTY, id, source: id, text: Buffer.from(bytes).toString() };
}

/** Runs documents of these texts through two workers that are ready when the first of them comes. */
async function runTexts(texts: readonly string[], signal = new AbortController().signal): Promise<{ ids: string[]; notices: string[] }> {
  const ready = workersReady(2);
  async function* documents(): AsyncGenerator<RawDocument> {
    for (const [i, text] of [LONG, ...texts].entries()) {
      if (i === 1) await ready;
      yield { id: `${i}`, source: `${i}.txt`, bytes: Buffer.from(text), format: "text" };
    }
  }
  const ids: string[] = [];
  const notices: string[] = [];
  const notice = ({ path, message }: Notice): unknown => notices.push(message === undefined || message === "" ? path : `${path}: ${message}`);
  const stage = inWorkers(prepare, SCRIPT);
  for await (const { id } of stage.run(documents(), { settings: DEFAULT_SETTINGS, signal, notice, jobs: 3 })) ids.push(id);
  return { ids, notices };
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i}`);

describe("in workers", () => {
  test("documents and their notices come in order, whatever batch they were in", async () => {
    const texts = Array.from({ length: 2000 }, (_, i) => `${i} ${"y".repeat((i * 7919) % 3000)}`);
    const { ids, notices } = await runTexts(texts);
    expect(ids).toEqual(numbers(2001));
    expect(notices).toEqual(numbers(2001));
  });

  test("a document that goes no further leaves its notices", async () => {
    expect(await runTexts(["a", "drop", "b"])).toEqual({ ids: ["0", "1", "3"], notices: ["0", "1", "2", "3"] });
  });

  test("the document that kills a worker is left out by name, and all others of its batch are done", async () => {
    const { ids, notices } = await runTexts(["a", "b", "die", "c", "die", "d"]);
    expect(ids).toEqual(["0", "1", "2", "4", "6"]);
    expect(notices).toHaveLength(7);
    expect(notices[3]).toMatch(/^3\.txt: a worker died over it \(the worker ended\), and it was left out; cut it with --max-document/);
  });

  test("a bug ends the run, behind the documents before it", async () => {
    await expect(runTexts(["a", "throw", "b"])).rejects.toThrow("a bug");
  });

  test("a signal ends it while a worker is busy", async () => {
    const controller = new AbortController();
    const run = runTexts(["wait"], controller.signal);
    void workersReady(2).then(() => setTimeout(() => controller.abort(new Error("enough")), 200));
    await expect(run).rejects.toThrow("enough");
  });

  test("notices that reading gives stand before those of the document that it read next", async () => {
    const told: string[] = [];
    const notice = ({ path }: Notice): unknown => told.push(path);
    const source: Stage<string, RawDocument> = {
      name: "telling",
      async *run(inputs, context) {
        for await (const name of inputs) {
          context.notice({ code: "unreadable", severity: "failure", stage: "read", path: `before ${name}`, message: "" });
          yield { id: name, source: name, bytes: Buffer.from(name), format: "text" };
        }
        context.notice({ code: "unreadable", severity: "failure", stage: "read", path: "end", message: "" });
      },
    };
    async function* names(): AsyncGenerator<string> {
      yield* numbers(600);
    }
    for await (const { id } of readingAhead(source, prepare, SCRIPT).run(names(), { settings: DEFAULT_SETTINGS, signal: new AbortController().signal, notice, jobs: 2 })) told.push(`document ${id}`);
    expect(told).toEqual([...numbers(600).flatMap((name) => [`before ${name}`, name, `document ${name}`]), "end"]);
  });

  test("little text needs no worker", async () => {
    async function* documents(): AsyncGenerator<RawDocument> {
      yield { id: "a", source: "a", bytes: Buffer.from("die"), format: "text" };
    }
    const prepared: string[] = [];
    const stage = inWorkers(({ id }) => void prepared.push(id), SCRIPT);
    for await (const _ of stage.run(documents(), { settings: DEFAULT_SETTINGS, signal: new AbortController().signal, notice: () => {}, jobs: 2 })) expect.unreachable();
    expect(prepared).toEqual(["a"]);
  });
});
