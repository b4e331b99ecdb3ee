/**
 * Loaded before the program (NODE_OPTIONS=--require): below the folder FULL_DISK_FOLDER there is room for FULL_DISK_BYTES more; all
 * that is written beyond fails with ENOSPC, as on a full disk, the last piece in part.
 */
const fs = require("node:fs");

const folder = process.env.FULL_DISK_FOLDER;
let room = Number(process.env.FULL_DISK_BYTES);

function isThere(descriptor) {
  try {
    return fs.readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(folder);
  } catch {
    return false;
  }
}

function full(syscall) {
  return Object.assign(new Error(`ENOSPC: no space left on device, ${syscall}`), { code: "ENOSPC", errno: -28, syscall });
}

/** @returns how many of so many bytes find room */
function take(descriptor, bytes) {
  if (!isThere(descriptor)) return bytes;
  const taken = Math.min(room, bytes);
  room -= taken;
  if (taken === 0 && bytes > 0) throw full("write");
  return taken;
}

const { write, writeSync, writeFileSync } = fs;

fs.writeSync = (descriptor, bytes, offset, length, position) => {
  if (typeof bytes === "string") return fs.writeSync(descriptor, Buffer.from(bytes), 0, undefined, offset);
  const start = offset ?? 0;
  return writeSync(descriptor, bytes, start, take(descriptor, length ?? bytes.length - start), position);
};

fs.write = (descriptor, bytes, offset, length, position, done) => {
  try {
    write(descriptor, bytes, offset, take(descriptor, length), position, done);
  } catch (error) {
    process.nextTick(done, error);
  }
};

fs.writev = (descriptor, pieces, position, done) => {
  try {
    const all = Buffer.concat(pieces);
    write(descriptor, all, 0, take(descriptor, all.length), position, (error, written) => done(error, written, pieces));
  } catch (error) {
    process.nextTick(done, error);
  }
};

fs.writeFileSync = (path, text, options) => {
  if (typeof path !== "string" || !path.startsWith(folder)) return writeFileSync(path, text, options);
  const bytes = Buffer.from(text);
  const taken = Math.min(room, bytes.length);
  room -= taken;
  writeFileSync(path, bytes.subarray(0, taken), options);
  if (taken < bytes.length) throw full("write");
};

require("node:module").syncBuiltinESMExports();
