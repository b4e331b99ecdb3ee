/** Loaded before a program (NODE_OPTIONS=--require): writes the peak of its memory, in KB, to the file named in SEEDCLEAN_PEAK when it ends. */
const { writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) process.on("exit", () => writeFileSync(process.env.SEEDCLEAN_PEAK, String(process.resourceUsage().maxRSS)));
