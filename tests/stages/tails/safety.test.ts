/** What may be cut at all, what is only reported, and what the user can change about it. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mark } from "./mark.ts";
import { ENGLISH, ENGLISH_TEASERS, GERMAN } from "./texts.ts";

const text = (...lines: readonly string[]): string => lines.join("\n");
const ADDRESSES = Array.from({ length: 12 }, (_, i) => `https://kanero-daily.example/2014/11/story-${i * 37}`);

describe("--keep-share", () => {
  const short = text(...GERMAN.slice(0, 3), ...ADDRESSES);
  test("a tail longer than seven tenths of the document is cut only as far as three tenths stay", () => {
    const { cut } = mark(text(GERMAN[1]!, ...ADDRESSES));
    expect(cut).not.toEqual(["2-13 links"]);
  });

  test.each<[number, readonly string[]]>([[0.1, ["4-15 links"]], [0.3, ["4-15 links"]], [0.9, ["15-15 links"]]])("%d", (keepShare, cut) => {
    expect(mark(short, { keepShare }).cut).toEqual(cut);
  });

  test("whatever stands in a text, the share stays", () => {
    const line = fc.constantFrom(...ENGLISH, ...ENGLISH_TEASERS, ...ADDRESSES, "#bells #ferry", "Please subscribe!", "Share", "© 2014 Kanero", "");
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 30 }), fc.constantFrom(0.2, 0.5, 0.8), (lines, keepShare) => {
        const whole = text(...lines);
        const { tails, kept } = mark(whole, { keepShare, eagerTails: true });
        if (tails.length > 0) expect(kept).toBeGreaterThanOrEqual(keepShare - 0.001);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("a doubtful end", () => {
  const DOUBTFUL = text(...ENGLISH, "Seven Ways To Fold A Napkin", "The Mayor Opens A New Bridge");

  test("stays, and is a notice", () => {
    const { cut, notices } = mark(DOUBTFUL);
    expect(cut).toEqual([]);
    expect(notices).toMatchObject([{ code: "tail.doubtful", severity: "doubt", line: 7 }]);
  });

  test("goes with --eager-tails, without a notice", () => {
    const { cut, notices } = mark(DOUBTFUL, { eagerTails: true });
    expect(cut).toEqual(["7-8 ads"]);
    expect(notices).toEqual([]);
  });
});

describe("a Markdown heading among what looks like a tail", () => {
  test.each<[string, readonly string[]]>([
    ["stays, with what stands above it and the line under it", ["## How the bells are tuned", "15-19 links"]],
    ["stays if words of footers are all it has", ["## Contact", "15-19 links"]],
    ["goes if it is made of words of tails", ["## Related articles", "7-19 links"]],
    ["goes if one sign stands alone: a note", ["# The bells in the picture", "7-19 links"]],
    ["goes if it is a tag", ["#bells", "7-12 links 13-13 hashtags 14-19 links"]],
  ])("%s", (_, [line, cut]) => {
    expect(mark(text(...ENGLISH, ...ADDRESSES.slice(0, 6), line!, ...ADDRESSES.slice(6))).cut.join(" ")).toBe(cut);
  });

  test("stays also with one sign where the text begins with such a heading", () => {
    const whole = text("# Bells", ...ENGLISH, ...ADDRESSES.slice(0, 6), "# The bells in the picture", ...ADDRESSES.slice(6));
    expect(mark(whole).cut).toEqual(["16-20 links"]);
  });

  test("stays with the list under it", () => {
    const items = ADDRESSES.map((address) => `* ${address}`);
    const end = [...ADDRESSES.slice(4), "#bells #ferry", "Please subscribe!", "© 2014 Kanero"];
    expect(mark(text(...ENGLISH, "## How the bells are tuned", ...items.slice(0, 4), ...end)).cut.join(" ")).toBe("12-19 links 20-20 hashtags 21-21 plea 22-22 ui");
  });
});

describe("markup at the end", () => {
  const definitions = ADDRESSES.map((address, i) => `[story ${i}]: ${address}`);
  test.each<[string, readonly string[]]>([
    ["link definitions of Markdown", definitions],
    ["those with angle brackets and titles", ADDRESSES.map((address, i) => `[story-${i}]: <${address}> "Story ${i}"`)],
    ["those that begin with a tag", [...ADDRESSES.map((_, i) => `[\`story ${i}\`]: #story-${i}`), ...definitions]],
    ["notes of Markdown", ADDRESSES.map((address, i) => `[^${i}]: ${address}`)],
    ["link definitions of reStructuredText", ADDRESSES.map((address, i) => `.. _story ${i}: ${address}`)],
    ["notes of reStructuredText", ADDRESSES.map((address, i) => `.. [${i}] ${address}`)],
    ["commands of Perl's documentation", ["=head1 COPYRIGHT", "Copyright (c) 2014 Mira Lund. All rights reserved.", "=back", "=back", "=cut"]],
    ["requests of roff", [".SH NOTES", ...ADDRESSES, ".PP", "Report bugs to the ferry.", ".br", "© 2014 Kanero", ".RE"]],
    ["the lines under the last of them", [".SH COPYRIGHT", "Copyright (C) 2014 Kanero Daily, all rights reserved.", "", "See https://kanero.example/terms for more."]],
    ["a lone dot of roff", [".PP", ...ADDRESSES.slice(0, 3), ".SH AUTHOR", "Mira Lund", "© 2014 Kanero", "."]],
    ["a paragraph that ends with one of roff", [`${ADDRESSES[0]!} and\n${ADDRESSES[1]!} say more of that,\nas does the landing\n.RE`]],
    ["lines for the preprocessor", ["KANERO_END_HEADER", "#endif // KANERO_DAILY", "#endif"]],
    ["lines for Emacs", ["Mira Lund <mira@kanero.example>", ";; Local Variables:", ";; coding: utf-8", ";; End:"]],
    ["those as one paragraph of Texinfo", [...ADDRESSES.slice(0, 3), "@c Local Variables:\n@c fill-column: 72\n@c End:"]],
    ["the last of them, after a mode", [...ADDRESSES.slice(0, 3), "mode: change-log\nleft-margin: 8\nEND:"]],
    ["a line for Vim", ["© 2014 Kanero Daily. All rights reserved.", "# vim: set tw=72 sw=4 et:"]],
    ["one for vi in a comment", ["© 2014 Kanero Daily. All rights reserved.", "<!-- vi: set ts=4: -->"]],
    ["a comment of C", ["/* Local Variables: */", "/* coding: utf-8 */", "/* End: */"]],
    ["the end of a comment of C", ["Local Variables:", "buffer-read-only: t", "End:", "*/"]],
  ])("%s stay", (_, end) => {
    expect(mark(text(...ENGLISH, ...end)).cut).toEqual([]);
    expect(mark(text(...ENGLISH, ...end), { eagerTails: true }).cut).toEqual([]);
  });

  test.each<[string, string]>([
    ["a word in brackets", "[Share]"], ["a line of dots", ".. and many more"], ["a lone dot", "."], ["a line of equals signs", "======"], ["the end of something", "Weekend: more of it"], ["an editor's name", "Vim is vi: not more"], ["a tag", "#endifs"],
  ])("%s keeps nothing", (_, line) => {
    expect(mark(text(...ENGLISH, ...ADDRESSES.slice(0, 6), line, ...ADDRESSES.slice(6))).cut[0]).toMatch(/^7-/);
  });

  test("a tail behind link definitions goes, and they stay", () => {
    expect(mark(text(...ENGLISH, ...definitions, "#bells #ferry", ...ADDRESSES, "Please subscribe!")).cut.join(" ")).toBe("19-19 hashtags 20-31 links 32-32 plea");
  });

  test("a list of links below headings is not nothing but tail", () => {
    const { notices } = mark(text("# Kanero links", ...ADDRESSES), { dropSpam: true });
    expect(notices.filter(({ code }) => code === "tail.whole-document")).toEqual([]);
  });
});

describe("a closing note", () => {
  const verses = ["Lamps on the pier", "Names in the wind", "Nobody calls the ninth"];
  test.each([["(Harnau, 1931)"], ["[From the Tuesday pages (third year), 1931]"], ["（大正三年十月）"], ["（明治43・9・23「東京朝日」）"]])("keeps what stands above it: %s", (note) => {
    expect(mark(text(...ENGLISH, ...ADDRESSES, ...verses, note), { eagerTails: true }).cut).toEqual([]);
  });

  test.each([["(c) Harnau Courier 1931"], ["(3 comments)"], ["(1-2 of 3)"], ["(0800) 555 0199 (fax)"], ["(© Harnau Courier, all rights reserved 1931)"], ["Harnau, 1931"]])("is not %s", (line) => {
    expect(mark(text(...ENGLISH, ...ADDRESSES, line)).cut[0]).toMatch(/^7-/);
  });
});

describe("a document that is nothing but tail", () => {
  const FARM = text("Kanero links", ...ADDRESSES);
  const TAGS = text("#ferry #bells", "#ostrow #river", "#sailcloth #oak", "#harbour #frame", "#planks #spring");
  const SALES = text(...Array.from({ length: 30 }, (_, i) => `Cheap sails ${i}, today only https://sails${i}.example/sale\n#sails #sale${i}\nFollow us on Facebook!`));
  const MENU = text("Home", "Log in", "Share", "Tweet", "Back to top", "Privacy Policy", "Terms of use", "© 2014 Kanero Daily");

  test.each([["a link farm", FARM], ["a farm of offers", SALES], ["a wall of tags", TAGS], ["a menu", MENU]])("%s stays whole and is a notice", (_, whole) => {
    const { cut, notices } = mark(whole);
    expect(cut).toEqual([]);
    expect(notices).toMatchObject([{ code: "tail.whole-document", severity: "doubt", path: "folder/a.txt" }]);
  });

  test.each([["a link farm", FARM], ["a farm of offers", SALES], ["a wall of tags", TAGS], ["a menu", MENU]])("%s goes as a whole with --drop-spam", (_, whole) => {
    const { kept, notices } = mark(whole, { dropSpam: true });
    expect(kept).toBe(0);
    expect(notices).toEqual([]);
  });

  test.each([
    ["an article", text(...ENGLISH)],
    ["an article with a tail", text(...ENGLISH, ...ADDRESSES)],
    ["one sentence above links", text(ENGLISH[1]!, ...ADDRESSES)],
    ["a shopping list", text("Milk", "Two loaves of bread", "Lamp oil", "Green paint", "Oak screws", "A brush")],
    ["a directory with a tag to each line", text("Where to hear bells", "Ostrow, the ferry landing, every hour", "#ostrow", "Varn, the mill yard, at noon", "#varn", "Lund, the carpenter's shed, on Sundays", "#lund")],
    ["a header of constants", text("/* Bells of the lower river */", ...["OSTROW", "VARN", "LUND", "HARNAU", "PELL", "KANERO", "VOTILO"].map((name, i) => `#define BELL_${name}_STROKES 0x${i}f`), "#endif")],
    ["four addresses", text(...ADDRESSES.slice(0, 4))],
    ["references", text("References", ...Array.from({ length: 6 }, (_, i) => `Haas, J. R. (19${87 + i}). Bells of the lower river. Annals of Ferries, ${i}(3), 44–61.`))],
  ])("--drop-spam leaves %s", (_, whole) => {
    expect(mark(whole, { dropSpam: true, tails: new Set(["ads", "links", "hashtags", "plea", "ui", "self"]) }).kept).toBeGreaterThanOrEqual(0.3);
  });
});

describe("--tail-words", () => {
  const whole = text(...ENGLISH, "Tingle the brass for Ostrow");

  test("words of the user's are evidence", () => {
    expect(mark(whole).cut).toEqual([]);
    expect(mark(whole, { tailWords: [{ language: "en", plea: ["tingle the brass"] }] }).cut).toEqual(["7-7 plea"]);
  });

  test("but no command: inside an article they cut nothing", () => {
    const inside = text(...ENGLISH.slice(0, 4), "Tingle the brass for Ostrow", ...ENGLISH.slice(4));
    expect(mark(inside, { tailWords: [{ language: "en", plea: ["tingle the brass"] }] }).cut).toEqual([]);
  });
});

describe("cost", () => {
  const folder = new URL("../../../src/stages/tails/", import.meta.url);

  test("the stage has no regular expression that could backtrack", () => {
    const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
    const code = sources.join("\n").replaceAll(/\/\*\*[^]*?\*\/|\/\/.*$|"(?:[^"\\\n]|\\.)*"/gm, "");
    expect(sources.length).toBeGreaterThan(10);
    expect(code.match(/RegExp|\.(?:match|matchAll|replace|replaceAll|search|test|exec)\(|[=(,:]\s*\/[^/\s].*\/[dgimsuvy]*/g)).toBeNull();
  });

  const MEGABYTE = 1 << 20;
  test.each([
    ["#", "#"], ["addresses without end", "www."], ["dots", "a."], ["slashes", "https://"], ["one letter", "a"], ["digits and joints", "1-"],
    ["equal short lines", "Share\n"], ["equal long lines", `${"the bell rang twice and ".repeat(30)}\n`], ["growing copies", Array.from({ length: 400 }, (_, i) => "The river ".repeat(3 + (i % 90))).join("\n")],
    ["tags", "#bell "], ["empty lines", "\n\n a"], ["brackets", "(c("],
  ])("a megabyte of %s is read to its end", (_, unit) => {
    const whole = unit.repeat(Math.ceil(MEGABYTE / unit.length));
    expect(mark(whole).kept).toBeGreaterThanOrEqual(0.3);
  }, 20_000);
});
