/** Reason of each kind of tail line, and of lines that only their neighbours explain. */
import { expect, test } from "vitest";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { gatherFacts } from "../../../src/stages/tails/line-facts.ts";
import { reasonsFrom } from "../../../src/stages/tails/reasons.ts";
import { measureShapes } from "../../../src/stages/tails/shape.ts";
import { makeTrie } from "../../../src/stages/tails/word-lists.ts";

const WORDS = makeTrie([{ language: "xx", plea: ["follow us"], ui: ["share"], footer: ["imprint"] }]);
const LEAD = "The heron stood by the mill pond all morning long and watched.";

test.each<[string, readonly string[], readonly string[]]>([
  ["copy of the lead", ["The heron stood by the mill…"], ["self"]],
  ["tags", ["#heron #pond"], ["hashtags"]],
  ["a tag inside a line is no line of tags", ["All that we know about the bird called #heron so far"], ["ads"]],
  ["plea", ["Follow us, friends"], ["plea"]],
  ["plea with an address", ["Follow us every day at kanero.example"], ["plea"]],
  ["tags without spaces", ["#heron#pond"], ["hashtags"]],
  ["a line of the tail that comes again is no copy of the lead", ["The cat goes to sea and", "The cat goes to sea and"], ["ads", "ads"]],
  ["a line with ©", ["© 2014 Kanero Daily"], ["ui"]],
  ["address", ["https://kanero.example/a"], ["links"]],
  ["headline above an address", ["Cat goes to sea", "https://kanero.example/a", "Bridge opens"], ["links", "links", "links"]],
  ["controls", ["Share"], ["ui"]],
  ["footer", ["Imprint"], ["ui"]],
  ["a control inside a long line", ["People who share a boat across the whole of the lake every day know each other well"], ["ads"]],
  ["a plea as short as a button among controls", ["Share", "Follow us", "Imprint"], ["ui", "ui", "ui"]],
  ["such a plea with an end mark", ["Follow us!", "Imprint"], ["plea", "ui"]],
  ["such a plea alone", ["Follow us", "Cat goes to sea"], ["plea", "ads"]],
  ["anything else", ["Cat goes to sea"], ["ads"]],
  ["line by line", ["#heron #pond", "https://kanero.example/a", "Share"], ["hashtags", "links", "ui"]],
])("%s", (_, tail, reasons) => {
  const text = [LEAD, "It flew.", ...tail].join("\n");
  const paragraphs = splitParagraphs(text);
  const facts = gatherFacts(text, paragraphs, measureShapes(text, paragraphs), WORDS);
  expect(reasonsFrom(facts, 2)).toEqual(reasons.map((reason) => `tail.${reason}`));
});
