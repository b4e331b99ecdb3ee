import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** A Chromium of this machine; undefined where there is none: tests that need it are then skipped. CHROMIUM names one that is elsewhere. */
export const CHROMIUM: string | undefined =
  process.env["CHROMIUM"] ?? (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
