import { describe, expect, test } from "vitest";
import { CAPITAL, DIGIT, HASH, KIND_OF, KINDS, LETTER, UNMARKED, WIDE } from "../../../src/stages/tails/character-kinds.ts";
import { ELLIPSIS, FINISHED, measureShapes, OPEN_END } from "../../../src/stages/tails/shape.ts";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";

const shapeOf = (text: string): ReturnType<typeof measureShapes> => measureShapes(text, splitParagraphs(text));

test.each([
  ["a", LETTER], ["é", LETTER], ["ж", LETTER], ["ع", LETTER], ["Ä", CAPITAL], ["Ж", CAPITAL], ["漢", WIDE], ["ー", WIDE], ["한", WIDE], ["ก", UNMARKED], ["7", DIGIT], ["٣", DIGIT], ["＃", HASH],
])("%s is of kind %i", (character, kind) => {
  expect(KIND_OF[character.charCodeAt(0)]).toBe(kind);
});

describe("shape of a line", () => {
  test.each([
    ["The cat sat down.", FINISHED], ["“The cat sat down.”", FINISHED], ["猫が座った。", FINISHED], ["猫が「座った。」", FINISHED], ["هل جلس؟", FINISHED],
    ["The cat sat…", ELLIPSIS], ["The cat sat...", ELLIPSIS], ["The cat", OPEN_END], ["The cat:", OPEN_END],
  ])("%s ends as %i", (text, ending) => {
    expect(shapeOf(text).ending[0]).toBe(ending);
  });

  test.each([["One. Two! Three?", 3], ["Version 2.5 is out", 0], ["一。二！三", 2], ["No end", 0]])("%s has %i sentence ends", (text, sentences) => {
    expect(shapeOf(text).sentences[0]).toBe(sentences);
  });

  test("counts kinds and weighs a wide character 2.5 letters", () => {
    const shape = shapeOf("ab Cd 12\n漢字");
    expect([shape.kinds[LETTER], shape.kinds[CAPITAL], shape.kinds[DIGIT], shape.weight[0]]).toEqual([3, 1, 2, 12]);
    expect([shape.kinds[KINDS + WIDE], shape.weight[1]]).toEqual([2, 10]);
  });
});
