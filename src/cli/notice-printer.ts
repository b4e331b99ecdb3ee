import type { Notice, NoticeCode } from "../notices.ts";
import { printable } from "../printable.ts";
import { counted } from "./terminal.ts";

/** Notices of one code that are shown one by one; a folder can hold a million of them. */
const MAX_SHOWN = 20;

/** Prints notices as `seedclean: path:line: what, and what to do`. */
export class NoticePrinter {
  private readonly print: (line: string) => void;
  private readonly verbose: boolean;
  private readonly seen = new Map<NoticeCode, number>();

  constructor(print: (line: string) => void, verbose: boolean) {
    this.print = print;
    this.verbose = verbose;
  }

  add(notice: Notice): void {
    // What is skipped for its name is what the user expects; a binary file may not be.
    if (notice.severity === "info" && notice.code !== "skipped.binary" && !this.verbose) return;
    const count = (this.seen.get(notice.code) ?? 0) + 1;
    this.seen.set(notice.code, count);
    if (count <= MAX_SHOWN || this.verbose) this.print(noticeLine(notice));
  }

  /** Says how many were not shown. */
  finish(): void {
    for (const [code, count] of this.seen) {
      if (count > MAX_SHOWN && !this.verbose) this.print(`seedclean: and ${counted(count - MAX_SHOWN, "more notice")} of the kind ${code}; --verbose shows all`);
    }
  }
}

function noticeLine(notice: Notice): string {
  const line = notice.line === undefined ? "" : `:${notice.line}`;
  const where = notice.path === "" ? "" : `${printable(notice.path)}${line}: `;
  return `seedclean: ${where}${printable(notice.message)}`;
}
