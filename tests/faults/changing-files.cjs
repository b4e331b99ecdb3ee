/**
 * Loaded before the program (NODE_OPTIONS=--require): what the name of a file or folder says happens to it when the program opens it, which is
 * behind the listing of its folder: it vanishes, grows, shrinks, turns into a folder or a pipe, is locked, or breaks while it is read.
 */
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const CHANGES = {
  vanishes: (file) => fs.rmSync(file, { recursive: true }),
  grows: (file) => fs.appendFileSync(file, "More of it came later.\n".repeat(3)),
  shrinks: (file) => fs.truncateSync(file, 20),
  empties: (file) => fs.truncateSync(file, 0),
  "turns-folder": (file) => {
    fs.rmSync(file);
    fs.mkdirSync(file);
  },
  "turns-pipe": (file) => {
    fs.rmSync(file);
    execFileSync("mkfifo", [file]);
  },
  "is-locked": (file) => {
    throw Object.assign(new Error(`EACCES: permission denied, open '${file}'`), { code: "EACCES", errno: -13, syscall: "open" });
  },
};

const changed = new Set();

/** Once a file; a locked one stays locked. */
function change(file) {
  const name = String(file);
  const kind = Object.keys(CHANGES).find((word) => path.basename(name).startsWith(word));
  if (kind === undefined || (changed.has(name) && kind !== "is-locked")) return;
  changed.add(name);
  CHANGES[kind](name);
}

function isBroken(descriptor) {
  try {
    return path.basename(fs.readlinkSync(`/proc/self/fd/${descriptor}`)).startsWith("breaks");
  } catch {
    return false;
  }
}

function broken() {
  return Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", errno: -5, syscall: "read" });
}

const { close, closeSync, open, openSync, read, readFileSync, readdirSync } = fs;
const openHandle = fs.promises.open;

fs.openSync = (file, ...rest) => {
  change(file);
  return openSync(file, ...rest);
};

fs.open = (file, ...rest) => {
  try {
    change(file);
  } catch (error) {
    process.nextTick(rest.at(-1), error);
    return;
  }
  open(file, ...rest);
};

fs.promises.open = async (file, ...rest) => {
  change(file);
  const handle = await openHandle(file, ...rest);
  begun.delete(handle.fd);
  if (isBroken(handle.fd)) handle.read = () => Promise.reject(broken());
  return handle;
};

fs.readdirSync = (folder, ...rest) => {
  change(folder);
  return readdirSync(folder, ...rest);
};

fs.readFileSync = (file, ...rest) => {
  if (typeof file === "number" && isBroken(file)) throw broken();
  return readFileSync(file, ...rest);
};

const begun = new Set();

fs.read = (descriptor, ...rest) => {
  const isStart = !begun.has(descriptor);
  begun.add(descriptor);
  if (!isStart && isBroken(descriptor)) process.nextTick(rest.at(-1), broken());
  else read(descriptor, ...rest);
};

fs.closeSync = (descriptor) => {
  begun.delete(descriptor);
  closeSync(descriptor);
};

fs.close = (descriptor, ...rest) => {
  begun.delete(descriptor);
  close(descriptor, ...rest);
};

require("node:module").syncBuiltinESMExports();
