import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWhiteSpace } from "../../../src/characters.ts";
import type { TextDocument } from "../../../src/document.ts";
import { splitIntoParagraphs, splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";

function paragraphsOf(text: string): string[] {
  const { count, starts, ends } = splitParagraphs(text);
  return Array.from({ length: count }, (_, i) => text.slice(starts[i], ends[i]));
}

/** How many lines each paragraph has. */
const linesEach = (text: string): number[] => paragraphsOf(text).map((paragraph) => paragraph.split(/\r\n|\r|\n/).length);

describe("lines are paragraphs", () => {
  test.each<[string, string[]]>([
    ["", []],
    [" \n\n", []],
    ["One.\nTwo.\nThree.\n", ["One.", "Two.", "Three."]],
    ["One.\r\n\r\nTwo.", ["One.", "Two."]],
    ["One.\n\n\n\nTwo.", ["One.", "Two."]],
    ["  indented\nnot\n", ["  indented", "not"]],
    ["\u3000字下げの段落。\nつぎの段落。\n", ["\u3000字下げの段落。", "つぎの段落。"]],
    ["trailing \t\nnext", ["trailing \t", "next"]],
  ])("%j", (text, paragraphs) => {
    expect(paragraphsOf(text)).toEqual(paragraphs);
  });

  test("also long ones that end with a full stop, one behind the other", () => {
    const text = [
      "The ferry is late again today, and the baker on the far side of the river has sold all of his bread.",
      "Nobody complains, for the ferryman has a good reason: his daughter was born in the small hours.",
      "A dog waits on the jetty and barks at each wave that comes in, as if it could send them back.",
    ].join("\n");
    expect(linesEach(text)).toEqual([1, 1, 1]);
  });

  test("goes on with the document's other fields", () => {
    const document: TextDocument = { id: "a", source: "a", text: "x\ny", encoding: "UTF-8", encodingConfidence: 1, replacementCharacters: 0, byteOrderMark: true, part: 2 };
    expect(splitIntoParagraphs(document)).toEqual({ ...document, paragraphs: { count: 2, starts: Uint32Array.of(0, 2), ends: Uint32Array.of(1, 3) } });
  });
});

const LATIN = [
  "The keeper of the small lighthouse wrote every evening into a book with",
  "a green cover what the sea had brought him, be it a plank, a bottle or a",
  "hat, and in the last years also the names of ships that did not answer",
  "when he called them by radio. The book is kept in the town hall now, in",
  "a case of glass, and whoever asks may turn its pages with white gloves.",
];
const CYRILLIC = [
  "Смотритель маяка каждый вечер записывал в зелёную книгу всё то, что",
  "приносило ему море: доску, бутылку или шляпу, а в последние годы ещё и",
  "имена кораблей, которые не отвечали, когда он вызывал их по радио, и",
  "теперь эта книга хранится в ратуше под стеклом, где её можно читать.",
];
const JAPANESE = [
  "灯台守は毎晩、海が運んできたものを緑の表紙の帳面に書きとめていた。板きれ",
  "のこともあれば、瓶や帽子のこともあり、晩年には無線で呼びかけても返事をし",
  "なかった船の名前まで書くようになった。その帳面はいまでは町役場のガラスの",
  "箱におさめられていて、頼めばだれでも白い手袋をはめて頁をめくることができ",
  "るのだが、最後の頁だけは破り取られていて、何が書かれていたのか知る人はい",
  "ない。",
];
const CHINESE = [
  "守灯塔的老人每天晚上都把海水带来的东西记在一本绿皮的本子里，有时是一块木板，",
  "有时是一个瓶子或者一顶帽子，到了最后几年，连那些在无线电里怎么叫也不回答",
  "的船名也写了进去。这个本子现在放在镇公所的玻璃柜里，谁要是想看，戴上白手套",
  "就可以翻。只有最后一页被人撕掉了，上面到底写过什么，镇上已经没有一个人知道",
  "了。",
];

describe("hard-wrapped lines are one paragraph", () => {
  test.each<[string, string[]]>([["Latin", LATIN], ["Cyrillic", CYRILLIC], ["Japanese", JAPANESE], ["Chinese", CHINESE]])("%s", (_, lines) => {
    for (const lineEnd of ["\n", "\r\n", "\r"]) expect(paragraphsOf(lines.join(lineEnd))).toEqual([lines.join(lineEnd)]);
    expect(paragraphsOf(`${lines.join("\n")}\n`)).toEqual([lines.join("\n")]);
  });

  test("a blank line ends it", () => {
    expect(linesEach(`${LATIN.join("\n")}\n\n${LATIN.join("\n")}\n`)).toEqual([5, 5]);
    expect(linesEach(`${JAPANESE.join("\r\n")}\r\n\u3000\r\n${JAPANESE.join("\r\n")}`)).toEqual([6, 6]);
  });

  test("one document can hold both kinds", () => {
    expect(linesEach(`A heading\n\nA line.\nAnother line.\n\n${LATIN.join("\n")}\n\nA last line.\nThe end.\n`)).toEqual([1, 1, 1, 5, 1, 1]);
  });

  test("a line that is not full ends a paragraph inside a block", () => {
    const text = [...LATIN.slice(0, 4), "a case of glass.", ...LATIN].join("\n");
    expect(linesEach(text)).toEqual([5, 5]);
  });

  test.each<[string, string[]]>([
    ["two lines are too few", LATIN.slice(0, 2)],
    ["verse is narrow", ["the sea is wide and", "the night is long and", "the lamp is low but", "the oil will do"]],
    ["items of a list", LATIN.map((line) => `- ${line}`)],
    ["numbered items", LATIN.map((line, i) => `${i + 1}. ${line}`)],
    ["addresses", LATIN.map((line, i) => `https://example.org/${i}/${line.replaceAll(" ", "-").slice(0, 40)}`)],
    ["lines of tags", LATIN.map((line) => `${line.slice(0, 50)} #lighthouse`)],
    ["lines that are wider than anybody wraps", LATIN.map((line) => `${line} ${line}`)],
    ["teasers that a site cut off", LATIN.map((line) => `${line.slice(0, 60)}…`)],
    ["Japanese teasers of one length", JAPANESE.slice(0, 5).map((line) => `猫${line.slice(2, 30)}の写真`)],
  ])("but not: %s", (_, lines) => {
    expect(linesEach(lines.join("\n"))).toEqual(lines.map(() => 1));
  });
});

const SENTENCE = "A sentence of the harbour book has been copied out once more. ";
const ENDS: readonly [string, string][] = [
  ["English", SENTENCE.repeat(40)],
  ["with closing quotes", `He said: "${"x".repeat(50)}." `.repeat(40)],
  ["Japanese", "港の帳面に書かれた文の一つである。".repeat(150)],
  ["Japanese speech", "「港の帳面に書かれた文の一つである。」".repeat(150)],
  ["Chinese with marks", "这是港口记事本里的一句话吗？是的！".repeat(150)],
  ["Hindi", "यह बंदरगाह की किताब का एक वाक्य है। ".repeat(80)],
  ["Arabic", "هل هذه جملة من كتاب الميناء؟ ".repeat(100)],
];

describe("a long paragraph is split at sentence ends", () => {
  test.each(ENDS)("%s", (_, text) => {
    const paragraphs = paragraphsOf(text);
    expect(paragraphs.length).toBeGreaterThan(2);
    for (const paragraph of paragraphs) {
      expect(paragraph.trimEnd()).toMatch(/[.。！？?।؟]["」]?$/);
      expect(paragraph.length).toBeLessThanOrEqual(1100);
    }
    // All but the last are about as long as they may be.
    for (const paragraph of paragraphs.slice(0, -1)) expect(paragraph.length).toBeGreaterThan(800);
  });

  test("1,000 units are still one, and what stands between two belongs to neither", () => {
    const first = `${"X".repeat(497)}.`;
    expect(paragraphsOf(`${first} ${"Y".repeat(500)}.`)).toHaveLength(1);
    expect(paragraphsOf(`${first} ${"Y".repeat(501)}.`)).toEqual([first, `${"Y".repeat(501)}.`]);
  });

  test.each([
    ["a full stop inside a number or a name", "3.14 and example.org ".repeat(60)],
    ["an abbreviation before a small letter", "approx. the size of a boat ".repeat(60)],
    ["no mark at all", "word ".repeat(2400)],
  ])("%s ends no sentence", (_, text) => {
    expect(paragraphsOf(text)).toHaveLength(1);
  });

  test("a text without any sentence end is cut all the same, at white space, and never inside a character", () => {
    const words = paragraphsOf("word ".repeat(8000));
    expect(words.length).toBeGreaterThan(1);
    for (const paragraph of words) {
      expect(paragraph.length).toBeLessThanOrEqual(16_000);
      expect(paragraph.trimEnd()).toMatch(/^word.*word$/s);
    }
    for (const text of ["😀".repeat(20_000), `x${"😀".repeat(20_000)}`]) {
      const paragraphs = paragraphsOf(text);
      expect(paragraphs.length).toBeGreaterThan(1);
      for (const paragraph of paragraphs) expect(paragraph).toMatch(/^x?(?:\u{1f600})+$/u);
    }
  });
});

// Each took the square of its length.
describe("a long text of one kind is split in one pass", () => {
  test.each([
    ["full stops", "。".repeat(1_000_000), 1],
    ["full stops behind letters", `灯${"。".repeat(999)}`.repeat(1000), 1000],
    ["lines that are cut off", "The keeper wr…\n".repeat(100_000), 100_000],
  ])("%s", (_, text, count) => expect(splitParagraphs(text).count).toBe(count));
});

/** Pieces of text that every rule above has to do with. */
const piece = fc.oneof(
  fc.constantFrom("\n", "\r\n", "\r", "\n\n", " ", "\u3000", "\t", "\u0085", "\u2028", "\ufeff", "\u200b"),
  fc.constantFrom(...LATIN, ...JAPANESE, SENTENCE, "。", ".", "…", "- ", "「", "」", "#a", "https://a.b/c"),
  fc.constantFrom("😀", "𠮷", "\ud800", "\udc00", "é", "e\u0301", "語"),
  fc.constantFrom(SENTENCE.repeat(20), "港の帳面。".repeat(300), "x".repeat(17_000)),
  fc.string({ unit: "binary", maxLength: 20 }),
);

describe("paragraphs and gaps tile any text", () => {
  test("in order, without overlap, gaps white space only, paragraphs never blank", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const { count, starts, ends } = splitParagraphs(text);
        expect([starts.length, ends.length]).toEqual([count, count]);
        let at = 0;
        const blank = (from: number, to: number): boolean => {
          for (let i = from; i < to; i++) if (!isWhiteSpace(text.charCodeAt(i))) return false;
          return true;
        };
        for (let i = 0; i < count; i++) {
          expect(starts[i]!).toBeGreaterThanOrEqual(at);
          expect(ends[i]!).toBeGreaterThan(starts[i]!);
          expect(blank(at, starts[i]!), `gap ${i}`).toBe(true);
          expect(blank(starts[i]!, ends[i]!), `paragraph ${i}`).toBe(false);
          at = ends[i]!;
        }
        expect(blank(at, text.length)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("never inside a character", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("😀".repeat(300), "𠮷。", "\n", "x", "😀. "), { maxLength: 60 }), (pieces) => {
        for (const paragraph of paragraphsOf(pieces.join(""))) expect(paragraph).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 100 },
    );
  });
});
