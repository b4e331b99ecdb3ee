import { fidelityOf, withExactNumbers } from "./json-numbers.ts";

/** What a JSON line holds: the text, the document's own name, and its other fields as they were, but for numbers that would lose digits: they are strings. */
export interface JsonDocument {
  readonly text: string;
  readonly id: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
}

type JsonObject = Record<string, unknown>;

/**
 * Takes a JSON line apart. Dots in field names go into nested objects; a field whose whole name has the dots comes first.
 * @returns the document, or what is wrong with the line
 */
export function parseJsonLine(line: string, textField: string, idField: string | undefined): JsonDocument | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    return `the line is no JSON${whereBroken(error)} and was left out`;
  }
  const fidelity = fidelityOf(parsed);
  if (fidelity === "deep") return "the line nests too deep and was left out";
  if (fidelity === "inexact") parsed = JSON.parse(withExactNumbers(line));
  if (!isObject(parsed)) return "the line is no JSON object";
  const text = fieldOf(parsed, textField);
  if (text === undefined) return `there is no field "${textField}"; name the field that holds the text with --text-field`;
  if (typeof text !== "string") return `field "${textField}" is no string; name the field that holds the text with --text-field`;
  const name = idField === undefined ? undefined : fieldOf(parsed, idField);
  if (idField !== undefined && name === undefined) return `there is no field "${idField}"; name the field that holds the id with --id-field`;
  const id = nameOf(name);
  if (idField !== undefined && id === undefined) return `field "${idField}" (--id-field) is no string or number, or is empty`;
  const input = without(without(parsed, textField), idField);
  return { text, id, input };
}

/** The place that V8 names; its words differ from version to version. */
function whereBroken(error: unknown): string {
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? "" : ` from its character ${Number(position) + 1} on`;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Splits "a.b.c" into the first name and the rest. */
function splitPath(path: string): [string, string] | undefined {
  const dot = path.indexOf(".");
  return dot < 0 ? undefined : [path.slice(0, dot), path.slice(dot + 1)];
}

function fieldOf(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  const parts = splitPath(path);
  const inner = parts && own(object, parts[0]);
  return parts && isObject(inner) ? fieldOf(inner, parts[1]) : undefined;
}

/** A copy without the field; objects that held nothing else go too. */
function without(object: JsonObject, path: string | undefined): JsonObject {
  if (path === undefined) return object;
  if (Object.hasOwn(object, path)) return copyWithout(object, path);
  const parts = splitPath(path);
  const inner = parts && own(object, parts[0]);
  if (!parts || !isObject(inner)) return object;
  const rest = without(inner, parts[1]);
  return Object.keys(rest).length === 0 ? copyWithout(object, parts[0]) : { ...object, [parts[0]]: rest };
}

function copyWithout(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
