import { printable } from "../../printable.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it stands in an element or a quoted attribute. Control characters, which HTML may not hold, are shown as escapes. */
export function escapeHtml(text: string): string {
  return text
    .split("\n")
    .map((line) => line.split("\t").map(printable).join("\t"))
    .join("\n")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
