import { closeSync, constants, openSync } from "node:fs";
import { isatty } from "node:tty";
import { statIfThere } from "../../stat-if-there.ts";

/** Whether what is written to this path (such as /dev/stdout) is shown by a terminal. */
export function isTerminal(path: string): boolean {
  if (statIfThere(path)?.isCharacterDevice() !== true) return false;
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  try {
    return isatty(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
