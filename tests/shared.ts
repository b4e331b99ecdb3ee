import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../shared/", import.meta.url));

/** Real documents and data beside the checkout; undefined where they are missing: tests that need them are then skipped. */
export const SHARED: string | undefined = existsSync(`${folder}seeds`) ? folder : undefined;
