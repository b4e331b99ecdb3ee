/** Variables of the page's style, so that a chart follows light, dark and print. */
export const INK = "currentColor";
export const BAR = "var(--bar)";
export const LINE = "var(--quiet)";
export const MARK = "var(--mark)";
