/**
 * Bundled and run by encoding.ts: files by name as JSON on standard input (base64), megabytes a processor second of the decode stage and of
 * the floor as JSON on standard output; one thread. Bundled as what is shipped, for what loads TypeScript slows hot loops down.
 */
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { decode } from "../../src/stages/decode/decode.ts";

const ROUNDS = 12;
const ROUND_BYTES = 3_000_000;

export interface SpeedCase {
  readonly encoding: string;
  /** Base64. */
  readonly files: readonly string[];
}

export interface Speeds {
  readonly own: number;
  /** Check for UTF-8 and TextDecoder. */
  readonly floor: number;
}

function speedsOf({ encoding, files }: SpeedCase): Speeds {
  const all = files.map((file) => new Uint8Array(Buffer.from(file, "base64")));
  const decoder = new TextDecoder(encoding);
  const [own, floor] = megabytesPerSecond(all, [
    (bytes) => decode({ id: "a", source: "a", bytes, format: "text" }, { settings: DEFAULT_SETTINGS, notice: () => undefined }),
    (bytes) => [isUtf8(bytes), decoder.decode(bytes)],
  ]);
  return { own: own!, floor: floor! };
}

/** Of each work: in turn, so that what else the machine does falls on all alike. The first round warms up. */
function megabytesPerSecond(files: readonly Uint8Array[], works: readonly ((bytes: Uint8Array) => unknown)[]): number[] {
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const times = Math.max(1, Math.round(ROUND_BYTES / bytes));
  const spent = works.map(() => 0);
  for (let round = 0; round <= ROUNDS; round++) {
    works.forEach((work, i) => {
      const start = process.cpuUsage();
      for (let time = 0; time < times; time++) for (const file of files) work(file);
      const { user, system } = process.cpuUsage(start);
      if (round > 0) spent[i]! += user + system;
    });
  }
  return spent.map((microseconds) => (ROUNDS * times * bytes) / microseconds);
}

const cases: Readonly<Record<string, SpeedCase>> = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, speedsOf(one)]))));
