import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { statIfThere } from "../../stat-if-there.ts";

/** A file that has become a pipe since it was listed must not keep the run waiting for ever. */
export const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What was listed as a file is something else by now. */
export class NoFile extends Error {
  constructor() {
    super("it is no file any more");
  }
}

/**
 * Opens a file that was found in a folder. @returns its descriptor
 * @throws NoFile, and the system's error
 */
export function openFound(path: string): number {
  const descriptor = openSync(path, READ_ONLY);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new NoFile();
}

/**
 * Whoever opens a named pipe waits until somebody writes to it, and so long nothing ends the process. On the signal it is opened for writing, and
 * closed, so that the waiting ends.
 */
export function stopWaitingFor(path: string, signal: AbortSignal): void {
  if (statIfThere(path)?.isFIFO() !== true) return;
  signal.addEventListener("abort", () => openForWriting(path), { once: true });
}

function openForWriting(path: string): void {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    // Nobody waits for it any more.
  }
}
