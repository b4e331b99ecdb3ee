import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawCharts } from "../../src/report/charts/charts.ts";
import { gatherReport } from "../../src/report/gather.ts";
import { reportPage } from "../../src/report/html/page.ts";
import type { ReportNotices } from "../../src/report/report-data.ts";
import { folderWith } from "../program.ts";
import { CHROMIUM } from "./browser.ts";

const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert(2)">'"&amp;</p></article>\u202e`;
const KEPT = "The lighthouse keeper wrote down the weather of every day for forty years, in a hand that grew smaller.";

interface Line {
  readonly id: string;
  readonly [name: string]: unknown;
}

async function pageOf(output: readonly Line[], ledger: readonly Line[], notices?: ReportNotices): Promise<string> {
  const text = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const folder = folderWith({ "o.jsonl": text(output), "r.jsonl": text(ledger) });
  const config = { output: join(folder, "o.jsonl"), ledger: join(folder, "r.jsonl"), threshold: 0.85, signal: new AbortController().signal };
  const data = await gatherReport({ ...config, ...(notices !== undefined && { notices }) });
  return reportPage(data, await drawCharts(data));
}

/** A kept document "a", and one of each kind of removal in documents of which nothing stays. */
function sample(id: string, passage: string): { readonly output: Line[]; readonly ledger: Line[] } {
  const characters = Array.from(passage).length;
  const gone = (reason: string, more: object): Line[] => {
    const own = `${id} ${reason}`;
    return [{ id: own, reason: "layout", characters }, { id: own, line: 1, start: 0, end: characters, reason, text: passage, ...more }];
  };
  const coveredBy = [{ id: "a", line: 1, start: 0, end: KEPT.length }];
  return {
    output: [{ id: "a", text: KEPT, language: "en", encoding: "UTF-8", metadata: { characters: KEPT.length } }],
    ledger: [
      ...gone("duplicate.near", { score: 0.87, similarity: 0.9, coveredBy }),
      ...gone("duplicate.exact", { score: 1, similarity: 1, coveredBy }),
      ...gone("tail.ads", { score: 0.98 }),
    ],
  };
}

describe("what is in the page", () => {
  test("both texts of a pair, differences marked", async () => {
    const { output, ledger } = sample("b", KEPT.replace("forty", "fifty"));
    const html = await pageOf(output, ledger);
    expect(html).toContain("for <del>fifty</del> years");
    expect(html).toContain("for <ins>forty</ins> years");
    expect(html).toContain("2 copies, 206 characters");
  });

  test("texts, ids, languages and notices are escaped", async () => {
    const { output, ledger } = sample(HOSTILE, HOSTILE);
    const notice = { code: "unreadable", severity: "failure", stage: "read", path: HOSTILE, message: HOSTILE } as const;
    const html = await pageOf([{ ...output[0]!, language: HOSTILE, encoding: HOSTILE }, { id: HOSTILE, text: HOSTILE }], ledger, { shown: [notice], count: 1 });
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|\u202e/);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain("\\u202e");
  });

  test("charts, with what they show in words", async () => {
    const { output, ledger } = sample("b", KEPT.replace("forty", "fifty"));
    const html = await pageOf(output, ledger);
    expect(html.match(/<figure>/g)).toHaveLength(4);
    expect(html).toContain('aria-label="Bars: en 1"');
    expect(html).toContain("Near duplicates by coverage: 1 from 0.85 to 0.90. The threshold is 0.85.");
    expect(html).toContain(">threshold 0.85</text>");
  });

  test("where charts cannot be drawn, it says so", async () => {
    const { output, ledger } = sample("b", KEPT);
    const folder = folderWith({ "o.jsonl": `${JSON.stringify(output[0])}\n`, "r.jsonl": ledger.map((line) => `${JSON.stringify(line)}\n`).join("") });
    const data = await gatherReport({ output: join(folder, "o.jsonl"), ledger: join(folder, "r.jsonl"), threshold: 0.85, signal: new AbortController().signal });
    expect(reportPage(data, undefined)).toContain("No charts: the optional package vega is not installed.");
  });

  test("no address is loaded", async () => {
    const { output, ledger } = sample("b", KEPT);
    const html = await pageOf(output, ledger);
    expect(html.match(/(?:src|href)="(?!#)[^"]*"|url\(|@import/g)).toBeNull();
  });

  test("below 5 MB, whatever texts and ids are: a mark that turns the reading direction is shown as six characters", async () => {
    const mark = "\u202e";
    const text = mark.repeat(2000);
    const output = [{ id: mark.repeat(150), text, language: "en", encoding: "UTF-8" }];
    const ledger = Array.from({ length: 600 }, (_, i) => {
      const passage = `${mark.repeat(1000)}${i}`;
      const own = { id: `${mark.repeat(150)}${i}`, start: 0, end: passage.length };
      const removal = { ...own, line: 1, reason: "duplicate.near", score: 0.9, similarity: 0.9, text: passage, coveredBy: [{ id: output[0]!.id, line: 1, start: i >> 1, end: (i >> 1) + 1200 }] };
      return [{ id: own.id, reason: "layout", characters: own.end }, removal];
    });
    const html = await pageOf(output, ledger.flat());
    expect(Buffer.byteLength(html)).toBeGreaterThan(2_000_000);
    expect(Buffer.byteLength(html)).toBeLessThan(5_000_000);
    expect(html).toMatch(/\d+ of 300 are shown/);
  });

  test("heads stand before what follows them, tails behind what goes before", async () => {
    const text = `Menu\n${KEPT}\nAds`;
    const ledger = [
      { id: "a", reason: "layout", characters: text.length, gaps: [[4, "\n"], [text.length - 4, "\n"]] },
      { id: "a", line: 1, start: 0, end: 4, reason: "head.ui", score: 0.98, text: "Menu" },
      { id: "a", line: 3, start: text.length - 3, end: text.length, reason: "tail.ads", score: 0.98, text: "Ads" },
    ];
    const html = await pageOf([{ id: "a", text: KEPT, language: "en", encoding: "UTF-8" }], ledger);
    const order = (name: string, ...parts: string[]): number[] => {
      const part = html.slice(html.indexOf(`<h2 id="${name}">`)).split("</section>")[0]!;
      return parts.map((words) => part.indexOf(words));
    };
    for (const places of [order("heads", "head.ui</p>", '<hr class="cut">', "behind the cut</p>", KEPT), order("tails", "before the cut</p>", KEPT, '<hr class="cut">', "tail.ads</p>")]) {
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    expect(html).toContain("<dt>Heads</dt><dd>1</dd>");
  });

  test("a run without removals", async () => {
    const html = await pageOf([{ id: "a", text: KEPT, language: "en", encoding: "UTF-8" }], []);
    expect(html).toContain("<dt>Documents</dt><dd>1</dd>");
    expect(html).not.toContain("<article");
  });
});

describe.skipIf(CHROMIUM === undefined)("in Chromium (skipped where there is none; CHROMIUM names one)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  /** Opens a page from a file; whatever it says on the console, every dialog and every request for something else is gathered. */
  async function open(html: string): Promise<{ readonly page: Page; readonly troubles: string[] }> {
    const path = join(folderWith({}), "report.html");
    writeFileSync(path, html);
    const page = await browser.newPage();
    const troubles: string[] = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("dialog", (dialog) => {
      troubles.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("request", (request) => request.url() === pathToFileURL(path).href || troubles.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    return { page, troubles };
  }
  const shown = (page: Page, selector: string): Promise<number> => page.locator(`${selector}:visible`).count();

  test("filters and order", async () => {
    const { output, ledger } = sample("b", `${KEPT} And so it went on.`);
    const html = await pageOf(output, ledger);
    const { page, troubles } = await open(html);
    expect(await page.locator("#shown").textContent()).toBe("6 of 6 entries shown");
    await page.getByRole("combobox", { name: /^Reason/ }).selectOption("tail.ads");
    expect([await shown(page, "#main article"), await shown(page, "tbody[data-list] tr")]).toEqual([1, 1]);
    await page.getByRole("button", { name: "Show all" }).click();
    // A form empties its fields behind the event that says so, and only then is filtered anew.
    await expect.poll(() => page.locator("#shown").textContent()).toBe("6 of 6 entries shown");
    await page.locator("[name=most]").fill("0.9");
    expect(await page.locator("#shown").textContent()).toBe("3 of 6 entries shown");
    await page.getByRole("searchbox", { name: "Text or id holds" }).fill("no such words");
    expect(await page.locator("#shown").textContent()).toBe("0 of 6 entries shown");
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(() => page.locator("#shown").textContent()).toBe("6 of 6 entries shown");
    const reasons = (): Promise<string[]> => page.locator("tbody[data-list] tr td:nth-child(3)").allTextContents();
    await page.getByRole("combobox", { name: /^Order/ }).selectOption("lowest score");
    expect(await reasons()).toEqual(["duplicate.near", "tail.ads", "duplicate.exact"]);
    await page.getByRole("combobox", { name: /^Order/ }).selectOption("highest score");
    expect(await reasons()).toEqual(["duplicate.exact", "tail.ads", "duplicate.near"]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("tables are sorted by their heads, with mouse and keyboard, and say so", async () => {
    const { output, ledger } = sample("b", `${KEPT} And so it went on.`);
    const { page, troubles } = await open(await pageOf(output, ledger));
    const table = page.getByRole("region", { name: "Largest removals" });
    const column = (number: number): Promise<string[]> => table.locator(`tbody tr td:nth-child(${number})`).allTextContents();
    await table.getByRole("button", { name: "Score" }).click();
    expect(await column(4)).toEqual(["1.00", "0.98", "0.87"]);
    expect(await table.locator("[aria-sort]").evaluateAll((heads) => heads.map((head) => `${head.textContent} ${head.ariaSort}`))).toEqual(["Score descending"]);
    await page.keyboard.press("Enter");
    expect(await column(4)).toEqual(["0.87", "0.98", "1.00"]);
    await table.getByRole("button", { name: "Reason" }).press("Space");
    expect(await column(3)).toEqual(["duplicate.exact", "duplicate.near", "tail.ads"]);
    expect(await table.locator("th[aria-sort]").allTextContents()).toEqual(["Reason"]);
    await page.getByRole("combobox", { name: /^Order/ }).selectOption("lowest score");
    expect(await table.locator("th[aria-sort]").count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("numbers are sorted by their size, and what is summed up stays last", async () => {
    const counts = Array.from({ length: 17 }, (_, i) => 17 - i).concat(1200);
    const output = counts.flatMap((count, language) => Array.from({ length: count }, (_, i) => ({ id: `${language} ${i}`, text: KEPT, language: `l${language}`, encoding: "UTF-8" })));
    const { page } = await open(await pageOf(output, []));
    const table = page.getByRole("region", { name: "Languages of the documents written" });
    const documents = (): Promise<string[]> => table.locator("tbody tr td:nth-child(2)").allTextContents();
    const sizes = (await documents()).slice(0, -1);
    expect(sizes.slice(0, 3)).toEqual(["1,200", "17", "16"]);
    await table.getByRole("button", { name: "Documents" }).click();
    expect((await documents()).slice(0, -1)).toEqual(sizes);
    await table.getByRole("button", { name: "Documents" }).click();
    expect((await documents()).slice(0, -1)).toEqual(sizes.toReversed());
    expect(await table.locator("tbody tr").last().textContent()).toMatch(/^3 others/);
    await page.close();
  });

  test("hostile texts do nothing, and the console stays silent", async () => {
    const { output, ledger } = sample(HOSTILE, HOSTILE);
    const { page, troubles } = await open(await pageOf(output, ledger));
    await page.getByRole("searchbox", { name: "Text or id holds" }).fill("<script>");
    expect(await page.locator("#shown").textContent()).toBe("6 of 6 entries shown");
    expect(await page.locator("script").count()).toBe(1);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("every field has a label, and the keyboard reaches filter and tables", async () => {
    const { output, ledger } = sample("b", KEPT);
    const { page } = await open(await pageOf(output, ledger));
    const fields = page.locator("input, select");
    expect(await fields.count()).toBe(5);
    expect(await page.locator("label > input, label > select").count()).toBe(5);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the report");
    expect(await page.locator("table:not(:has(caption))").count()).toBe(0);
    expect(await page.locator("h1").count()).toBe(1);
    await page.close();
  });
});
