import type { LedgerRemoval } from "../stages/write/ledger.ts";
import { excerptOf } from "./excerpt.ts";
import type { Copy } from "./report-data.ts";

/** A removal as it is shown beside what covers it. */
export function copyOf({ id, line, reason, score, similarity, text, coveredBy = [] }: LedgerRemoval, limit: number): Copy {
  return { id, line, reason, score, similarity, removed: excerptOf(text, limit), covers: coveredBy, kept: undefined };
}
