/** What the built program writes fits the JSON Schemas that the package ships, field by field and in their order. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { folderWith, parseLines, readLines, seedclean } from "./program.ts";

type Line = Record<string, unknown>;

const SCHEMAS = fileURLToPath(new URL("../src/schemas/", import.meta.url));
const FIXTURES = fileURLToPath(new URL("../fixtures/", import.meta.url));
const fixtures = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, "args.json")));

const ajv = new Ajv2020({ strict: true, allErrors: true });

function schema(name: string): ValidateFunction {
  return ajv.getSchema(name) ?? ajv.compile({ ...JSON.parse(readFileSync(join(SCHEMAS, name), "utf8")), $id: name });
}

// The output's schema names the ledger's reasons.
const ledgerLine = schema("ledger.schema.json");
const outputLine = schema("output.schema.json");

/** What is wrong with a line; "" if nothing is. */
function faults(validate: ValidateFunction, line: unknown): string {
  return validate(line) ? "" : `${ajv.errorsText(validate.errors)}: ${JSON.stringify(line)}`;
}

/** The fields of the schema that the line has, as the schema orders them. */
function fieldsInOrder(properties: unknown, line: unknown): string[] {
  return Object.keys(Object(properties)).filter((name) => Object.hasOwn(Object(line), name));
}

const { properties } = Object(outputLine.schema);
const { removal, layout } = Object(ledgerLine.schema).$defs;

function expectOutput(line: Line): void {
  expect(faults(outputLine, line)).toBe("");
  expect(Object.keys(line)).toEqual(fieldsInOrder(properties, line));
  expect(Object.keys(Object(line["metadata"]))).toEqual(fieldsInOrder(properties.metadata.properties, line["metadata"]));
}

function expectLedger(line: Line): void {
  expect(faults(ledgerLine, line)).toBe("");
  expect(Object.keys(line)).toEqual(fieldsInOrder((line["reason"] === "layout" ? layout : removal).properties, line));
}

/** Runs the program with a ledger, and holds every line that it writes against its schema. */
function checkedRun(folder: string, flags: readonly string[]): { readonly output: readonly Line[]; readonly ledger: readonly Line[] } {
  const ledgerPath = join(folderWith({}), "removed.jsonl");
  const output = parseLines(seedclean(folder, [".", "--quiet", "--removed", ledgerPath, ...flags]).stdout);
  const ledger = readLines(ledgerPath);
  output.forEach(expectOutput);
  ledger.forEach(expectLedger);
  return { output, ledger };
}

describe("lines fit their schemas", () => {
  test.each(fixtures)("fixture %s", (name) => {
    const flags: string[] = JSON.parse(readFileSync(join(FIXTURES, name, "args.json"), "utf8"));
    const { output, ledger } = checkedRun(join(FIXTURES, name, "input"), flags);
    expect(output.length).toBeGreaterThan(0);
    expect(ledger.length).toBeGreaterThan(0);
  });

  const passage = "The clockmaker's widow still winds the tower clock on Mondays, for the town has never asked anybody else to do it.";
  const other = "Nobody remembers who planted the walnut trees along the canal, but every child knows when they can be shaken.";

  test.each<[string, string[], Record<string, string>, { output?: object; ledger?: object }]>([
    ["--unit paragraph", ["--unit", "paragraph"], { "a.txt": `${passage}\n\n${other}\n` }, { output: { id: "a.txt#p2", text: other } }],
    ["an inherited language", ["--unit", "paragraph"], { "a.txt": `${passage}\nMenu\n${other}\n` }, { output: { id: "a.txt#p2", text: "Menu", language: "en", metadata: { languageInherited: true } } }],
    ["--keep-empty", ["--keep-empty"], { "a.txt": passage, "b.txt": passage }, { output: { id: "b.txt", text: "" } }],
    ["a document of which nothing stays", [], { "a.txt": passage, "b.txt": `Clocks\n${passage}\n` }, { ledger: { id: "b.txt", reason: "duplicate.document" } }],
    ["parts", ["--max-document", "150"], { "a.txt": `${passage}\n${other}\n` }, { output: { id: "a.txt#2" }, ledger: { id: "a.txt#2", part: 2 } }],
    ["line ends", [], { "a.txt": `\uFEFF${passage}\r\n${other}\n` }, { ledger: { byteOrderMark: true, lineEnds: [[1, "\r\n"], [1, "\n"]] } }],
    ["mojibake", ["--repair-mojibake"], { "a.txt": `é\nÃ©tÃ©\n` }, { ledger: { repairs: [[2, 5, "windows-1252", "Ã©tÃ©"]] } }],
    ["JSON lines", [], { "a.jsonl": `${JSON.stringify({ text: passage, url: "u", tags: [1, null] })}\n` }, { output: { metadata: { input: { url: "u", tags: [1, null] } } } }],
    ["no text", [], { "a.txt": "", "b.txt": " \n" }, { ledger: { id: "b.txt", characters: 2, gaps: [[0, " \n"]] } }],
    ["no language", [], { "a.txt": "12 345\n" }, { output: { language: "und", metadata: { script: "Zyyy", languages: {} } } }],
    ["characters above U+FFFF", [], { "a.txt": `🎻 ${passage}\n🎻 ${passage}\n` }, { ledger: { start: 117, coveredBy: [{ start: 0, end: 116 }] } }],
  ])("%s", (_, flags, files, { output: wantedOutput, ledger: wantedLedger }) => {
    const { output, ledger } = checkedRun(folderWith(files), flags);
    if (wantedOutput !== undefined) expect(output).toContainEqual(expect.objectContaining(asymmetric(wantedOutput)));
    if (wantedLedger !== undefined) expect(ledger).toContainEqual(expect.objectContaining(asymmetric(wantedLedger)));
  });

  /** Objects inside are compared by the named fields only, too; empty ones and arrays as a whole. */
  function asymmetric(wanted: object): Record<string, unknown> {
    const inner = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map((item) => inner(item));
      return typeof value === "object" && value !== null && Object.keys(value).length > 0 ? expect.objectContaining(asymmetric(value)) : value;
    };
    return Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, inner(value)]));
  }
});

describe("the schemas refuse what no line may be", () => {
  const document = {
    id: "a.txt", text: "x", source: "a.txt", language: "en", encoding: "UTF-8",
    metadata: {
      script: "Latn", languageConfidence: 1, languages: { en: 1 }, encodingConfidence: 1, replacementCharacters: 0, paragraphs: 1,
      removed: { "tail.ads": 1 }, characters: 5, charactersRemoved: 3,
    },
  };
  const duplicate = { id: "a.txt", line: 1, start: 0, end: 1, reason: "duplicate.exact", score: 1, similarity: 1, coveredBy: [{ id: "a.txt", line: 1, start: 2, end: 3 }], text: "x" };
  const tail = { id: "a.txt", line: 1, start: 0, end: 1, reason: "tail.ads", score: 0.95, text: "x" };
  const plan = { id: "a.txt", reason: "layout", characters: 3, lineEnds: [[1, "\r\n"]], gaps: [[1, "\n"]] };

  test.each<[ValidateFunction, object]>([[outputLine, document], [ledgerLine, duplicate], [ledgerLine, tail], [ledgerLine, plan]])("but not a right one %#", (validate, line) => {
    expect(faults(validate, line)).toBe("");
  });

  test.each<[string, ValidateFunction, object]>([
    ["no text", outputLine, { ...document, text: undefined }],
    ["a field more", outputLine, { ...document, score: 1 }],
    ["a number as id", outputLine, { ...document, id: 7 }],
    ["a language's name", outputLine, { ...document, language: "English" }],
    ["a share above 1", outputLine, { ...document, metadata: { ...document.metadata, languages: { en: 1.1 } } }],
    ["an unknown reason among the counts", outputLine, { ...document, metadata: { ...document.metadata, removed: { "tail.other": 1 } } }],
    ["a reason that removed nothing", outputLine, { ...document, metadata: { ...document.metadata, removed: { "tail.ads": 0 } } }],
    ["an unknown reason", ledgerLine, { ...tail, reason: "tail.other" }],
    ["a duplicate that nothing covers", ledgerLine, { ...duplicate, coveredBy: [] }],
    ["a near-duplicate without what covers it", ledgerLine, { ...tail, reason: "duplicate.near" }],
    ["a tail with a similarity", ledgerLine, { ...tail, similarity: 1 }],
    ["line 0", ledgerLine, { ...tail, line: 0 }],
    ["a certainty above 1", ledgerLine, { ...tail, score: 1.5 }],
    ["an unknown line end", ledgerLine, { ...plan, lineEnds: [[1, "\n\n"]] }],
    ["a gap without its place", ledgerLine, { ...plan, gaps: [["\n"]] }],
    ["a layout with a removal's fields", ledgerLine, { ...plan, text: "x" }],
  ])("%s", (_, validate, line) => {
    // As written: JSON has no undefined.
    expect(validate(JSON.parse(JSON.stringify(line)))).toBe(false);
  });
});
