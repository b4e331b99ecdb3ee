import type { RunSummary } from "../report/summary.ts";
import type { ReadCounts } from "./reading.ts";

/** A summary without what was read behind a place. @param then what reading had counted there @param now what it has counted since then too */
export function summaryAt(then: ReadCounts, now: ReadCounts, summary: RunSummary): RunSummary {
  const counts = Object.entries(summary.notices).map(([code, count]) => [code, count - (now.notices[code] ?? 0) + (then.notices[code] ?? 0)] as const);
  return {
    ...summary,
    bytes: summary.bytes - now.bytes + then.bytes,
    notices: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    failures: summary.failures - now.failures + then.failures,
  };
}
