/** Colours stand in variables, so that light, dark and print differ in one place. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2127; --quiet: #59616d; --line: #d5d9e0; --panel: #f5f6f8; --accent: #0b5cad; --del: #ffd9d6; --ins: #cdf0d3; --bar: #3f7fbf; --mark: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171c; --ink: #e6e8ec; --quiet: #a3abb8; --line: #373d47; --panel: #1d2128; --accent: #7cb7f5; --del: #6b2420; --ins: #1d5129; --bar: #5b9bd8; --mark: #fb923c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 1.5rem 0 .5rem; }
h2 { scroll-margin-top: 7rem; font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; margin: .5rem 0; list-style: none; }
.quiet { color: var(--quiet); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1rem 0; padding: 0; }
.charts { margin: 0 0 1.5rem; }
.figures div { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; }
.figures dt { color: var(--quiet); font-size: .875rem; }
.figures dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 1rem 0; padding: .6rem .8rem; background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; }
form label { display: grid; font-size: .875rem; color: var(--quiet); }
input, select, button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: .25rem; padding: .25rem .5rem; }
form p { margin: 0; flex-basis: 100%; font-size: .875rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-bottom: 1rem; font-variant-numeric: tabular-nums; }
th button { padding: 0; border: 0; background: none; font-weight: inherit; text-align: inherit; cursor: pointer; text-decoration: underline dotted; text-underline-offset: .2em; }
th[aria-sort=ascending] button::after { content: " ▲"; content: " ▲" / ""; }
th[aria-sort=descending] button::after { content: " ▼"; content: " ▼" / ""; }
caption { text-align: left; color: var(--quiet); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; white-space: nowrap; }
td.id, td.text { overflow-wrap: anywhere; min-width: 10rem; }
article { margin: 0 0 1rem; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; content-visibility: auto; contain-intrinsic-size: auto 14rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; margin: .5rem 0; }
.pair > div, .cut-text { min-width: 0; }
.label { margin: 0 0 .2rem; color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.passage { margin: 0; padding: .5rem .6rem; background: var(--panel); border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; font-size: .95rem; }
.passage.removed { border-left-color: var(--mark); }
del { background: var(--del); color: inherit; }
ins { background: var(--ins); color: inherit; }
.cut { margin: .25rem 0; border: 0; border-top: 2px dashed var(--mark); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr)); gap: 1rem; }
figure { margin: 0; padding: .5rem; border: 1px solid var(--line); border-radius: .4rem; min-width: 0; }
figure svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
figcaption { font-weight: 600; margin-bottom: .25rem; }
[hidden] { display: none !important; }
@media (max-width: 44rem) { .pair { grid-template-columns: 1fr; } form { position: static; } }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --panel: #fff; --accent: #000; --del: #ffd9d6; --ins: #cdf0d3; --bar: #3f7fbf; --mark: #c2410c; }
  body { font-size: 10pt; }
  nav, form, .skip { display: none; }
  th button { text-decoration: none; }
  article { content-visibility: visible; break-inside: avoid-page; }
  figure { break-inside: avoid-page; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  del { text-decoration: line-through; }
  ins { text-decoration: underline; }
}
`;
