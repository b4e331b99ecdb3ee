import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pid } from "node:process";
import { reasonOf, SeedcleanError } from "../../errors.ts";
import { isRunning } from "../../left-behind.ts";

/**
 * Sees to it that one run at a time writes to a folder: a file in it names the process that does. One that a dead process of this
 * machine left does not count.
 * @param what is in the folder
 * @returns what gives the folder back
 * @throws SeedcleanError "bad-index" if another run has it
 */
export function lockFolder(folder: string, what = "the index"): () => void {
  const path = join(folder, "lock");
  if (!take(path)) {
    const holder = holderOf(path);
    if (holder.isAlive) {
      throw new SeedcleanError("bad-index", `${folder}: ${what} is in use by ${holder.name}; wait until it has ended (if there is no such run, remove ${path})`);
    }
    rmSync(path, { force: true });
    if (!take(path)) throw new SeedcleanError("bad-index", `${folder}: another run has just begun to use ${what}; wait until it has ended`);
  }
  return () => rmSync(path, { force: true });
}

/** @returns false if it is there */
function take(path: string): boolean {
  try {
    const descriptor = openSync(path, "wx");
    try {
      writeSync(descriptor, `${pid} ${hostname()}\n`);
    } catch (error) {
      // An empty one would be held by nobody for ever.
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch (error) {
    if (reasonOf(error) === "EEXIST") return false;
    throw new SeedcleanError("bad-index", `${path}: cannot be written (${reasonOf(error)}); check permissions and free space`, { cause: error });
  }
}

function holderOf(path: string): { readonly name: string; readonly isAlive: boolean } {
  let text = "";
  try {
    text = readFileSync(path, "utf8");
  } catch {
    // It ended just now.
  }
  const [, number, host] = /^(\d+) (\S+)/.exec(text) ?? [];
  // Whoever has made the file and not yet written into it is alive.
  if (number === undefined) return { name: "another run", isAlive: true };
  return { name: `process ${number} on ${host}`, isAlive: host !== hostname() || isRunning(Number(number)) };
}
