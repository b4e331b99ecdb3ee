import { describe, expect, test } from "vitest";
import { readModelFile } from "../../../src/models/model-file.ts";
import { coverWithWords } from "../../../src/stages/tails/word-cover.ts";
import { makeTrie, parseWordFile, shippedWordFiles, shippedWords, WORD_KINDS, type WordKind, WordTrie } from "../../../src/stages/tails/word-lists.ts";

function coverOf(trie: WordTrie, text: string, kind: WordKind): string {
  const cover = coverWithWords(trie, text, 0, text.length);
  return `${cover.byKind[WORD_KINDS.indexOf(kind)]}/${cover.letters}`;
}

const trie = makeTrie([{ language: "xx", plea: ["follow us", "subscrib*", "関注", "点赞"], ui: ["share", "注"] }]);

describe("cover with list words", () => {
  test.each<[string, WordKind, string]>([
    ["Follow us!", "plea", "8/8"],
    ["FOLLOW   US now", "plea", "8/11"],
    ["follow usual paths", "plea", "0/16"],
    ["unfollow us", "plea", "0/10"],
    ["subscribers only", "plea", "8/15"],
    ["请点赞吧", "plea", "2/4"],
    ["share", "ui", "5/5"],
    ["shareholders", "ui", "0/12"],
    ["注", "ui", "1/1"],
    ["注意", "ui", "0/2"],
  ])("%s: %s %s", (text, kind, expected) => {
    expect(coverOf(trie, text, kind)).toBe(expected);
  });
});

test("refuses lists under unknown names, and text that is no JSON", () => {
  expect(() => parseWordFile('{"language":"en","pleas":["x"]}')).toThrow('"pleas" is no kind of words; there are plea, ui, footer, related, ads, references');
  expect(() => parseWordFile("plea: x")).toThrow("it is no JSON");
});

test("the packed trie is that of the lists (npm run make:tail-words)", () => {
  expect(readModelFile("tails-words.gz").equals(makeTrie(shippedWordFiles()).pack())).toBe(true);
});

test("an unpacked trie is what was packed, and can grow", () => {
  const again = WordTrie.unpack(trie.pack());
  again.add("ring the bell", "plea");
  expect(["Follow us!", "subscribers only", "follow usual paths", "请点赞吧", "ring the bell"].map((text) => coverOf(again, text, "plea"))).toEqual(["8/8", "8/15", "0/16", "2/4", "11/11"]);
});

test("own lists are added to the shipped ones", () => {
  const own = shippedWords([{ language: "en", plea: ["ring the bell"] }]);
  expect(coverOf(own, "Ring the bell!", "plea")).toBe("11/11");
  expect(coverOf(own, "Impressum", "footer")).toBe("9/9");
  expect(coverOf(shippedWords(), "Ring the bell!", "plea")).toBe("0/11");
});

test.each(["{}", '{"language":"en","plea":"x"}', '{"language":"en","ui":[1]}', "[]"])("refuses the list file %s", (json) => {
  expect(() => parseWordFile(json)).toThrow(/word list|no list/);
});

test.each([
  ["Please subscribe to our newsletter", "plea"], ["Impressum", "footer"], ["À lire aussi", "related"], ["Iniciar sesión", "ui"], ["Grátis", "ads"], ["Читайте также", "related"],
  ["اقرأ أيضا", "related"], ["Đăng nhập", "ui"], ["เข้าสู่ระบบ", "ui"], ["Baca juga", "related"], ["関連記事", "related"], ["返回顶部", "ui"], ["隱私權政策", "footer"], ["관련 기사", "related"],
] as const)("the shipped lists know %s", (text, kind) => {
  const [covered, letters] = coverOf(shippedWords(), text, kind).split("/").map(Number);
  expect(covered! / letters!).toBeGreaterThan(0.5);
});
