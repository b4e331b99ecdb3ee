/** A worker that hands documents back as they came, and does what their text says: die, throw, or wait for ever. */
import { BroadcastChannel, parentPort } from "node:worker_threads";

parentPort.on("message", ({ documents }) => {
  const outcomes = [];
  for (const document of documents) {
    const text = Buffer.from(document.bytes).toString();
    if (text.startsWith("die")) process.exit(1);
    if (text.startsWith("wait")) return;
    if (text.startsWith("throw")) {
      parentPort.postMessage({ outcomes, spent: [], bug: new Error("a bug") });
      return;
    }
    outcomes.push({ document: text.startsWith("drop") ? undefined : { ...document, languages: {} }, notices: [{ path: document.id }] });
  }
  parentPort.postMessage({ outcomes, spent: [["work", 1]] });
});
parentPort.postMessage("ready");
new BroadcastChannel("obstinate").postMessage("ready");
