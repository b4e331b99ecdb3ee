/**
 * Writes src/models/tails-words.gz: all word lists of tails in one trie, so that a run need not make it (npx tsx src/models/make/tail-words.ts).
 * Source: src/models/tails-words-*.json.
 */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { makeTrie, shippedWordFiles } from "../../stages/tails/word-lists.ts";

writeFileSync(new URL("../tails-words.gz", import.meta.url), gzipSync(makeTrie(shippedWordFiles()).pack(), { level: 9 }));
