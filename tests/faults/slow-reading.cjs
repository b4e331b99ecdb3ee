/** Preloaded: each file that a run with --resume begins takes SEEDCLEAN_SLOW_MS, so that a run of a few hundred can be killed in the middle. */
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

const { statSync } = fs;
const milliseconds = Number(process.env.SEEDCLEAN_SLOW_MS);
const never = new Int32Array(new SharedArrayBuffer(4));
fs.statSync = (...parameters) => {
  Atomics.wait(never, 0, 0, milliseconds);
  return statSync(...parameters);
};
syncBuiltinESMExports();
