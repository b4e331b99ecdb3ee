import { createHash } from "node:crypto";
import { opendirSync, readlinkSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { kill, pid } from "node:process";
import { reasonOf } from "./errors.ts";

/**
 * What lives only as long as its run has the run's tag in its name: whoever is killed leaves it behind, and a later run that meets
 * it knows by the tag that nobody needs it any more.
 */

/** Digits of the machine, then of the process, in base 16. */
const MACHINE_DIGITS = 6;
const PROCESS_DIGITS = 6;
export const TAG_DIGITS = MACHINE_DIGITS + PROCESS_DIGITS;

/** Tag of this process. */
export function ownTag(): string {
  return `${machine()}${pid.toString(16).padStart(PROCESS_DIGITS, "0")}`;
}

/**
 * Removes what dead processes of this machine left in a folder. What cannot be removed stays.
 * @param tagOf the tag in a name; undefined = a name that is none of ours
 */
export function removeLeftBehind(folder: string, tagOf: (name: string) => string | undefined): void {
  try {
    // One by one: the folder may hold millions of files.
    const entries = opendirSync(folder);
    try {
      for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
        const tag = tagOf(entry.name);
        if (tag !== undefined && isLeftBehind(tag)) rmSync(join(folder, entry.name), { recursive: true, force: true });
      }
    } finally {
      entries.closeSync();
    }
  } catch {
    // It is not this run's own work.
  }
}

function isLeftBehind(tag: string): boolean {
  return tag.length === TAG_DIGITS && tag.startsWith(machine()) && !isRunning(Number.parseInt(tag.slice(MACHINE_DIGITS), 16));
}

export function isRunning(process: number): boolean {
  try {
    kill(process, 0);
    return true;
  } catch (error) {
    // A process of another user is one.
    return reasonOf(error) === "EPERM";
  }
}

let machineDigits: string | undefined;

/** Containers may share a folder and a host name, and number their processes each for itself. */
function machine(): string {
  machineDigits ??= createHash("sha256").update(`${hostname()} ${processNamespace()}`).digest("hex").slice(0, MACHINE_DIGITS);
  return machineDigits;
}

function processNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    // No Linux: all processes of a machine are numbered together.
    return "";
  }
}
