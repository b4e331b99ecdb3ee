import { execFileSync } from "node:child_process";

/** One array of a NumPy archive, as it lies in the file (little-endian, C order). */
export interface NumpyArray {
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Buffer;
}

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_CENTRAL_DIRECTORY = 0x06054b50;

/** Reads an `.npz.xz` file: a ZIP archive without compression inside LZMA, which needs the program `xz`. */
export function readNumpyArchive(path: string): Map<string, NumpyArray> {
  const archive = execFileSync("xz", ["-dc", path], { maxBuffer: 256 * 1024 * 1024 });
  const arrays = new Map<string, NumpyArray>();
  let entry = archive.readUInt32LE(archive.lastIndexOf(uint32(END_OF_CENTRAL_DIRECTORY)) + 16);
  while (archive.readUInt32LE(entry) === CENTRAL_ENTRY) {
    const nameLength = archive.readUInt16LE(entry + 28);
    const name = archive.toString("latin1", entry + 46, entry + 46 + nameLength);
    const size = archive.readUInt32LE(entry + 24);
    const header = archive.readUInt32LE(entry + 42);
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    arrays.set(name.replace(/\.npy$/, ""), readNumpyArray(archive.subarray(start, start + size)));
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  return arrays;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function readNumpyArray(file: Buffer): NumpyArray {
  const headerLength = file.readUInt16LE(8);
  const header = file.toString("latin1", 10, 10 + headerLength);
  const type = /'descr': '([^']+)'/.exec(header)?.[1] ?? "";
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? "").split(",").filter((part) => part.trim() !== "");
  return { type, shape: shape.map(Number), bytes: file.subarray(10 + headerLength) };
}

/** IEEE 754 half precision → number. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
