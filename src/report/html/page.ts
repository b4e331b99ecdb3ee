import { createHash } from "node:crypto";
import type { Chart } from "../charts/charts.ts";
import type { ReportData } from "../report-data.ts";
import { chartsSection } from "./charts-section.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { filterForm, groupsSection, headsSection, nearestSection, noticesSection, removalsSection, tailsSection } from "./sections.ts";
import { totalsSection } from "./totals.ts";

/** Bytes of a page that every section together stays below, with room for charts, styles and script. */
const MAX_LIST_BYTES = 4_200_000;
/** Shares of it, in the order of the sections. */
const SHARES = { groups: 0.4, nearest: 0.2, tails: 0.1, heads: 0.05, removals: 0.2, notices: 0.05 };

/**
 * The whole report as one page that needs nothing else: no network, no file beside it.
 * @param charts undefined where they could not be drawn
 */
export function reportPage(data: ReportData, charts: readonly Chart[] | undefined): string {
  const bytes = (share: number): number => share * MAX_LIST_BYTES;
  const sections = [
    groupsSection(data, bytes(SHARES.groups)),
    nearestSection(data, bytes(SHARES.nearest)),
    tailsSection(data, bytes(SHARES.tails)),
    headsSection(data, bytes(SHARES.heads)),
    removalsSection(data, bytes(SHARES.removals)),
    noticesSection(data, bytes(SHARES.notices)),
  ].filter((section) => section !== undefined);
  const links = sections.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hashOf(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>seedclean report</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>What seedclean removed</h1>
<nav aria-label="Sections"><ul><li><a href="#totals">Totals</a></li>${links}</ul></nav>
</header>
<main id="main">
${totalsSection(data, chartsSection(charts))}
${filterForm(data)}
${sections.map(({ html }) => html).join("\n")}
</main>
<footer><p class="quiet">Offsets and counts are Unicode characters of the decoded texts. The ledger has every removal in full.</p></footer>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(script: string): string {
  return createHash("sha256").update(script).digest("base64");
}
