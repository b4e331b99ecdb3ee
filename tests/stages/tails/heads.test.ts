/** What goes above an article with --heads, and what stays there. */
import { describe, expect, test } from "vitest";
import { mark } from "./mark.ts";
import { ENGLISH, GERMAN, JAPANESE } from "./texts.ts";

const text = (...lines: readonly string[]): string => lines.join("\n");
const cut = (lines: readonly string[], settings: Parameters<typeof mark>[1] = {}): readonly string[] => mark(text(...lines), { heads: true, ...settings }).cut;

describe("goes", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["a menu", ["Home", "Log in", "Contact us", ...ENGLISH], ["1-3 head.ui"]],
    ["a German menu", ["Startseite", "Anmelden", "Impressum", ...GERMAN], ["1-3 head.ui"]],
    ["buttons between title and text", [ENGLISH[0]!, "Share", "Print this page", ...ENGLISH.slice(1)], ["2-3 head.ui"]],
    ["a plea and tags, the names between stay", ["Please follow us on our channel!", "Mira Lund, 4 May", "#ferry #ostrow #bells", ...ENGLISH], ["1-1 head.plea", "3-3 head.hashtags"]],
    ["addresses", ["https://kanero-daily.example/ferry", "www.votilo.example", ...JAPANESE], ["1-2 head.links"]],
  ])("%s", (_, lines, expected) => {
    expect(cut(lines)).toEqual(expected);
  });

  test("head and tail of one document", () => {
    expect(cut(["Home", "Log in", ...ENGLISH, "Please like, share and subscribe to our channel!"])).toEqual(["1-2 head.ui", "9-9 tail.plea"]);
  });
});

describe("stays", () => {
  test.each<[string, readonly string[]]>([
    ["an article", ENGLISH],
    ["a title that is a word of a menu", ["Contact", ...ENGLISH]],
    ["title, name and date", [ENGLISH[0]!, "By Mira Lund", "4 May 2014", "Photo: Thea Brock", ...ENGLISH.slice(1)]],
    ["short items without prose below", ["Home", "Log in", "Two loaves of bread", "Lamp oil", "Green paint"]],
    ["a menu below forty lines of short items", [...Array.from({ length: 40 }, (_, i) => `Plank ${i}`), "Home", "Log in", ...ENGLISH]],
    ["headings of references", ["References", "Sources", ...ENGLISH]],
    ["badges and links of a readme", ["# Ferry bells", "[![Bells](https://kanero-daily.example/bells.svg)](https://kanero-daily.example)", "[bells]: https://kanero-daily.example/bells", '<img src="https://kanero-daily.example/bells.png">', ...ENGLISH]],
    ["a table of contents", ["How the bell was found", "Who rings it", "What the council said", ...ENGLISH]],
  ])("%s", (_, lines) => {
    expect(cut(lines)).toEqual([]);
  });

  test("everything without --heads", () => {
    expect(mark(text("Home", "Log in", "Contact us", ...ENGLISH)).cut).toEqual([]);
  });

  test("kinds that --tails does not name", () => {
    expect(cut(["Home", "Log in", ...ENGLISH], { tails: new Set(["links"]) })).toEqual([]);
  });

  test("what --keep-share needs", () => {
    const head = Array.from({ length: 20 }, (_, i) => `https://kanero-daily.example/2014/11/story-of-the-day-${i}`);
    expect(cut([...head, ...ENGLISH], { keepShare: 0.6 })).toEqual([]);
    expect(cut([...head, ...ENGLISH], { keepShare: 0.3 })).toEqual(["1-20 head.links"]);
  });
});
