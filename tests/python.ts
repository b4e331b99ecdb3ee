import { spawnSync } from "node:child_process";

/** A Python of the user's: SEEDCLEAN_PYTHON, or else that on the PATH. */
export const PYTHON = process.env["SEEDCLEAN_PYTHON"] ?? "python3";

/** It, if it has these modules; undefined = tests that need it are skipped. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  return spawnSync(PYTHON, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0 ? PYTHON : undefined;
}
