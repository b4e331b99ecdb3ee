/**
 * Makes what runs of src: a few files, for loading 240 took a quarter of a small run. With what every run loads of the dependencies;
 * the others stay where npm installs them. Their licences stand in dist/LICENSES.txt.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";

const BUNDLED = ["cli-progress", "commander", "iconv-lite", "ignore", "picomatch", "string-similarity", "string-width"];

const { dependencies, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const external = Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !BUNDLED.includes(name));
rmSync("dist", { recursive: true, force: true });
const { output } = await build({
  input: { "cli/main": "src/cli/main.ts", "workers/worker": "src/workers/worker.ts", index: "src/index.ts" },
  external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
  platform: "node",
  transform: { target: "node20.19" },
  output: {
    dir: "dist",
    format: "esm",
    // V8 reads a `var` from memory at each use: a hot loop with constants of its module takes up to twice as long.
    topLevelVar: false,
    // As deep as the modules of src, which name files beside them.
    chunkFileNames: "chunks/[name]-[hash].js",
  },
});
const packages = new Set(output.flatMap(({ moduleIds = [] }) => moduleIds).flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
writeFileSync("dist/LICENSES.txt", [...packages].toSorted((a, b) => (a < b ? -1 : 1)).map(licenceOf).join("\n"));

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `── ${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(join(folder, file), "utf8")}`;
}
