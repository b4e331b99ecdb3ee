import { readModelFile } from "../../models/model-file.ts";
import { FEATURE_NAMES } from "./features.ts";
import { PLACE_FEATURES } from "./places.ts";
import { type Trees, type TreesFile, unpackTrees } from "./trees.ts";

/** The fitted trees: one set scores lines, the other says how sure a place is (src/models/make/tails-fit.ts). */
export interface TailTrees {
  readonly lines: Trees;
  readonly places: Trees;
}

let loaded: TailTrees | undefined;

export function shippedTrees(): TailTrees {
  loaded ??= loadTrees();
  return loaded;
}

function loadTrees(): TailTrees {
  const file: { readonly lines: TreesFile; readonly places: TreesFile } = JSON.parse(readModelFile("tails-trees.json").toString("utf8"));
  checkColumns(file.lines.columns, FEATURE_NAMES);
  checkColumns(file.places.columns, PLACE_FEATURES);
  return { lines: unpackTrees(file.lines), places: unpackTrees(file.places) };
}

/** Trees and features must have been made for each other. */
function checkColumns(fitted: readonly string[], measured: readonly string[]): void {
  if (fitted.join("\n") !== measured.join("\n")) throw new Error("tails-trees.json was fitted for other features: run src/models/make/tails-fit.ts");
}
