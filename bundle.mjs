/**
 * Makes what runs of src: a few files, for loading 240 took a quarter of a small run. With what every run loads of the dependencies;
 * the others stay where npm installs them. Their licences stand in dist/LICENSES.txt.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const BUNDLED = ["cli-progress", "commander", "iconv-lite", "ignore", "picomatch", "string-similarity", "string-width"];

const { dependencies, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("dist", { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ["src/cli/main.ts", "src/workers/worker.ts", "src/index.ts"],
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  outbase: "src",
  outdir: "dist",
  // As deep as the modules of src, which name files beside them.
  chunkNames: "chunks/[name]-[hash]",
  external: Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !BUNDLED.includes(name)),
  // CommonJS packages ask for Node's own modules.
  banner: { js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);' },
  metafile: true,
  logLevel: "warning",
});
// esbuild makes a `var` of each `const`, which V8 then reads from memory at every use: the hot loop of the language stage takes 5.5 ns a letter instead of 3.3.
const NAMED_CONSTANT = /^var (?=[A-Z][A-Z\d_]* = )/gm;
for (const file of Object.keys(metafile.outputs)) writeFileSync(file, readFileSync(file, "utf8").replace(NAMED_CONSTANT, "const "));
const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
writeFileSync("dist/LICENSES.txt", [...packages].toSorted().map(licenceOf).join("\n"));

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : "";
  return `── ${name} ${version} (${license})\n\n${text}`;
}
