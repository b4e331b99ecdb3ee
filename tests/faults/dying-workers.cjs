/**
 * Loaded before the program (NODE_OPTIONS=--require), in each of its threads. Workers die as DYING says: "start" = before they do anything,
 * "exit", "throw" or "memory" = over a document with the word DYING in it; of memory they get little; "lines" = when they are first asked for lines.
 */
const threads = require("node:worker_threads");

const kind = process.env.DYING;

if (threads.isMainThread) {
  threads.Worker = class extends threads.Worker {
    constructor(script, options) {
      super(script, kind === "memory" ? { ...options, resourceLimits: { maxOldGenerationSizeMb: 64 } } : options);
    }
  };
  require("node:module").syncBuiltinESMExports();
} else if (kind === "start") {
  process.exit(3);
} else {
  // By way of the worker's own listener: with one more, messages would flow before the worker listens.
  const { parentPort } = threads;
  const on = parentPort.on.bind(parentPort);
  parentPort.on = (event, listener) =>
    on(event, (batch) => {
      if (kind === "lines" && batch.kept !== undefined) process.exit(3);
      const isDeadly = kind !== "lines" && batch.documents?.some(({ bytes }) => Buffer.from(bytes).includes("DYING"));
      if (isDeadly && kind === "exit") process.exit(3);
      if (isDeadly && kind === "throw") throw new Error("a fault of the worker");
      if (isDeadly && kind === "memory") for (const hoard = []; ; ) hoard.push(Array.from({ length: 1000 }, () => ({})));
      listener(batch);
    });
}
