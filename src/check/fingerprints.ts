import { createHash } from "node:crypto";
import type { Finding } from "./finding.ts";
import { type FindingKind, RULES } from "./rules.ts";

/**
 * What a finding is known by from run to run: its path, kind and words. Neither its line, which shifts, nor its rule, which may turn from
 * duplicate.exact to duplicate.near when another file changes.
 */
export function identityOf(kind: FindingKind, textHash: string, path: string): string {
  return `${kind}\t${textHash}\t${path}`;
}

/** A fingerprint of each finding, different even where identities are equal: those are numbered in their order. */
export function fingerprintsOf(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(RULES[finding.rule].kind, finding.textHash, finding.path);
    const number = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, number);
    return createHash("sha256").update(`${identity}\t${number}`).digest("hex").slice(0, 32);
  });
}
