/** The ends that are sure by rule, and the quick way out for ends in prose. */
import { describe, expect, test } from "vitest";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { gatherFacts } from "../../../src/stages/tails/line-facts.ts";
import { endsInProse } from "../../../src/stages/tails/prose-end.ts";
import { measureShapes } from "../../../src/stages/tails/shape.ts";
import { findSureEnd } from "../../../src/stages/tails/sure-ends.ts";
import { makeTrie } from "../../../src/stages/tails/word-lists.ts";

const WORDS = makeTrie([{ language: "xx", plea: ["follow us"], ui: ["share"], references: ["sources"] }]);
const PROSE = "The heron stood by the mill pond all morning long.";
const SECOND = "At noon it flew to the other bank and slept there.";
const ADDRESS = "https://kanero.example/2014/heron";

describe("sure by rule", () => {
  test.each<[string, readonly string[], number | undefined]>([
    ["captions from above, closed by a plea", [PROSE, "The pond", SECOND, "The mill", "It flew.", "The pond", "The mill", "Follow us"], 5],
    ["no plea", [PROSE, "The pond", SECOND, "The pond"], undefined],
    ["a plea alone", [PROSE, SECOND, "Follow us"], undefined],
    ["a line between that stood nowhere", [PROSE, "The pond", SECOND, "The pond", "A new line", "Follow us"], undefined],
    ["a long line that stood above is no caption", [`${PROSE} ${PROSE}`, SECOND, `${PROSE} ${PROSE}`, "Follow us"], undefined],
    ["tags and addresses", [PROSE, SECOND, "#heron #pond", ADDRESS, ADDRESS, ADDRESS], 2],
    ["tags, headlines with addresses, a plea", [PROSE, SECOND, "#heron #pond", "Cat goes to sea", ADDRESS, "Bridge opens", ADDRESS, "Follow us"], 2],
    ["tags, headlines with addresses in the same line", [PROSE, SECOND, "#heron #pond", `Cat goes to sea ${ADDRESS}`, `The old bridge over the river opens again ${ADDRESS}`, `Rain ${ADDRESS}`], 2],
    ["tags above lines that only mention an address", [PROSE, SECOND, "#heron #pond", `More on ${ADDRESS} and in the book.`, `See ${ADDRESS} for the rest.`, ADDRESS], undefined],
    ["the lead once more, cut inside a word", [PROSE, SECOND, "It flew.", "The heron stood by the mil"], 3],
    ["with dots", [PROSE, SECOND, "It flew.", "The heron stood by the mill…"], 3],
    ["between words it may be a refrain", [PROSE, SECOND, "It flew.", "The heron stood by the mill"], undefined],
    ["between words, but too long for a refrain", [`${PROSE.slice(0, -1)}, and nobody came.`, SECOND, "It flew.", "The heron stood by the mill pond all morning long, and nobody"], 3],
    ["a long line once more, but for its end mark", [PROSE, SECOND, "It flew.", PROSE.slice(0, -1)], undefined],
    ["a whole line once more may be one, too", [PROSE, SECOND, "It flew.", PROSE], undefined],
    ["a few letters of it", [PROSE, SECOND, "It flew.", "The heron st"], undefined],
    ["a copy of a later line", [PROSE, SECOND, "It flew.", "It slept.", "The miller mended his net.", "It flew again.", "The miller mended his n"], undefined],
    ["too few lines", [PROSE, SECOND, "#heron #pond", ADDRESS], undefined],
    ["addresses without tags may be content", [PROSE, SECOND, ADDRESS, ADDRESS, ADDRESS, ADDRESS], undefined],
    ["prose behind the tags", [PROSE, SECOND, "#heron #pond", ADDRESS, ADDRESS, PROSE], undefined],
    ["a finished line among the addresses", [PROSE, SECOND, "#heron #pond", ADDRESS, "It flew.", ADDRESS, ADDRESS], undefined],
  ])("%s", (_, lines, first) => {
    const text = lines.join("\n");
    const paragraphs = splitParagraphs(text);
    expect(findSureEnd(gatherFacts(text, paragraphs, measureShapes(text, paragraphs), WORDS))).toBe(first);
  });
});

describe("ends in prose", () => {
  test.each<readonly [string, readonly string[], boolean]>([
    ["finished lines", [PROSE, SECOND, "Nobody saw it come back to the pond, and the miller asked in every village along the river.", PROSE], true],
    ["too few lines to say", [PROSE, SECOND], false],
    ["one line that is not finished", [PROSE, PROSE, SECOND, "The heron stood by the mill pond all morning long"], false],
    ["a short line", [PROSE, PROSE, SECOND, "It flew."], false],
    ["only the last two count", ["Share", SECOND, PROSE], true],
    ["a plea", [PROSE, PROSE, SECOND, "Follow us and read what the heron does."], false],
    ["an address", [PROSE, PROSE, SECOND, "More stands on the page kanero.example about the heron."], false],
    ["a tag", [PROSE, PROSE, SECOND, "More stands under the tag #heron for those who like it."], false],
    ["a price", [PROSE, PROSE, SECOND, "A heron made of wood can be bought for $12 at the mill."], false],
    ["a word of references is none of a tail", [PROSE, PROSE, SECOND, "Sources say that the heron will come back in the spring."], true],
  ])("%s", (_, lines, expected) => {
    const text = lines.join("\n");
    const paragraphs = splitParagraphs(text);
    expect(endsInProse(text, paragraphs, WORDS)).toBe(expected);
  });
});
