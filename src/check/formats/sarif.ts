import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Location, ReportingDescriptor, Result } from "sarif";
import type { Finding, Place } from "../finding.ts";
import { fingerprintsOf } from "../fingerprints.ts";
import { type CheckReport, type Level, levelsOf } from "../report.ts";
import { RULES } from "../rules.ts";
import { printableJson } from "./printable-json.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const FINGERPRINT = "seedclean/v1";

/** SARIF 2.1.0, as code scanning takes it; a result a line. */
export function* sarifFormat(report: CheckReport, version: string): Generator<string> {
  const levelOf = levelsOf(report);
  const fingerprints = fingerprintsOf(report.findings);
  const driver = { name: "seedclean", version, rules: Object.entries(RULES).map(([id, { title }]): ReportingDescriptor => ({ id, shortDescription: { text: title } })) };
  yield `{"$schema":${printableJson(SCHEMA)},"version":"2.1.0","runs":[{"tool":${printableJson({ driver })},"columnKind":"unicodeCodePoints","results":[`;
  let separator = "\n";
  for (const [i, finding] of report.findings.entries()) {
    yield separator + printableJson(resultOf(finding, levelOf(finding), fingerprints[i]!));
    separator = ",\n";
  }
  yield "\n]}]}\n";
}

function resultOf(finding: Finding, level: Level, fingerprint: string): Result {
  const { rule, message, excerpt, coveredBy } = finding;
  return {
    ruleId: rule,
    level,
    message: { text: literal(excerpt === undefined ? message : `${message}: "${excerpt}"`) },
    locations: [locationOf(finding)],
    ...(coveredBy !== undefined && { relatedLocations: coveredBy.map((place, i) => ({ id: i + 1, ...locationOf(place), message: { text: "covers it" } })) }),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
  };
}

function locationOf({ path, line, endLine }: Place & { readonly endLine?: number }): Location {
  const region = line === undefined ? {} : { region: { startLine: line, ...(endLine !== undefined && { endLine }) } };
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, ...region } };
}

/** Braces hold places of arguments in a SARIF message, and brackets before parentheses a link. */
function literal(text: string): string {
  return text.replaceAll("{", "{{").replaceAll("}", "}}").replaceAll("](", "] (");
}

function uriOf(path: string): string {
  // A half of a surrogate pair, as names that are no Unicode have, cannot be in a URI.
  const wellFormed = path.replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  return isAbsolute(wellFormed) ? pathToFileURL(wellFormed).href : wellFormed.split(sep).map(encodeURIComponent).join("/");
}
