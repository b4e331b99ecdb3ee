/** Every feature of a line, each on the smallest text that shows it. */
import { describe, expect, test } from "vitest";
import { splitParagraphs } from "../../../src/stages/paragraphs/paragraphs.ts";
import { CAPITAL, DIGIT, END, LETTER } from "../../../src/stages/tails/character-kinds.ts";
import { FEATURE_NAMES, measureFeatures, NEIGHBOUR_FEATURES, OWN_FEATURES } from "../../../src/stages/tails/features.ts";
import { gatherFacts, NEVER } from "../../../src/stages/tails/line-facts.ts";
import { measureShapes } from "../../../src/stages/tails/shape.ts";
import { makeTrie } from "../../../src/stages/tails/word-lists.ts";

const WORDS = makeTrie([{
  language: "xx", plea: ["follow us"], ui: ["share"], footer: ["imprint"], related: ["read on"], ads: ["free"], references: ["sources"],
}]);

/** A feature of line `line` (from 0). */
function featureOf(text: string, line: number, name: string): number {
  const paragraphs = splitParagraphs(text);
  const rows = measureFeatures(gatherFacts(text, paragraphs, measureShapes(text, paragraphs), WORDS));
  return rows[line * FEATURE_NAMES.length + FEATURE_NAMES.indexOf(name)]!;
}

const lines = (...texts: readonly string[]): string => texts.join("\n");
const LEAD = "The heron stood by the mill pond all morning long and watched.";
const PROSE = "The heron stood by the mill pond all morning long and watched the miller mend his net.";
/** Three headlines cut off at 30 characters, one that is shorter. */
const CUT_OFF = lines("A body line.", "Mayor opens a bridge over the ", "Nine ways to fold a napkin wit", "The cat that went to sea and c", "Short one");

/** A paragraph of four lines, wrapped between words; one whose lines look wrapped, and are texts cut off at one length. */
const WRAPPED = lines("The heron stood by the mill pond all morning long and", "watched the miller, who was mending a net that an otter", "had torn in the night, and nobody said a word until then, when", "bell rang for lunch in the village behind the hill.");
const CUT_LINES = lines("The heron stood by the mill pond all morning long and watched th", "and nobody in the village knew when the tram would come back to ", "old ferryman has learned to ring both of his bells in turn and s", "since the harbour froze in a night and the boats lay still until.");
const DRAWN = lines("A body line.", "│ The heron of the pond │ 412 │", "│ The otter by the mill │ 398 │", "│ The crow on the roof  │ 377 │");
/** Name, text, line, value where the sign stands; a second text, line and value where it does not. */
const CASES: readonly (readonly [string, string, number, number])[] = [
  ["weight", "ab cd", 0, 8], ["weight", "漢字", 0, 10],
  ["weightAgainstBefore", lines("abcd", "ab"), 1, 500], ["weightAgainstBefore", lines("ab", "abcd"), 1, 2000], ["weightAgainstBefore", "ab", 0, 1000],
  ["finished", "It ends.", 0, 1000], ["finished", "It goes on", 0, 0],
  ["ellipsis", "It goes…", 0, 1000], ["ellipsis", "It goes.", 0, 0],
  ["sentences", "One. Two.", 0, 2], ["sentences", "One", 0, 0],
  ["firstKind", "Big", 0, CAPITAL], ["firstKind", "small", 0, LETTER],
  ["lastKind", "room 5", 0, DIGIT], ["lastKind", "room.", 0, END],
  ["listMark", "- milk", 0, 1000], ["listMark", "• milk", 0, 1000], ["listMark", "2. milk", 0, 1000], ["listMark", "1、牛乳", 0, 1000], ["listMark", "(3) milk", 0, 1000],
  ["listMark", "2 cups", 0, 0], ["listMark", "milk", 0, 0], ["listMark", "1987 was dry", 0, 0],
  ["indent", "a\n   b", 1, 3], ["indent", "a\nb", 1, 0],
  ["unclosed", "彼は「今日は雨だから", 0, 1000], ["unclosed", "She said (softly)", 0, 0],
  ["innerLines", WRAPPED, 0, 3], ["innerLines", "One\nTwo", 0, 0],
  ["innerCuts", CUT_LINES, 0, 2], ["innerCuts", WRAPPED, 0, 0],
  ["digitShare", "ab12", 0, 500], ["digitShare", "abcd", 0, 0],
  ["separatorShare", "a|b|", 0, 500], ["separatorShare", "abcd", 0, 0],
  ["codeShare", "{}ab", 0, 500], ["codeShare", "abcd", 0, 0],
  ["slashShare", "a/b/", 0, 500], ["slashShare", "abcd", 0, 0],
  ["endShare", "ab..", 0, 500], ["endShare", "abcd", 0, 0],
  ["otherShare", "ab€€", 0, 500], ["otherShare", "abcd", 0, 0],
  ["wideShare", "ab漢字", 0, 500], ["wideShare", "abcd", 0, 0],
  ["unmarkedShare", "abกข", 0, 500], ["unmarkedShare", "abcd", 0, 0],
  ["capitals", "ABcd", 0, 500], ["capitals", "abcd", 0, 0],
  ["titleCase", "Two Words here now", 0, 500], ["titleCase", "two words", 0, 0],
  ["words", "three small words", 0, 3], ["words", "12 34", 0, 0],
  ["addressShare", "to www.ab.example", 0, 823], ["addressShare", "to the mill", 0, 0],
  ["addresses", "www.ab.example or https://c.example/d", 0, 2], ["addresses", "a.b", 0, 0],
  ["mails", "me@ab.example", 0, 1], ["mails", "me at home", 0, 0],
  ["tagShare", "ab #mill", 0, 625], ["tagShare", "ab mill", 0, 0],
  ["tags", "#mill #pond", 0, 2], ["tags", "#mill#pond#heron", 0, 3], ["tags", "no. #1", 0, 0],
  ["mentions", "by @heron", 0, 1], ["mentions", "by heron", 0, 0],
  ["phones", "call 0800 555 0199", 0, 1], ["phones", "in 1987", 0, 0],
  ["prices", "for $12", 0, 1], ["prices", "for 12", 0, 0],
  ["years", "from 1987 to 2014", 0, 2], ["years", "from 198 to 20145", 0, 0],
  ["numbers", "5 of 7", 0, 2], ["numbers", "five", 0, 0],
  ["copyrights", "© Mill", 0, 1], ["copyrights", "Mill", 0, 0],
  ["initials", "Haas, J. R.", 0, 2], ["initials", "Haas and Roth", 0, 0],
  ["titleMarks", "《湖》研究[J]", 0, 2], ["titleMarks", "湖の研究", 0, 0],
  ["arrows", "→ here", 0, 1], ["arrows", "here", 0, 0],
  ["pictures", "here 😀", 0, 1], ["pictures", "here", 0, 0],
  ["pleaWords", "Follow us now", 0, 727], ["pleaWords", "Share", 0, 0],
  ["uiWords", "Share", 0, 1000], ["uiWords", "Imprint", 0, 0],
  ["footerWords", "Imprint", 0, 1000], ["footerWords", "Share", 0, 0],
  ["relatedWords", "Read on", 0, 1000], ["relatedWords", "Share", 0, 0],
  ["adWords", "Free", 0, 1000], ["adWords", "Freedom", 0, 0],
  ["referenceWords", "Sources", 0, 1000], ["referenceWords", "Share", 0, 0],
  ["pleaLength", "Follow us now", 0, 15], ["pleaLength", "Share", 0, 0], ["adLength", "Free", 0, 8], ["adLength", "Share", 0, 0],
  ["anyWord", "Share free", 0, 1000], ["anyWord", "mill pond", 0, 0],
  ["unknownWords", lines("heron mill", "heron otter"), 1, 500], ["unknownWords", lines("heron mill", "heron mill"), 1, 0],
  ["commonWords", lines("heron a", "heron b", "heron otter"), 2, 500], ["commonWords", lines("heron a", "otter b", "heron otter"), 2, 0],
  ["nearWords", lines("heron", "otter", "heron fox"), 2, 500], ["nearWords", lines("heron", "o", "o", "o", "o", "heron"), 5, 0],
  ["leadWords", lines("heron", ...Array.from({ length: 12 }, () => "o"), "heron fox"), 13, 500], ["leadWords", lines("heron", "heron fox"), 1, 0],
  ["knownTopics", lines("heron mills", "heron otter"), 1, 500], ["knownTopics", lines("漢字湖", "漢字鳥"), 1, 500], ["knownTopics", lines("heron mill", "the mill"), 1, -1],
  ["knownTopics", lines("heron a", "heron b", "heron c", "heron d"), 3, -1],
  ["bridges", lines("heron mills", "otter", "heron otter"), 1, 333], ["bridges", lines("heron", "otter", "otter"), 1, 0],
  ["distinctWords", "heron heron otter", 0, 2], ["distinctWords", "12 34", 0, 0],
  ["repeated", lines("heron mill", "otter", "heron mill"), 2, 1000], ["repeated", lines("heron mill", "otter", "heron pond"), 2, 0],
  ["leadCopy", lines(LEAD, "More.", "The heron stood by the mill…"), 2, 1000], ["leadCopy", lines(LEAD, "More.", "The heron flew over the mill…"), 2, 0],
  ["leadCopy", lines(LEAD, "More.", LEAD), 2, 0],
  ["leadCut", lines(LEAD, "More.", "The heron stood by the mi"), 2, 1000], ["leadCut", lines(LEAD, "More.", "The heron stood by the mill…"), 2, 1000],
  ["leadCut", lines(LEAD, "More.", "The heron stood by the mill"), 2, 0], ["leadCut", lines("The heron stood by", "More.", "The heron stood by…"), 2, 0],
  ["prefixCopy", lines("More.", LEAD, "The heron stood by the mill…"), 2, 1000], ["prefixCopy", lines("More.", LEAD, "A heron stood by the mill…"), 2, 0],
  ["equalCuts", CUT_OFF, 2, 2], ["equalCuts", CUT_OFF, 4, 0], ["equalCuts", DRAWN, 2, 0], ["nearCuts", DRAWN, 2, 0], ["equalCuts", CUT_OFF, 0, 0],
  ["nearCuts", lines("Mayor opens a bridge over", "Nine ways to fold a napkin with", "The cat that went to sea and"), 1, 1], ["nearCuts", CUT_OFF, 4, 0],
  ["otherScript", lines("漢字漢字漢字", "Latin"), 1, 545], ["otherScript", lines("A heron", "Latin"), 1, 0],
  ["sinceReferences", lines("Body here.", "Sources", "One", "Two"), 3, 2], ["sinceReferences", lines("Body here.", "One"), 1, NEVER],
  ["sinceRelated", lines("Body here.", "Read on", "One"), 2, 1], ["sinceRelated", lines("Body here.", "One"), 1, NEVER],
  ["sinceAnyWord", lines("Body here.", "Share", "One"), 2, 1], ["sinceAnyWord", lines("Body here.", "Sources", "One"), 2, NEVER],
  ["blankBefore", "One\n\nTwo", 1, 1000], ["blankBefore", "One\nTwo", 1, 0],
  ["weightLeft", lines("abc", "d"), 1, 250], ["weightLeft", lines("abc", "d"), 0, 1000],
  ["linesLeft", lines("a", "b", "c"), 1, 2],
  ["linesBefore", lines("a", "b", "c"), 2, 2],
  ["finishedBefore", lines("It ends.", "It goes on", "x"), 2, 500], ["finishedBefore", lines("goes on", "x"), 1, 0],
  ["weightBefore", lines("ab", "abcd", "x"), 2, 6], ["weightBefore", "x", 0, 0],
  ["shortBefore", lines("a", LEAD, "x"), 2, 500], ["shortBefore", lines(LEAD, "x"), 1, 0],
  ["sentencesBefore", lines("One. Two.", "Three.", "x"), 2, 150], ["sentencesBefore", lines("one", "x"), 1, 0],
  ["sinceProse", lines(PROSE, "Share", "Print"), 2, 2], ["sinceProse", lines(PROSE, "Share"), 0, 0], ["sinceProse", lines("Share", "Print"), 1, NEVER],
  ["untilProse", lines("Share", "Print", PROSE), 0, 2], ["untilProse", lines("Share", PROSE), 1, 0], ["untilProse", lines(PROSE, "Share"), 1, NEVER],
  ["finishedLeft", lines("One.", "Two", "Three.", "Four"), 1, 333], ["finishedLeft", lines("One.", "Two"), 1, 0],
  ["proseLeft", lines("Ab", PROSE), 0, 972], ["proseLeft", lines(PROSE, "Ab"), 1, 0],
  ["longestLeft", lines("Ab", "Abc.", "Abcdef"), 0, 8], ["longestLeft", lines("Abc.", "Ab"), 1, 0],
  ["coveredLeft", lines("The pond", "Share", "Imprint"), 0, 666], ["coveredLeft", lines("Share", "The pond"), 1, 0],
  ["meanWeightLeft", lines("abcd", "ab"), 0, 6], ["meanWeightLeft", lines("abcd", "ab"), 1, 4],
  ["finishedRun", lines("Ab", "Ab.", "Ab.", "Ab"), 3, 2], ["finishedRun", lines("Ab.", "Ab", "Ab."), 2, 0],
  ["openRun", lines("Ab.", "Ab", "Ab"), 1, 2], ["openRun", lines("Ab", "Ab.", "Ab"), 0, 1], ["openRun", lines("Ab", "Ab."), 1, 0],
  ["lastWordLetters", "The heron, and then the", 0, 3], ["lastWordLetters", "heron の池", 0, 0],
  ["lastWordLines", lines("the heron", "the otter", "He saw the"), 2, 2], ["lastWordLines", lines("the heron", "the otter", "He saw mills"), 2, 0],
  ["unknownAgainstBefore", lines("heron otter", "heron otter", "miller barley"), 2, 500], ["unknownAgainstBefore", lines("heron otter", "heron otter", "heron"), 2, -500], ["unknownAgainstBefore", "heron", 0, -1],
  ["unknownLeft", lines("heron", "heron", "miller", "heron"), 1, 333], ["unknownLeft", lines("heron", "heron"), 1, 0],
  ["lengthSpread", lines("abcd", "ab"), 0, 500], ["lengthSpread", lines("abcd", "efgh"), 0, 0],
];

describe("features of a line", () => {
  test.each(CASES)("%s of %j, line %i: %i", (name, text, line, value) => {
    expect(featureOf(text, line, name)).toBe(value);
  });

  test("each has a case", () => {
    expect(OWN_FEATURES.map(({ name }) => name).filter((name) => !CASES.some((known) => known[0] === name))).toEqual([]);
  });
});

describe("features of neighbours", () => {
  const text = lines("One.", "Two", "Three.", "Four.", "Five", "Six.");

  test.each([[0, -1, 666], [3, 666, 500], [4, 666, 1000], [5, 666, -1]])("finished around line %i: %i before, %i behind", (line, before, behind) => {
    expect([featureOf(text, line, "finished of 3 before"), featureOf(text, line, "finished of 3 behind")]).toEqual([before, behind]);
  });

  test("are means of features that there are", () => {
    expect(NEIGHBOUR_FEATURES.filter((name) => !OWN_FEATURES.some((own) => own.name === name))).toEqual([]);
  });
});

test("only the last 400 lines have rows", () => {
  const text = Array.from({ length: 450 }, (_, i) => `Line ${i} of the log.`).join("\n");
  const paragraphs = splitParagraphs(text);
  const facts = gatherFacts(text, paragraphs, measureShapes(text, paragraphs), WORDS);
  expect([facts.from, measureFeatures(facts).length]).toEqual([paragraphs.count - 400, 400 * FEATURE_NAMES.length]);
});

test("words in the middle of a long text are not known at its end", () => {
  const text = (place: number): string => Array.from({ length: 700 }, (_, i) => (i === place || i === 699 ? "otters" : `${i} a`)).join("\n");
  const last = (place: number): number => {
    const paragraphs = splitParagraphs(text(place));
    return featureOf(text(place), paragraphs.count - 1 - Math.max(0, paragraphs.count - 400), "unknownWords");
  };
  expect([last(5), last(50), last(650)]).toEqual([0, 1000, 0]);
});

describe("the window", () => {
  const prose = "The heron stood by the mill pond all morning long and watched the miller mend his net.";
  const fromOf = (text: string): number => {
    const paragraphs = splitParagraphs(text);
    return gatherFacts(text, paragraphs, measureShapes(text, paragraphs), WORDS).from;
  };

  test.each<[string, readonly string[], number]>([
    ["begins at four lines of prose in a row", ["Title", "Name", prose, prose, prose, prose, "Share", "Print"], 2],
    ["at the last such run", ["Title", prose, `${prose} It rained.`, prose, prose, "Photo: the pond", prose, prose, `${prose} It snowed.`, prose, "Share"], 6],
    ["three are not enough", ["Title", prose, prose, prose, "Share", "Print"], 0],
    ["nor are lines in between", ["Title", prose, prose, "Photo: the pond", prose, prose, "Share"], 0],
    ["nor lines with addresses", ["Title", ...["One", "Seven", "Thirty", "A hundred"].map((count) => `${prose} ${count} of them at www.mill.example/pond.`), "Share"], 0],
    ["nor references", ["Title", ...["Haas, J. R.", "Okada, M.", "Petrov, S. and Lindgren, A.", "Chen, B."].map((name) => `${name} (1987). Bells of the lower river and its ferries. Annals of Ferries, 12(3), 444–461.`), "Share"], 0],
  ])("%s", (_, text, from) => {
    expect(fromOf(lines(...text))).toBe(from);
  });

  test("headings above it are known", () => {
    const two = 6;
    const text = lines("Sources", "One", prose, prose, prose, prose, "Two");
    expect(featureOf(text, two - fromOf(text), "sinceReferences")).toBe(two);
  });
});
