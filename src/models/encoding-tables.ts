import { readModelFile } from "./model-file.ts";

let tables: Readonly<Record<string, string>> | undefined;
const unitTables = new Map<string, Uint16Array>();

function allTables(): Readonly<Record<string, string>> {
  if (tables === undefined) {
    const parsed: Record<string, string> = JSON.parse(readModelFile("encoding-tables.br").toString("utf8"));
    tables = parsed;
  }
  return tables;
}

/** The UTF-16 units of the 256 bytes of an encoding of single bytes (src/models/make/encoding-tables.ts); U+FFFD where it has none. */
export function singleByteTable(encoding: string): Uint16Array {
  let units = unitTables.get(encoding);
  if (units === undefined) {
    const table = allTables()[encoding];
    if (table === undefined) throw new Error(`no table of ${encoding}`);
    units = Uint16Array.from({ length: 256 }, (_, byte) => table.charCodeAt(byte));
    unitTables.set(encoding, units);
  }
  return units;
}
