import { createWriteStream, fdatasync, truncateSync, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { promisify } from "node:util";
import { reasonOf, SeedcleanError } from "../errors.ts";
import { BUFFERED_BYTES, type Sink, StreamWriter } from "../stages/write/sink.ts";

const synced = promisify(fdatasync);

/** A file that is written to over several runs. It is opened with the first line. */
export class ContinuedFile implements Sink {
  private readonly target: string;
  private readonly part: string;
  private readonly startBytes: number;
  private isEnded = false;
  private open: { readonly stream: WriteStream; readonly writer: StreamWriter } | undefined;

  /**
   * @param target the file that it will be
   * @param part the file that is written
   * @param bytes so much of it counts
   */
  constructor(target: string, part: string, bytes: number) {
    this.target = target;
    this.part = part;
    this.startBytes = bytes;
  }

  async write(text: string): Promise<void> {
    this.open ??= this.opened();
    await this.open.writer.write(text).catch((error: unknown) => this.explain(error));
  }

  /** Sees to it that all is on the disk. @returns how much that is */
  async settle(): Promise<number> {
    if (this.open === undefined) return this.startBytes;
    const { stream, writer } = this.open;
    try {
      await writer.flush();
      // An empty write calls back when everything before it has left.
      await new Promise<void>((resolve, reject) => stream.write("", (error) => (error ? reject(error) : resolve())));
      await synced(descriptorOf(stream));
    } catch (error) {
      this.explain(error);
    }
    return this.startBytes + stream.bytesWritten;
  }

  /** A file of which nothing was written is there all the same. */
  async flush(): Promise<void> {
    if (this.isEnded) return;
    this.isEnded = true;
    this.open ??= this.opened();
    await this.settle();
    this.open.stream.end();
    await finished(this.open.stream).catch((error: unknown) => this.explain(error));
  }

  /** Who resumes gives it its name. */
  async finish(): Promise<void> {}

  /** What was written stays for the next run. */
  async discard(): Promise<void> {
    this.open?.stream.destroy();
  }

  private opened(): { readonly stream: WriteStream; readonly writer: StreamWriter } {
    const isNew = this.startBytes === 0;
    try {
      // A run that died may have left more.
      if (!isNew) truncateSync(this.part, this.startBytes);
    } catch (error) {
      this.explain(error);
    }
    const stream = createWriteStream(this.part, { flags: isNew ? "w" : "r+", start: this.startBytes, highWaterMark: BUFFERED_BYTES });
    return { stream, writer: new StreamWriter(stream) };
  }

  private explain(error: unknown): never {
    throw new SeedcleanError("output-failed", `${this.target}: cannot be written (${reasonOf(error)}); check folder, permissions and free space, and go on with --resume`, { cause: error });
  }
}

/** Its types do not name it; it is a number once something was written. */
function descriptorOf(stream: WriteStream): number {
  return Number(Reflect.get(stream, "fd"));
}
