/** Preloaded: each file that a run with --resume begins takes 10 ms, so that a run of a few hundred can be killed in the middle on any machine. */
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

const { statSync } = fs;
const never = new Int32Array(new SharedArrayBuffer(4));
fs.statSync = (...parameters) => {
  Atomics.wait(never, 0, 0, 10);
  return statSync(...parameters);
};
syncBuiltinESMExports();
