/** What `npm pack` makes, installed elsewhere, works: nothing that the program needs is left out of the package. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folderWith } from "./program.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

test("npm pack and an install elsewhere give a working seedclean", { timeout: 240_000 }, () => {
  const folder = folderWith({ "package.json": "{}", "corpus/a.txt": "Un vieux pêcheur répare ses filets chaque soir, même quand la mer est trop haute pour sortir.\n" });
  const npm = (cwd: string, ...parameters: string[]): string => execFileSync("npm", parameters, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
  const packed: { filename: string; size: number }[] = JSON.parse(npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", folder));
  expect(packed[0]!.size).toBeLessThan(8e6);
  npm(folder, "install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", join(folder, packed[0]!.filename));
  const program = join(folder, "node_modules/seedclean/bin/seedclean.js");
  const output = execFileSync(process.execPath, [program, "corpus", "--quiet"], { cwd: folder, encoding: "utf8" });
  expect(JSON.parse(output)).toMatchObject({ id: "a.txt", language: "fr" });
  writeFileSync(join(folder, "use.mjs"), 'import { clean } from "seedclean"; for await (const d of clean(["corpus"])) console.log(d.id, d.counts.language);');
  expect(execFileSync(process.execPath, ["use.mjs"], { cwd: folder, encoding: "utf8" })).toBe("a.txt fr\n");
});
