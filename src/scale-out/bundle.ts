import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { reasonOf, SeedcleanError } from "../errors.ts";

/** What of the package runs on an executor. */
const PARTS = ["bin", "dist", "src/models", "package.json"] as const;

/**
 * Writes what an executor needs to run stages, as a .tgz: this Node, this package and what it depends on. Needs `tar`.
 * @param node the program of Node
 * @param root the folder of the package
 * @throws SeedcleanError "output-failed" if it cannot be written
 */
export function writeBundle(file: string, node: string, root: string): void {
  const folder = mkdtempSync(join(tmpdir(), "seedclean-bundle-"));
  try {
    cpSync(node, join(folder, "node"), { dereference: true });
    const target = join(folder, "package");
    mkdirSync(target);
    for (const part of PARTS) cpSync(join(root, part), join(target, part), { recursive: true, dereference: true });
    copyDependencies(root, target);
    const { status, error, stderr } = spawnSync("tar", ["-czf", file, "-C", folder, "node", "package"], { encoding: "utf8" });
    if (error !== undefined || status !== 0) throw new SeedcleanError("output-failed", `${file}: the bundle cannot be written (${error === undefined ? stderr.trim() : `tar: ${reasonOf(error)}`})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies what a package depends on into its node_modules, but for what stands above it there already in the same version. */
function copyDependencies(source: string, target: string): void {
  for (const name of dependenciesOf(source)) {
    const found = installed(name, source);
    const present = installed(name, target);
    if (present !== undefined && versionOf(present) === versionOf(found ?? present)) continue;
    if (found === undefined) throw new SeedcleanError("output-failed", `${name}: is not installed beside seedclean; install seedclean anew`);
    // Where another version is in the way it must stand nearer to who needs it.
    const copy = join(present === undefined ? topOf(target) : target, "node_modules", name);
    cpSync(found, copy, { recursive: true, dereference: true, filter: (path) => !path.slice(found.length).includes("node_modules") });
    copyDependencies(found, copy);
  }
}

function dependenciesOf(folder: string): readonly string[] {
  const manifest: { readonly dependencies?: Readonly<Record<string, string>> } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.keys(manifest.dependencies ?? {});
}

function versionOf(folder: string): string {
  const manifest: { readonly version?: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return manifest.version ?? "";
}

/** The folder of a package as seen from another, as Node looks for it. */
function installed(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The folder of the bundle that holds the highest node_modules. */
function topOf(target: string): string {
  const at = target.indexOf(join("/", "node_modules", "/"));
  return at < 0 ? target : target.slice(0, at);
}
