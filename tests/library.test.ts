/** What the package exports, as a program uses it. The examples of docs/library.md are run by docs.test.ts. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  check,
  clean,
  type CleanDocument,
  type CleanOptions,
  duplicates,
  hasPassed,
  inWorkers,
  type Notice,
  openIndex,
  type OwnDocument,
  perDocument,
  pipe,
  prepare,
  type RawDocument,
  read,
  type RenderedDocument,
  type Source,
  type Stage,
  uniqueIds,
  write,
} from "../src/index.ts";
import { folderWith, parseLines, seedclean } from "./program.ts";

const LINE = "Every evening the glazier counts the windows of the town hall, and every evening there is one more.";
const OTHER = "The toll collector sleeps at noon, so carts with melons wait for noon at the bend of the road.";
const FILES = { "a.txt": `${LINE}\n`, "b/c.txt": `${OTHER}\n${LINE}\n` };
const NO_REMOVALS: CleanOptions = { tails: new Set(), duplicates: { passages: false, documents: false } };

async function cleaned(source: Source, options: CleanOptions = {}): Promise<RenderedDocument[]> {
  const documents: RenderedDocument[] = [];
  for await (const document of clean(source, options)) documents.push(document);
  return documents;
}

const idsAndTexts = (documents: readonly RenderedDocument[]): (readonly string[])[] => documents.map(({ id, text }) => [id, text]);

async function* oneByOne<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

describe("clean, of files", () => {
  test("gives the lines of output and ledger that the command writes", async () => {
    const folder = folderWith(FILES);
    const { stdout } = seedclean(folder, [".", "--removed", "removed.jsonl", "--quiet"]);
    const documents = await cleaned([folder], { exclude: ["removed.jsonl"] });
    const withoutSources = (lines: string): unknown[] => parseLines(lines).map((line) => ({ ...line, source: "" }));
    expect(withoutSources(documents.map(({ output }) => output).join(""))).toEqual(withoutSources(stdout));
    expect(documents.map(({ ledger }) => ledger).join("")).toBe(readFileSync(join(folder, "removed.jsonl"), "utf8"));
  });

  test("tells what stays", async () => {
    expect(idsAndTexts(await cleaned([folderWith(FILES)]))).toEqual([["a.txt", `${LINE}\n`], ["b/c.txt", `${OTHER}\n`]]);
  });

  test("takes one path without a list", async () => {
    const folder = folderWith(FILES);
    expect(await cleaned(folder)).toEqual(await cleaned([folder]));
  });

  test("of which nothing stays has no text and no line of output", async () => {
    const documents = await cleaned([folderWith({ "a.txt": LINE, "b.txt": LINE })]);
    expect(documents.map(({ id, text, output }) => [id, text, output === ""])).toEqual([["a.txt", LINE, false], ["b.txt", "", true]]);
  });

  test("that are not there is an error with a code", async () => {
    await expect(cleaned([join(folderWith({}), "gone")])).rejects.toMatchObject({ name: "SeedcleanError", code: "no-input" });
  });
});

describe("clean, of texts of one's own", () => {
  const records = [{ id: "x", text: LINE, year: 1931 }, { text: OTHER }];

  test.each<[string, () => Source]>([
    ["a list", () => records],
    ["a set", () => new Set(records)],
    ["an asynchronous generator", () => oneByOne(records)],
  ])("takes them from %s", async (_, source) => {
    const documents = await cleaned(source());
    expect(idsAndTexts(documents)).toEqual([["x", LINE], ["documents#2", OTHER]]);
    expect(documents.map(({ source: place }) => place)).toEqual(["documents", "documents"]);
    expect(parseLines(documents[0]!.output)[0]).toMatchObject({ metadata: { input: { year: 1931 } } });
  });

  test("takes fields by the names that settings give", async () => {
    const documents = await cleaned([{ page: { body: LINE, title: "Windows" }, key: 7 }], { textField: "page.body", idField: "key" });
    expect(idsAndTexts(documents)).toEqual([["7", LINE]]);
    expect(parseLines(documents[0]!.output)[0]).toMatchObject({ metadata: { input: { page: { title: "Windows" } } } });
  });

  test("finds the encoding of bytes", async () => {
    const bytes = Buffer.from("8be082cc8d4082cc91eb8cc982c982cd81418ea782cc82a082e994a082aa8e4f82c282a082e98142", "hex");
    const [document] = await cleaned([{ id: "s", bytes }]);
    expect(document).toMatchObject({ id: "s", counts: { encoding: "Shift_JIS", language: "ja" } });
  });

  test("changes no character but line ends and halves of surrogate pairs", async () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom("\u0000", "\ud800", "\udc00", "\ufeff", "\r", "\n", "\u001b", "😀"), fc.string({ minLength: 1, maxLength: 1, unit: "binary" })), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, async (made) => {
        const [document] = await cleaned([{ id: "t", text: made }], { ...NO_REMOVALS, keepEmpty: true });
        const isBlank = !/\S/u.test(made) || document!.counts.paragraphs === 0;
        if (!isBlank) expect(document!.text).toBe(Buffer.from(made).toString().replaceAll(/\r\n?/g, "\n"));
      }),
    );
  });

  test("tells which one lacks a text, and goes on", async () => {
    const notices: Notice[] = [];
    const documents = await cleaned(oneByOne<OwnDocument>([{ id: "a" }, { id: "b", text: LINE }]), { onNotice: (notice) => notices.push(notice) });
    expect(idsAndTexts(documents)).toEqual([["b", LINE]]);
    expect(notices).toMatchObject([{ code: "broken-json", severity: "failure", path: "documents", line: 1 }]);
  });

  test("hands on what the caller's own code throws", async () => {
    async function* broken(): AsyncGenerator<OwnDocument> {
      yield { id: "a", text: LINE };
      throw new Error("the cable is out");
    }
    await expect(cleaned(broken())).rejects.toThrow("the cable is out");
  });

  test("cannot read them twice", async () => {
    await expect(cleaned(records, { learnTails: true })).rejects.toMatchObject({ code: "usage" });
  });
});

describe("settings", () => {
  test("that are undefined are the defaults", async () => {
    const folder = folderWith(FILES);
    const nothing: Record<string, undefined> = { coverage: undefined, tails: undefined, encoding: undefined, temporaryFolder: undefined };
    expect(await cleaned([folder], nothing as CleanOptions)).toEqual(await cleaned([folder]));
  });

  test("that are given count", async () => {
    expect(idsAndTexts(await cleaned([folderWith(FILES)], NO_REMOVALS))[1]).toEqual(["b/c.txt", `${OTHER}\n${LINE}\n`]);
  });

  test.each([["clean", (): Promise<unknown> => cleaned([{ text: LINE }], { encoding: "shift-jos" })], ["check", (): Promise<unknown> => check([{ text: LINE }], { encodings: ["shift-jos"] })]])(
    "%s does not take an encoding that there is not",
    async (_, run) => {
      await expect(run()).rejects.toMatchObject({ code: "usage", message: expect.stringContaining("Shift_JIS") });
    },
  );

  test("an index lets a run know of an earlier one", async () => {
    const folder = folderWith({ "1/a.txt": LINE, "2/b.txt": `${OTHER}\n${LINE}\n` });
    const texts: string[] = [];
    for (const part of ["1", "2"]) {
      const index = openIndex({ folder: join(folder, "known"), isReadOnly: false, memoryBytes: 1 << 26, temporaryFolder: folder });
      texts.push(...(await cleaned([join(folder, part)], { index })).map(({ text }) => text));
      index.save();
      index.close();
    }
    expect(texts).toEqual([LINE, `${OTHER}\n`]);
  });
});

describe("stopping", () => {
  test("a signal that was given before ends it before anything is read", async () => {
    let isAsked = false;
    function* source(): Generator<OwnDocument> {
      isAsked = true;
      yield { text: LINE };
    }
    await expect(cleaned(source(), { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    expect(isAsked).toBe(false);
  });

  test("a signal between two documents ends it with its reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const ids: string[] = [];
    const all = async (): Promise<void> => {
      for await (const { id } of clean([folderWith(FILES)], { signal: controller.signal })) {
        ids.push(id);
        controller.abort(reason);
      }
    };
    await expect(all()).rejects.toBe(reason);
    expect(ids).toEqual(["a.txt"]);
  });

  test("a signal ends the wait for a document that never comes", async () => {
    async function* stuck(): AsyncGenerator<OwnDocument> {
      yield { id: "a", text: LINE };
      await new Promise(() => undefined);
    }
    await expect(cleaned(stuck(), { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("who leaves the loop closes the source, and leaves no file", async () => {
    const temporaryFolder = folderWith({});
    let isClosed = false;
    async function* source(): AsyncGenerator<OwnDocument> {
      try {
        for (;;) yield { text: LINE };
      } finally {
        isClosed = true;
      }
    }
    for await (const { id } of clean(source(), { temporaryFolder })) if (id === "documents#3") break;
    expect(isClosed).toBe(true);
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });
});

describe("a stage of one's own", () => {
  const withStages = (early: Stage<RawDocument, RawDocument>, late: Stage<CleanDocument, CleanDocument>): CleanOptions => ({
    pipeline: pipe(read, early, inWorkers(prepare), uniqueIds, duplicates, late, write),
  });
  const asIs = <Item>(): Stage<Item, Item> => perDocument((document) => document);

  test("built-in stages alone do what clean does", async () => {
    const folder = folderWith(FILES);
    expect(await cleaned([folder], withStages(asIs(), asIs()))).toEqual(await cleaned([folder]));
  });

  test("behind read may change bytes and leave documents out", async () => {
    const louder = perDocument<RawDocument, RawDocument>((document) =>
      document.id === "a.txt" ? undefined : { ...document, bytes: Buffer.from(Buffer.from(document.bytes).toString().toUpperCase()) },
    );
    expect(idsAndTexts(await cleaned([folderWith(FILES)], withStages(louder, asIs())))).toEqual([["b/c.txt", `${OTHER}\n${LINE}\n`.toUpperCase()]]);
  });

  test("behind duplicates may remove more, which the ledger tells", async () => {
    const firstGoes = perDocument<CleanDocument, CleanDocument>((document) => ({ ...document, removals: [{ first: 0, last: 1, reason: "tail.ads", score: 1 }] }));
    const [document] = await cleaned([{ id: "a", text: `${LINE}\n${OTHER}\n` }], withStages(asIs(), firstGoes));
    expect(document!.text).toBe(`${OTHER}\n`);
    expect(parseLines(document!.ledger)[1]).toMatchObject({ reason: "tail.ads", text: LINE });
  });

  test("hears the settings and may give notices", async () => {
    const notices: Notice[] = [];
    const telling: Stage<RawDocument, RawDocument> = {
      name: "telling",
      async *run(documents, context) {
        for await (const document of documents) {
          context.notice({ code: "tail.doubtful", severity: "info", stage: "read", path: document.source, message: String(context.settings.coverage) });
          yield document;
        }
      },
    };
    await cleaned([{ text: LINE }], { ...withStages(telling, asIs()), coverage: 0.7, onNotice: (notice) => notices.push(notice) });
    expect(notices.map(({ message }) => message)).toEqual(["0.7"]);
  });
});

describe("check", () => {
  const texts = [{ id: "a", text: LINE }, { id: "b", text: LINE }];

  test("finds what clean would remove", async () => {
    const report = await check(texts);
    expect(report.findings).toMatchObject([{ rule: "duplicate.exact", path: "documents", line: 2 }]);
    expect(report.totals).toEqual({ documents: 2, characters: 2 * LINE.length });
    expect(hasPassed(report)).toBe(false);
  });

  test("passes within its budgets", async () => {
    expect(hasPassed(await check(texts, { budgets: { duplicates: { count: 1 } } }))).toBe(true);
  });

  test("takes rules for encodings and languages", async () => {
    const rules = (await check([folderWith({ "a.txt": `${LINE} – indeed` })], { encodings: ["sjis"], languages: new Set(["de"]) })).findings.map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set(["encoding.unwanted", "language.unwanted"]));
  });

  test("of nothing is an error, if it may not be empty", async () => {
    await expect(check([])).rejects.toMatchObject({ code: "nothing-to-do" });
    expect((await check([], { allowEmpty: true })).findings).toEqual([]);
  });
});

describe("the engine", () => {
  const root = fileURLToPath(new URL("../src/", import.meta.url));

  /** All files that the package's entrance imports, directly or not. */
  function filesOf(path: string, found = new Set<string>()): ReadonlySet<string> {
    if (found.has(path)) return found;
    found.add(path);
    for (const [, relative] of readFileSync(path, "utf8").matchAll(/from "(\.[^"]+)"/g)) filesOf(join(dirname(path), relative!), found);
    return found;
  }

  test("touches neither process nor console nor what belongs to the command line", () => {
    const files = [...filesOf(join(root, "index.ts"))];
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter((path) => path.startsWith(join(root, "cli")))).toEqual([]);
    const touching = files.filter((path) => /\b(?:process|console)\s*[.[]|\bfrom "(?:commander|cli-progress|node:readline|node:tty)"/.test(readFileSync(path, "utf8").replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "")));
    expect(touching).toEqual([]);
  });
});
