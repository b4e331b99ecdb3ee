import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { mapDocuments, takeAll } from "../src/map-documents.ts";

/** Numbers from 1 to `last`; `closed` counts how often it was closed. */
function numbers(last: number): { readonly source: AsyncIterable<number>; readonly closed: () => number } {
  let closed = 0;
  async function* count(): AsyncGenerator<number> {
    try {
      for (let i = 1; i <= last; i++) yield i;
    } finally {
      closed++;
    }
  }
  return { source: count(), closed: () => closed };
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe("mapped documents", () => {
  test("come in order, without those that go no further", async () => {
    const { source, closed } = numbers(6);
    expect(await listOf(mapDocuments(source, (n) => (n % 3 === 0 ? undefined : n * 10)))).toEqual([10, 20, 40, 50]);
    expect(closed()).toBe(1);
  });

  test("are waited for", async () => {
    const done: number[] = [];
    await takeAll(mapDocuments(numbers(3).source, async (n) => {
      await setImmediate();
      done.push(n);
      return n === 2 ? undefined : n;
    }));
    expect(done).toEqual([1, 2, 3]);
  });

  test.each(["at once", "later"])("the source is closed when the work fails %s", async (when) => {
    const { source, closed } = numbers(3);
    const trouble = new Error("trouble");
    const failing = mapDocuments(source, (n) => {
      if (n === 1) return n;
      if (when === "at once") throw trouble;
      return Promise.reject(trouble);
    });
    await expect(listOf(failing)).rejects.toBe(trouble);
    expect(closed()).toBe(1);
  });

  test("the source is closed when nobody reads on, through several stages", async () => {
    const { source, closed } = numbers(3);
    for await (const n of mapDocuments(mapDocuments(source, (one) => one), (one) => one)) {
      expect(n).toBe(1);
      break;
    }
    expect(closed()).toBe(1);
  });

  test("trouble of the source comes through", async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error("broken source");
    }
    await expect(listOf(mapDocuments(broken(), (n) => n))).rejects.toThrow("broken source");
  });

  test("a document is gone before the next one is made", async () => {
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    if (typeof collect !== "function") throw new Error("this Node cannot collect garbage when asked");
    const made: WeakRef<object>[] = [];
    const alive: number[] = [];
    const make = (): { readonly bytes: Uint8Array } => {
      const document = { bytes: new Uint8Array(1000) };
      made.push(new WeakRef(document));
      return document;
    };
    const documents = async function* (): AsyncGenerator<{ readonly bytes: Uint8Array }> {
      for (let i = 0; i < 3; i++) {
        await setImmediate();
        collect();
        alive.push(made.filter((reference) => reference.deref() !== undefined).length);
        yield make();
      }
    };
    await takeAll(mapDocuments(mapDocuments(documents(), ({ bytes }) => ({ size: bytes.length })), ({ size }) => size));
    expect(alive).toEqual([0, 0, 0]);
  });
});
