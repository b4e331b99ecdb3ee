import type { Notice } from "../../notices.ts";
import type { MojibakeLine } from "./mojibake.ts";

/** Lines that are named. */
const MOST_LINES_NAMED = 5;

type MojibakeNotice = Pick<Notice, "code" | "severity" | "message"> & { readonly line: number };

/** What is to be told, by what the lines were read as: a doubt of those that stay as they are, an info of repaired ones. */
export function mojibakeNotices(lines: readonly MojibakeLine[], isRepaired: boolean): MojibakeNotice[] {
  if (lines.length === 0) return [];
  return [...new Set(lines.map(({ readAs }) => readAs))].flatMap((readAs) => {
    const found = lines.filter((line) => line.readAs === readAs);
    const whole = found.filter(({ repaired }) => repaired !== undefined);
    const lost = found.filter(({ repaired }) => repaired === undefined);
    if (!isRepaired) return noticeOf(found, whole.length === 0 ? LOST : `; --repair-mojibake repairs ${whole.length} of ${found.length}`);
    return [...noticeOf(lost, LOST), ...noticeOf(whole, REPAIRED)];
  });
}

/** Something was lost, or right characters stand between. */
const LOST = ", which cannot be undone as a whole";
const REPAIRED = ", repaired";

function noticeOf(lines: readonly MojibakeLine[], remark: string): MojibakeNotice[] {
  const first = lines[0];
  if (first === undefined) return [];
  const named = lines.slice(0, MOST_LINES_NAMED).map(({ line }) => line).join(", ") + (lines.length > MOST_LINES_NAMED ? ", …" : "");
  const count = lines.length === 1 ? "a line" : `${lines.length} lines`;
  const message = `${count} of UTF-8 once read as ${first.readAs} (mojibake): line ${named}${remark}`;
  return [{ code: "mojibake", severity: remark === REPAIRED ? "info" : "doubt", line: first.line, message }];
}
