import { type Limit, limitText } from "../check/budgets.ts";

/** What a flag was made into, as a config has it; undefined where nothing was said, nor is by default. */
export function configValue(value: unknown, defaultValue: unknown): unknown {
  if (value instanceof Set && value.size > 0) return [...value];
  if (value instanceof Set) return value === defaultValue ? undefined : "none";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (isLimit(value)) return limitText(value);
  const wanted = Object.entries(value).filter(([, isWanted]) => isWanted === true).map(([name]) => name);
  return wanted.length === 0 ? "none" : wanted;
}

function isLimit(value: object): value is Limit {
  return "count" in value || "share" in value;
}
