import { spawnSync } from "node:child_process";

/** A Python of the user's, by SEEDCLEAN_PYTHON or else on the PATH, that has these modules; undefined = tests that need it are skipped. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  const python = process.env["SEEDCLEAN_PYTHON"] ?? "python3";
  return spawnSync(python, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0 ? python : undefined;
}
